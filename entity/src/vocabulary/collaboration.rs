//! Vocabularies of plans, documents and cooperation with higher education.

use crate::vocabulary;

vocabulary! {
    /// The municipal plan that a partnership or an activity is anchored in (kommunale planer, § 3.1.3 and § 4.1.1).
    pub enum PlanType {
        MunicipalMasterPlan = "MUNICIPAL_MASTER_PLAN" {
            nb: "Kommuneplan", "Kommuneplanen, særlig samfunnsdelen.";
            nn: "Kommuneplan", "Kommuneplanen, særleg samfunnsdelen.";
            en: "Municipal master plan", "The municipal master plan, above all its social element.";
            se: "Suohkanplána";
        }
        CulturePlan = "CULTURE_PLAN" {
            nb: "Kulturplan", "Plan for kulturfeltet i kommunen.";
            nn: "Kulturplan", "Plan for kulturfeltet i kommunen.";
            en: "Culture plan", "The plan for culture in the municipality.";
            se: "Kulturplána";
        }
        ChildhoodAndEducationPlan = "CHILDHOOD_AND_EDUCATION_PLAN" {
            nb: "Oppvekstplan", "Plan for oppvekst, barnehage og skole.";
            nn: "Oppvekstplan", "Plan for oppvekst, barnehage og skule.";
            en: "Childhood and education plan", "The plan for childhood, kindergartens and schools.";
            se: "Bajásšaddanplána";
        }
        PublicHealthPlan = "PUBLIC_HEALTH_PLAN" {
            nb: "Folkehelseplan", "Plan for folkehelse og forebyggende arbeid (§ 2.4.3).";
            nn: "Folkehelseplan", "Plan for folkehelse og førebyggjande arbeid (§ 2.4.3).";
            en: "Public health plan", "The plan for public health and prevention (section 2.4.3).";
            se: "Álbmotdearvvašvuođaplána";
        }
        HealthAndCarePlan = "HEALTH_AND_CARE_PLAN" {
            nb: "Helse- og omsorgsplan", "Plan for helse- og omsorgstjenestene.";
            nn: "Helse- og omsorgsplan", "Plan for helse- og omsorgstenestene.";
            en: "Health and care plan", "The plan for health and care services.";
            se: "Dearvvašvuođa- ja fuolahusplána";
        }
        IntegrationPlan = "INTEGRATION_PLAN" {
            nb: "Integreringsplan", "Plan for bosetting, integrering og inkludering av flyktninger og innvandrere.";
            nn: "Integreringsplan", "Plan for busetjing, integrering og inkludering av flyktningar og innvandrarar.";
            en: "Integration plan", "The plan for settling, integrating and including refugees and immigrants.";
        }
        AgeFriendlyPlan = "AGE_FRIENDLY_PLAN" {
            nb: "Plan for et aldersvennlig samfunn", "Plan for et lokalsamfunn som er godt å bli gammel i.";
            nn: "Plan for eit aldersvennleg samfunn", "Plan for eit lokalsamfunn som er godt å bli gammal i.";
            en: "Age-friendly community plan", "The plan for a community that is good to grow old in.";
        }
        CultureSchoolPlan = "CULTURE_SCHOOL_PLAN" {
            nb: "Kulturskoleplan", "Kommunens egen plan for kulturskolen, ofte en lokal rammeplan.";
            nn: "Kulturskuleplan", "Kommunen sin eigen plan for kulturskulen, ofte ein lokal rammeplan.";
            en: "Culture school plan", "The municipality's own plan for the culture school, often a local framework plan.";
            se: "Kulturskuvlaplána";
        }
        EconomicPlan = "ECONOMIC_PLAN" {
            nb: "Økonomiplan", "Økonomiplan og årsbudsjett.";
            nn: "Økonomiplan", "Økonomiplan og årsbudsjett.";
            en: "Financial plan", "The financial plan and annual budget.";
            se: "Ekonomiijaplána";
        }
        Other = "OTHER" {
            nb: "Annen plan", "En annen plan, med tittelen oppgitt.";
            nn: "Annan plan", "Ein annan plan, med tittelen oppgitt.";
            en: "Other plan", "Another plan, identified by its title.";
            se: "Eará plána";
        }
    }
}

vocabulary! {
    /// What kind of document a link points to (dokumenttype). The document itself stays in the municipality's archive.
    pub enum DocumentKind {
        Agreement = "AGREEMENT" {
            nb: "Avtale", "Avtale mellom partene, eller et vedlegg til den.";
            nn: "Avtale", "Avtale mellom partane, eller eit vedlegg til han.";
            en: "Agreement", "An agreement between the parties, or an annex to one.";
            se: "Soahpamuš";
        }
        Minutes = "MINUTES" {
            nb: "Referat", "Referat eller protokoll fra et møte.";
            nn: "Referat", "Referat eller protokoll frå eit møte.";
            en: "Minutes", "Minutes or a record of a meeting.";
            se: "Čoahkkingirji";
        }
        Decision = "DECISION" {
            nb: "Vedtak", "Politisk eller administrativt vedtak.";
            nn: "Vedtak", "Politisk eller administrativt vedtak.";
            en: "Decision", "A political or administrative decision.";
            se: "Mearrádus";
        }
        Report = "REPORT" {
            nb: "Rapport", "Rapport om gjennomføring, økonomi eller resultater.";
            nn: "Rapport", "Rapport om gjennomføring, økonomi eller resultat.";
            en: "Report", "A report on the work, the finances or the results.";
            se: "Raporta";
        }
        Application = "APPLICATION" {
            nb: "Søknad", "Søknad om eksterne midler, med vedlegg.";
            nn: "Søknad", "Søknad om eksterne midlar, med vedlegg.";
            en: "Application", "An application for external funding, with annexes.";
            se: "Ohcan";
        }
        Evaluation = "EVALUATION" {
            nb: "Evaluering", "Vurdering av samarbeidet eller av en aktivitet.";
            nn: "Evaluering", "Vurdering av samarbeidet eller av ein aktivitet.";
            en: "Evaluation", "An assessment of the partnership or of an activity.";
            se: "Árvvoštallan";
        }
        Plan = "PLAN" {
            nb: "Plan", "Plan for samarbeidet eller for en aktivitet.";
            nn: "Plan", "Plan for samarbeidet eller for ein aktivitet.";
            en: "Plan", "A plan for the partnership or for an activity.";
            se: "Plána";
        }
        Other = "OTHER" {
            nb: "Annet", "Et annet dokument.";
            nn: "Anna", "Eit anna dokument.";
            en: "Other", "Another document.";
            se: "Eará";
        }
    }
}

vocabulary! {
    /// How a university or university college takes part (samarbeid med universitet og høgskole, § 4.2, § 4.4 and § 4.5).
    pub enum HigherEducationKind {
        StudentPlacement = "STUDENT_PLACEMENT" {
            nb: "Praksisstudenter", "Studenter har praksis i kulturskolen eller i samarbeidet.";
            nn: "Praksisstudentar", "Studentar har praksis i kulturskulen eller i samarbeidet.";
            en: "Student placement", "Students do their practice period in the culture school or the partnership.";
        }
        ContinuingEducation = "CONTINUING_EDUCATION" {
            nb: "Etter- og videreutdanning", "Kurs og studier for ansatte hos partene.";
            nn: "Etter- og vidareutdanning", "Kurs og studium for tilsette hos partane.";
            en: "Continuing education", "Courses and studies for the parties' staff.";
            se: "Joatkka- ja lassioahppu";
        }
        ResearchAndDevelopment = "RESEARCH_AND_DEVELOPMENT" {
            nb: "Forsknings- og utviklingsarbeid", "Forskning og utvikling knyttet til kulturskolens fag og praksis.";
            nn: "Forskings- og utviklingsarbeid", "Forsking og utvikling knytt til faga og praksisen i kulturskulen.";
            en: "Research and development", "Research and development on the subjects and practice of the culture school.";
            se: "Dutkan- ja ovdánahttinbargu";
        }
        UniversityCultureSchool = "UNIVERSITY_CULTURE_SCHOOL" {
            nb: "Universitetskulturskole", "Et nærmere, fast samarbeid der kulturskolen er universitetskulturskole.";
            nn: "Universitetskulturskule", "Eit nærare, fast samarbeid der kulturskulen er universitetskulturskule.";
            en: "University culture school", "A closer, lasting cooperation in which the culture school is a university culture school.";
        }
        Other = "OTHER" {
            nb: "Annet", "Et annet samarbeid, forklart i beskrivelsen.";
            nn: "Anna", "Eit anna samarbeid, forklart i skildringa.";
            en: "Other", "Another kind of cooperation, explained in the description.";
            se: "Eará";
        }
    }
}

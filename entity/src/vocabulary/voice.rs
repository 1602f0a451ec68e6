//! Vocabularies of participation: who was heard, and when.

use crate::vocabulary;

vocabulary! {
    /// The body or arena through which users and inhabitants were heard (medvirkningsorgan, § 4.1).
    pub enum ConsultationBody {
        PupilCouncil = "PUPIL_COUNCIL" {
            nb: "Elevråd", "Elevrådet ved kulturskolen eller ved en samarbeidende skole.";
            nn: "Elevråd", "Elevrådet ved kulturskulen eller ved ein skule som samarbeider.";
            en: "Pupil council", "The pupils' council of the culture school or of a cooperating school.";
            se: "Ohppiidráđđi";
        }
        YouthCouncil = "YOUTH_COUNCIL" {
            nb: "Ungdomsråd", "Kommunens ungdomsråd eller et annet medvirkningsorgan for ungdom.";
            nn: "Ungdomsråd", "Ungdomsrådet i kommunen eller eit anna medverknadsorgan for ungdom.";
            en: "Youth council", "The municipal youth council or another body that speaks for young people.";
            se: "Nuoraidráđđi";
        }
        ElderlyCouncil = "ELDERLY_COUNCIL" {
            nb: "Eldreråd", "Kommunens eldreråd.";
            nn: "Eldreråd", "Eldrerådet i kommunen.";
            en: "Council for older people", "The municipal council for older people.";
            se: "Vuorrasiidráđđi";
        }
        DisabilityCouncil = "DISABILITY_COUNCIL" {
            nb: "Råd for personer med funksjonsnedsettelse", "Kommunens råd for personer med funksjonsnedsettelse.";
            nn: "Råd for personar med funksjonsnedsetjing", "Rådet i kommunen for personar med funksjonsnedsetjing.";
            en: "Disability council", "The municipal council for people with disabilities.";
        }
        CitizenDialogue = "CITIZEN_DIALOGUE" {
            nb: "Innbyggerdialog", "Folkemøte, høring, spørreundersøkelse eller annen dialog med innbyggerne (§ 4.3).";
            nn: "Innbyggjardialog", "Folkemøte, høyring, spørjeundersøking eller annan dialog med innbyggjarane (§ 4.3).";
            en: "Citizen dialogue", "A public meeting, hearing, survey or another dialogue with the inhabitants (section 4.3).";
        }
        Other = "OTHER" {
            nb: "Annet", "Et annet organ eller en annen form for medvirkning, forklart i sammendraget.";
            nn: "Anna", "Eit anna organ eller ei anna form for medverknad, forklart i samandraget.";
            en: "Other", "Another body or form of participation, explained in the summary.";
            se: "Eará";
        }
    }
}

vocabulary! {
    /// In which phase of the work people were heard (fase for medvirkning); participants have a say in all phases (§ 4.3).
    pub enum ConsultationPhase {
        Plan = "PLAN" {
            nb: "Planlegging", "Før tilbudet ble bestemt.";
            nn: "Planlegging", "Før tilbodet vart bestemt.";
            en: "Planning", "Before the activities were decided.";
            se: "Plánen";
        }
        Deliver = "DELIVER" {
            nb: "Gjennomføring", "Mens tilbudet pågikk.";
            nn: "Gjennomføring", "Medan tilbodet gjekk føre seg.";
            en: "Delivery", "While the activities were going on.";
            se: "Čađaheapmi";
        }
        Evaluate = "EVALUATE" {
            nb: "Evaluering", "Da tilbudet skulle vurderes og forbedres.";
            nn: "Evaluering", "Då tilbodet skulle vurderast og forbetrast.";
            en: "Evaluation", "When the activities were to be assessed and improved.";
            se: "Árvvoštallan";
        }
    }
}

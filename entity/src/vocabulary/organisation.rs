//! Vocabularies of organisations and municipalities.

use crate::vocabulary;

vocabulary! {
    /// The kind of service an organisation provides (tjenestetype, § 3.6). It decides, among other things, how strictly
    /// counts are protected when they are published.
    pub enum ServiceType {
        CultureSchool = "CULTURE_SCHOOL" {
            nb: "Kulturskole", "Kommunens kulturskole, eller en kulturskole som flere kommuner driver sammen.";
            nn: "Kulturskule", "Kulturskulen i kommunen, eller ein kulturskule som fleire kommunar driv saman.";
            en: "Culture school", "The municipality's culture school, or one that several municipalities run together.";
            se: "Kulturskuvla";
        }
        Kindergarten = "KINDERGARTEN" {
            nb: "Barnehage", "Kommunal eller privat barnehage.";
            nn: "Barnehage", "Kommunal eller privat barnehage.";
            en: "Kindergarten", "A municipal or private kindergarten.";
            se: "Mánáidgárdi";
        }
        School = "SCHOOL" {
            nb: "Grunnskole", "Barneskole, ungdomsskole eller kombinert grunnskole (§ 3.6.1).";
            nn: "Grunnskule", "Barneskule, ungdomsskule eller kombinert grunnskule (§ 3.6.1).";
            en: "School", "A primary or lower secondary school, or both in one (section 3.6.1).";
            se: "Vuođđoskuvla";
        }
        UpperSecondarySchool = "UPPER_SECONDARY_SCHOOL" {
            nb: "Videregående skole", "Videregående skole, som oftest fylkeskommunal.";
            nn: "Vidaregåande skule", "Vidaregåande skule, som oftast fylkeskommunal.";
            en: "Upper secondary school", "An upper secondary school, usually run by the county.";
            se: "Joatkkaskuvla";
        }
        AfterSchoolCare = "AFTER_SCHOOL_CARE" {
            nb: "Skolefritidsordning (SFO)", "Omsorgs- og fritidstilbud for de yngste elevene før og etter skoletid.";
            nn: "Skulefritidsordning (SFO)", "Omsorgs- og fritidstilbod for dei yngste elevane før og etter skuletid.";
            en: "After-school care (SFO)", "Care and leisure activities for the youngest pupils before and after school.";
            se: "Skuvlaastoáiggeortnet (SFO)";
        }
        Library = "LIBRARY" {
            nb: "Bibliotek", "Folkebibliotek, også når det er slått sammen med et skolebibliotek.";
            nn: "Bibliotek", "Folkebibliotek, også når det er slått saman med eit skulebibliotek.";
            en: "Library", "A public library, including one combined with a school library.";
            se: "Girjerádju";
        }
        HealthService = "HEALTH_SERVICE" {
            nb: "Helsetjeneste", "Kommunal helsetjeneste, som helsestasjon, skolehelsetjeneste, psykisk helse og rehabilitering.";
            nn: "Helseteneste", "Kommunal helseteneste, som helsestasjon, skulehelseteneste, psykisk helse og rehabilitering.";
            en: "Health service", "A municipal health service such as health stations, school health, mental health and rehabilitation.";
            se: "Dearvvašvuođabálvalus";
        }
        Nav = "NAV" {
            nb: "NAV", "NAV-kontoret, med de kommunale sosialtjenestene.";
            nn: "NAV", "NAV-kontoret, med dei kommunale sosialtenestene.";
            en: "NAV", "The labour and welfare office, including municipal social services.";
            se: "NAV";
        }
        ChildWelfare = "CHILD_WELFARE" {
            nb: "Barnevernstjeneste", "Kommunens barnevernstjeneste.";
            nn: "Barnevernsteneste", "Barnevernstenesta i kommunen.";
            en: "Child welfare service", "The municipal child welfare service.";
            se: "Mánáidsuodjalus";
        }
        RefugeeService = "REFUGEE_SERVICE" {
            nb: "Flyktningtjeneste", "Kommunens arbeid med bosetting, introduksjonsprogram og integrering.";
            nn: "Flyktningteneste", "Arbeidet i kommunen med busetjing, introduksjonsprogram og integrering.";
            en: "Refugee service", "The municipal service for settlement, the introduction programme and integration.";
            se: "Báhtareaddjibálvalus";
        }
        ElderlyCare = "ELDERLY_CARE" {
            nb: "Eldreomsorg", "Sykehjem, omsorgsboliger, hjemmetjenester og dagtilbud for eldre.";
            nn: "Eldreomsorg", "Sjukeheimar, omsorgsbustader, heimetenester og dagtilbod for eldre.";
            en: "Elderly care", "Nursing homes, sheltered housing, home care and day centres for older people.";
            se: "Vuorrasiidfuolahus";
        }
        VoluntaryCulture = "VOLUNTARY_CULTURE" {
            nb: "Frivillig kulturliv", "Kor, korps, teaterlag, kunstforening eller en annen frivillig aktør (§ 3.6.2).";
            nn: "Frivillig kulturliv", "Kor, korps, teaterlag, kunstlag eller ein annan frivillig aktør (§ 3.6.2).";
            en: "Voluntary culture", "A choir, band, theatre group, art society or another voluntary body (section 3.6.2).";
            se: "Eaktodáhtolaš kultureallin";
        }
        ProfessionalArts = "PROFESSIONAL_ARTS" {
            nb: "Profesjonelt kunst- og kulturliv", "Profesjonelle kunstnere, ensembler, scener, museer og andre institusjoner (§ 3.6.2).";
            nn: "Profesjonelt kunst- og kulturliv", "Profesjonelle kunstnarar, ensemble, scener, museum og andre institusjonar (§ 3.6.2).";
            en: "Professional arts", "Professional artists, ensembles, stages, museums and other institutions (section 3.6.2).";
        }
        HigherEducation = "HIGHER_EDUCATION" {
            nb: "Universitet eller høgskole", "Institusjon for høyere utdanning (§ 4.4).";
            nn: "Universitet eller høgskule", "Institusjon for høgare utdanning (§ 4.4).";
            en: "Higher education", "A university or university college (section 4.4).";
            se: "Universitehta dahje allaskuvla";
        }
        SamiParliament = "SAMI_PARLIAMENT" {
            nb: "Sametinget", "Sametinget, som kommunen kan ha samarbeidsavtale med (§ 1.1.3).";
            nn: "Sametinget", "Sametinget, som kommunen kan ha samarbeidsavtale med (§ 1.1.3).";
            en: "Sámi Parliament", "The Sámi Parliament, with which a municipality may have a cooperation agreement (section 1.1.3).";
            se: "Sámediggi";
        }
        Other = "OTHER" {
            nb: "Annen tjeneste", "En tjeneste eller virksomhet som ikke passer i de andre typene.";
            nn: "Anna teneste", "Ei teneste eller verksemd som ikkje passar i dei andre typane.";
            en: "Other service", "A service or organisation that fits none of the other types.";
            se: "Eará";
        }
    }
}

vocabulary! {
    /// How a municipality belongs to the administrative area for Sámi languages (forvaltningsområdet for samiske språk,
    /// sameloven § 3-1; § 1.1.3 of the framework plan).
    pub enum SamiAreaCategory {
        LanguageDevelopment = "LANGUAGE_DEVELOPMENT" {
            nb: "Språkutviklingskommune", "Kommune der samisk er i allmenn bruk og likestilt med norsk.";
            nn: "Språkutviklingskommune", "Kommune der samisk er i allmenn bruk og jamstilt med norsk.";
            en: "Language development municipality", "A municipality where Sámi is in general use, on an equal footing with Norwegian.";
        }
        LanguageVitalisation = "LANGUAGE_VITALISATION" {
            nb: "Språkvitaliseringskommune", "Kommune der samisk er likestilt med norsk, og der språket skal styrkes og tas i bruk av flere.";
            nn: "Språkvitaliseringskommune", "Kommune der samisk er jamstilt med norsk, og der språket skal styrkjast og takast i bruk av fleire.";
            en: "Language vitalisation municipality", "A municipality where Sámi is equal to Norwegian and is to be strengthened and used by more people.";
        }
        LanguageStimulation = "LANGUAGE_STIMULATION" {
            nb: "Språkstimuleringskommune", "Kommune, ofte en by, som mange samer har flyttet til, og som skal gi et samisk språk- og kulturtilbud.";
            nn: "Språkstimuleringskommune", "Kommune, ofte ein by, som mange samar har flytta til, og som skal gi eit samisk språk- og kulturtilbod.";
            en: "Language stimulation municipality", "A municipality, often a city, that many Sámi have moved to and that is to offer Sámi language and culture.";
        }
    }
}

//! The organisations and shared staff of Karasjok.

use crate::demo::prelude::*;

pub(super) struct Karasjok {
    pub home: MunicipalityId,
    pub culture_school: Org,
    pub kindergarten: Org,
    pub school: Org,
    pub sfo: Org,
    pub upper: Org,
    pub library: Org,
    pub health: Org,
    pub nav: Org,
    pub care: Org,
    pub crafts: Org,
    pub theatre: Org,
    pub parliament: Org,
    pub niillas: Person,
    pub risten: Person,
    pub tetiana: Person,
    pub maaren: Person,
    pub language: Indicator,
}

pub(super) fn tell(story: &mut Story, home: MunicipalityId) -> Karasjok {
    let mut new = |service, name, signatory| story.organisation(home, service, name, signatory);
    let culture_school =
        new(Service::CultureSchool, "Kárášjoga kulturskuvla – Karasjok kulturskole", "Máren Áigin Balto");
    let kindergarten =
        new(Service::Kindergarten, "Guovssahas mánáidgárdi – Nordlyset barnehage", "Berit Kirsten Nystad");
    let school = new(Service::School, "Kárášjoga skuvla – Karasjok skole", "Jovnna Ánde Varsi");
    let upper =
        new(Service::UpperSecondarySchool, "Duoddara joatkkaskuvla – Vidda videregående skole", "Sunniva Holmgren");
    let library = new(Service::Library, "Kárášjoga girjerádju – Karasjok bibliotek", "Inger Sárá Turi Lund");
    let health = new(
        Service::HealthService,
        "Kárášjoga dearvvašvuođastašuvdna – Karasjok helsestasjon",
        "Kristine Moen Eriksen",
    );
    let nav = new(Service::Nav, "NAV Kárášjohka – NAV Karasjok", "Per Asle Njunnas");
    let care = new(Service::ElderlyCare, "Vuorrasiidguovddáš – Karasjok omsorgssenter", "Elen Risten Porsanger");
    let crafts = new(Service::VoluntaryCulture, "Duodjesearvi – Karasjok duodjilag", "Ánne Márjá Skum");
    let theatre = new(Service::ProfessionalArts, "Rievssat teáhter – Teater Rype", "Mikkel Isak Bongo");
    let parliament = new(Service::SamiParliament, "Sámediggi – Sametinget (demo)", "Saksbehandler Kultur");
    let sfo = story.unit(&school, Service::AfterSchoolCare, "Kárášjoga SFO – Karasjok SFO", "Laila Somby Hætta");
    story.known_as(&school, "nsr", "demo-1015566");
    let joik = &[Competence::SamiCultureCompetence, Competence::ValidatedExperience];
    let teacher = &[Competence::ArtisticEducation, Competence::PedagogicalEducation, Competence::SamiCultureCompetence];
    let niillas =
        story.person(&culture_school, "Niillas Áilu Fjellman", "Juoiganoahpaheaddji – joikelærer", 100, joik, -6);
    story.noting("Tradisjonsbærer; realkompetansen er dokumentert av kulturskolen.");
    let risten = story.person(
        &culture_school,
        "Risten Biret Samuelsen Valle",
        "Duodjeoahpaheaddji – duodjilærer",
        60,
        teacher,
        -8,
    );
    let tetiana = story.person(
        &culture_school,
        "Tetiana Kovalenko",
        "Pianist og korleder",
        80,
        &[Competence::ArtisticEducation],
        -3,
    );
    let maaren = story.person(
        &culture_school,
        "Máren Áigin Balto",
        "Rektor",
        100,
        &[Competence::LeadershipExperience, Competence::SamiCultureCompetence],
        -5,
    );
    Karasjok {
        home,
        language: story.indicator(
            Some(home),
            "KAR-GIELLA",
            "Sámegiella árgabeaivvis – Samisk i hverdagen",
            "Andel barn og unge i tilbudet som bruker samisk med hverandre, etter lærernes vurdering.",
            &Measure {
                kind: IndicatorMeasure::Percentage,
                unit: Some("prosent"),
                quality: QualityDimension::Result,
                result: ResultType::Impact,
                goal_owner: Service::SamiParliament,
            },
        ),
        culture_school,
        kindergarten,
        school,
        sfo,
        upper,
        library,
        health,
        nav,
        care,
        crafts,
        theatre,
        parliament,
        niillas,
        risten,
        tetiana,
        maaren,
    }
}

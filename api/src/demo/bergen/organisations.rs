//! The organisations of Bergen.

use crate::demo::prelude::*;

pub(super) struct Organisations {
    pub culture_school: Org,
    pub solhaugen: Org,
    pub vagsbunnen: Org,
    pub fjellheim: Org,
    pub fjellheim_sfo: Org,
    pub storeneset: Org,
    pub nordnesvagen: Org,
    pub library: Org,
    pub health_station: Org,
    pub mental_health: Org,
    pub nav: Org,
    pub child_welfare: Org,
    pub refugees: Org,
    pub nursing_home: Org,
    pub day_centre: Org,
    pub band: Org,
    pub theatre_group: Org,
    pub stage: Org,
    pub circus: Org,
    pub college: Org,
    pub youth_club: Org,
}

pub(super) fn tell(story: &mut Story, home: MunicipalityId) -> Organisations {
    let mut new = |service, name, signatory| story.organisation(home, service, name, signatory);
    let culture_school = new(Service::CultureSchool, "Bergen kulturskole (demo)", "Bodil Aarrestad");
    let solhaugen = new(Service::Kindergarten, "Solhaugen barnehage", "Gunn Elin Tveiterås");
    let vagsbunnen = new(Service::Kindergarten, "Vågsbunnen barnehage", "Adnan Delić");
    let fjellheim = new(Service::School, "Fjellheim skole", "Sverre Høyland");
    let storeneset = new(Service::School, "Storeneset ungdomsskole", "Maryam Hosseini");
    let nordnesvagen = new(Service::UpperSecondarySchool, "Nordnesvågen videregående skole", "Trygve Ulvestad");
    let library = new(Service::Library, "Årstadlien bibliotek", "Synne Rosendahl");
    let health_station = new(Service::HealthService, "Laksebukta helsestasjon", "Anita Sørbø Krohn");
    let mental_health = new(Service::HealthService, "Psykisk helse og rus, sone Storeneset", "Rolf Arne Misje");
    let nav = new(Service::Nav, "NAV Laksebukta", "Beate Flesland");
    let child_welfare = new(Service::ChildWelfare, "Barnevernstjenesten Storeneset", "Yngvild Tertnes");
    let refugees = new(Service::RefugeeService, "Flyktningtjenesten ved Torget", "Daniel Tesfay");
    let nursing_home = new(Service::ElderlyCare, "Midtbygda sykehjem", "Randi Åsebø");
    let day_centre = new(Service::ElderlyCare, "Ladestien seniorsenter", "Kjellaug Instebø");
    let band = new(Service::VoluntaryCulture, "Løvestien skolekorps", "Petter Ravndal");
    let theatre_group = new(Service::VoluntaryCulture, "Sandvikslien teaterlag", "Unni Mæland");
    let stage = new(Service::ProfessionalArts, "Scene Vågen", "Halvard Osdal");
    let circus = new(Service::ProfessionalArts, "Sirkus Vestavind", "Camille Aubert Lien");
    let college = new(Service::HigherEducation, "Kunsthøgskolen ved Vågen", "Ragnhild Sekse");
    let youth_club = new(Service::Other, "Fritidsklubben Kaien", "Abdi Noor Hersi");
    let fjellheim_sfo = story.unit(&fjellheim, Service::AfterSchoolCare, "Fjellheim SFO", "Wenche Lyngbø");
    story.known_as(&culture_school, "gsi", "demo-4601-1");
    story.known_as(&fjellheim, "nsr", "demo-1014207");
    story.known_as(&storeneset, "nsr", "demo-1014219");
    Organisations {
        culture_school,
        solhaugen,
        vagsbunnen,
        fjellheim,
        fjellheim_sfo,
        storeneset,
        nordnesvagen,
        library,
        health_station,
        mental_health,
        nav,
        child_welfare,
        refugees,
        nursing_home,
        day_centre,
        band,
        theatre_group,
        stage,
        circus,
        college,
        youth_club,
    }
}

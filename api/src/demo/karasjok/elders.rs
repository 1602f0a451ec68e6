//! The elders, and the health service.

use super::Karasjok;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, karasjok: &Karasjok, shared: &Shared) {
    the_elders_joiks(story, karasjok, shared);
    singing_together(story, karasjok);
}

fn the_elders_joiks(story: &mut Story, k: &Karasjok, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        k.home,
        "Vuorrasiid luođit – De eldres joiker",
        "Mánát ja vuorrasat deaivvadit. Barn og eldre møtes på omsorgssenteret, joiker og forteller, og biblioteket tar vare på det \
         de eldre vil gi videre.",
        &[Pillar::Expression, Pillar::Sustainability],
        c.start(-2),
        Some(c.end(0)),
    );
    let culture = p.lead(&k.culture_school, "Joikelærer og elever.");
    let care = p.party(Role::CoCreator, &k.care, "Stua, kaffen og dem det handler om.");
    let library = p.party(Role::CoCreator, &k.library, "Opptak og lagring, etter avtale med hver enkelt.");
    let school = p.party(Role::CoCreator, &k.school, "6. trinn, en gang i måneden.");
    p.goal(&care, Pillar::Sustainability, "Beboerne blir spurt om råd igjen.");
    p.goal(&school, Pillar::Learning, "Elevene hører et rikere språk enn det som står i bøkene.");
    let plan = p.plan(
        Plan::HealthAndCarePlan,
        "Helse- og omsorgsplan for Karasjok",
        "Tjenestene skal gis på samisk.",
        "Kapittel 3",
    );
    p.done(&library, "Skaffe opptaker som eldre tør å snakke til", c.on(-2, 10, 5));
    p.planned(&care, "Ny samtykkerunde om opptakene", c.days_ago(8));
    p.shares(k.niillas, 20, Work::Ensemble, &care).refunded(&care, 50);
    for (year, status, salary) in
        [(-2, Money::Closed, 134_000), (-1, Money::Closed, 139_000), (0, Money::Committed, 145_000)]
    {
        p.budget(year, status)
            .costs(&culture, Cost::Salary, "383", salary, "Joikelærer 20 %")
            .gives(&library, Cost::Equipment, "370", 9_000, "Opptak og lagring")
            .pays(&culture, "383", 69_000)
            .pays(&care, "253", salary - 69_000);
    }
    for (year, old, young) in [(-2, 13, 21), (-1, 16, 19)] {
        let meeting = p
            .activity(
                "Luohtebottut – Joikestunder",
                &[Field::SamiCulture],
                Format::WeeklyGroup,
                Place::CareHome,
                c.school_year(year),
            )
            .open_to(
                &[Group::PatientsAndResidents, Group::Pupils, Group::SamiPopulation],
                &[Age::Age67Plus, Age::Age6_12],
            )
            .languages(&[Language::NorthernSami])
            .serving(plan)
            .kept();
        p.counted(
            meeting,
            c.school_year(year),
            Group::PatientsAndResidents,
            &[(Age::Age67Plus, old, old * 14)],
            (30, 60),
        );
        p.counted(meeting, c.school_year(year), Group::Pupils, &[(Age::Age6_12, young, young * 7)], (10, 60));
    }
    p.heard(
        Body::ElderlyCouncil,
        Phase::Plan,
        c.on(-2, 9, 10),
        None,
        (
            "Eldrerådet: opptakene skal ikke på nett uten at slekta er spurt.",
            "Opptakene ligger lukket i ti år dersom ikke annet er avtalt.",
        ),
    );
    p.heard(
        Body::ElderlyCouncil,
        Phase::Evaluate,
        c.on(-1, 5, 27),
        None,
        ("Det beste var da elevene begynte å spørre selv.", "Elevene forbereder spørsmål før hvert besøk."),
    );
    for (year, goal, actual) in [(-2, 42, 44), (-1, 46, 47)] {
        p.aims(shared.well_being, year, "", (38, goal));
        p.reached(shared.well_being, year, "", actual, "Observasjon ved personalet");
    }
    p.document(Paper::Other, "Samtykkeskjema for opptak", c.on(-2, 9, 20));
    p.active("Vi må begynne mens de ennå er her.");
}

fn singing_together(story: &mut Story, k: &Karasjok) {
    let c = story.calendar;
    let mut p = story.partnership(
        k.home,
        "Lávlut ovttas – Synge sammen",
        "Gravide og småbarnsforeldre synger vuggeviser på samisk, norsk og ukrainsk.",
        &[Pillar::Sustainability],
        c.in_days(65),
        Some(c.end(1)),
    );
    let culture = p.lead(&k.culture_school, "Korleder.");
    let health = p.party(Role::CoCreator, &k.health, "Inviterer familiene.");
    p.goal(&health, Pillar::Sustainability, "Flere møter noen i samme situasjon.");
    p.shares(k.tetiana, 10, Work::Ensemble, &health);
    p.under_way(&culture, "Finne vuggeviser det finnes noter til", c.in_days(25));
    p.budget(1, Money::Draft)
        .costs(&culture, Cost::Salary, "383", 67_000, "Korleder 10 %")
        .pays(&culture, "383", 40_000);
    p.draft();
}

//! What happens on the island. Told in nynorsk.

use super::Utsira;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, utsira: &Utsira, shared: &Shared) {
    the_island_sings(story, utsira, shared);
    song_at_the_care_home(story, utsira);
    lighthouse_days(story, utsira, shared);
}

fn the_island_sings(story: &mut Story, u: &Utsira, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        u.home,
        "Øya syng",
        "Alle barna på øya får song og spel i skuletida, og kulturskulen får ein grunn til å ta båten ut.",
        &[Pillar::Learning, Pillar::Expression, Pillar::Sustainability],
        c.start(-2),
        Some(c.end(1)),
    );
    p.rests_on("opplæringslova § 26-1; avtale om interkommunal kulturskule");
    let culture = p.lead(&u.culture_school, "Musikklærar annakvar onsdag, på nett når båten ikkje går.");
    let school = p.party(Role::CoCreator, &u.school, "Heile skulen er med. Kontaktlæraren held fram mellom besøka.");
    let library = p.party(Role::Host, &u.library, "Scene, piano og lån av instrument.");
    let health = p.party(Role::Advisor, &u.health, "Kjenner familiane og er med på felles planlegging.");
    p.common_goal(Pillar::Sustainability, "Ingen flyttar frå øya fordi barna manglar eit kulturtilbod.");
    p.goal(&school, Pillar::Learning, "Kvar elev spelar eit instrument i to år.");
    p.goal(&health, Pillar::Sustainability, "Dei yngste og dei eldste elevane kjenner kvarandre.");
    let plan = p.plan(
        Plan::MunicipalMasterPlan,
        "Samfunnsdelen i kommuneplanen for Utsira",
        "Eit levande øysamfunn med tilbod til alle.",
        "Mål 2",
    );
    p.done(&library, "Stemme pianoet", c.on(-1, 9, 3));
    p.done(&culture, "Plan for dagar utan båt", c.on(-1, 10, 1));
    p.planned(&school, "Melde inn ønske om instrument", c.in_days(11));
    p.shares(u.tormod, 20, Work::Teaching, &school).refunded(&school, 50);
    for (year, status, salary, travel) in [
        (-2, Money::Closed, 138_000, 21_000),
        (-1, Money::Closed, 143_000, 24_000),
        (0, Money::Committed, 149_000, 26_000),
    ] {
        p.budget(year, status)
            .costs(&culture, Cost::Salary, "383", salary, "Musikklærar 20 %")
            .costs(&culture, Cost::Transport, "383", travel, "Rutebåt og overnatting")
            .gives(&library, Cost::Premises, "370", 8_000, "Scene og piano")
            .pays(&school, "202", 90_000)
            .pays(&culture, "383", salary + travel - 90_000);
    }
    for (year, visits) in [(-2, 268), (-1, 301)] {
        let band = p
            .activity("Skulebandet", &[Field::Music], Format::Ensemble, Place::School, c.school_year(year))
            .open_to(&[Group::Pupils], &[Age::Age6_12, Age::Age13_15])
            .languages(&[Language::NorwegianNynorsk])
            .serving(plan)
            .made_by(&[&culture, &school])
            .kept();
        let people = [(Age::Age6_12, 14, visits), (Age::Age13_15, 6, visits / 3)];
        p.counted(band, c.school_year(year), Group::Pupils, &people, (22, 60));
    }
    p.heard(
        Body::PupilCouncil,
        Phase::Plan,
        c.on(-2, 9, 12),
        None,
        ("Elevrådet, altså alle: me vil ha trommer.", "Det vart trommer."),
    );
    p.heard(
        Body::CitizenDialogue,
        Phase::Evaluate,
        c.on(-1, 6, 8),
        None,
        ("Folkemøte på kaia: konserten må vere når båten går heim.", "Sommarkonserten er flytta til klokka 13."),
    );
    for (year, goal, actual) in [(-2, 70, 64), (-1, 75, 81), (0, 80, 0)] {
        p.aims(u.ferry, year, "", (units(60), units(goal)));
        p.reached(u.ferry, year, "", units(actual), "Timeplan og rutetabell");
    }
    p.aims(shared.access, -1, "", (units(80), units(100)));
    p.reached(shared.access, -1, "", units(100), "Alle elevane ved skulen");
    p.premises(&library, "Scena i biblioteket", "Øving og konsert", 3, None);
    p.document(Paper::Agreement, "Samarbeidsavtale", c.on(-3, 6, 15));
    p.active("Avtalen er kort. Vegen er lang.");
}

fn song_at_the_care_home(story: &mut Story, u: &Utsira) {
    let c = story.calendar;
    let mut p = story.partnership(
        u.home,
        "Song på omsorgstunet",
        "Bebuarar, spelelag og skuleelevar syng saman ein gong i månaden.",
        &[Pillar::Sustainability],
        c.start(-1),
        Some(c.end(0)),
    );
    let culture = p.lead(&u.culture_school, "Songleiar.");
    let care = p.party(Role::Host, &u.care, "Stova og kaffien.");
    let singers = p.party(Role::CoCreator, &u.singers, "Trekkspel, fele og gode røyster.");
    p.goal(&care, Pillar::Sustainability, "Noko å sjå fram til.");
    p.goal(&singers, Pillar::Expression, "Dei gamle songane får nye songarar.");
    p.shares(u.tormod, 5, Work::Ensemble, &care);
    p.planned(&culture, "Finne vikar", c.days_ago(5));
    p.budget(-1, Money::Closed)
        .costs(&culture, Cost::Salary, "383", 36_000, "Songleiar 5 %")
        .gives(&singers, Cost::Other, "385", 12_000, "Dugnad")
        .pays(&care, "234", 18_000)
        .pays(&culture, "383", 18_000);
    let afternoon = p
        .activity("Songstund", &[Field::Music], Format::WeeklyGroup, Place::CareHome, c.school_year(-1))
        .open_to(&[Group::OlderPeople], &[Age::Age67Plus])
        .languages(&[Language::NorwegianNynorsk])
        .kept();
    p.counted(afternoon, c.school_year(-1), Group::OlderPeople, &[(Age::Age67Plus, 11, 74)], (9, 60));
    p.heard(
        Body::ElderlyCouncil,
        Phase::Deliver,
        c.on(-1, 1, 22),
        Some(afternoon),
        ("Dei vil velje songane sjølve.", "Songarket ligg framme ei veke før, med blyant."),
    );
    p.suspended(
        c.days_ago(21),
        "Spelelaget spurde, og me seier ja.",
        "Songleiaren er sjukmeld, og me har ikkje funne vikar. Me tek det opp att etter jul.",
    );
}

fn lighthouse_days(story: &mut Story, u: &Utsira, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        u.home,
        "Fyrdagane",
        "Ei helg med utstilling, dikt og dans ved fyret, laga av dei som bur her.",
        &[Pillar::Expression],
        c.start(-2),
        Some(c.on(-2, 6, 30)),
    );
    let culture = p.lead(&u.culture_school, "Lærarar i kunst og dans.");
    let library = p.party(Role::CoCreator, &u.library, "Diktkasse og skriveverkstad.");
    let singers = p.party(Role::CoCreator, &u.singers, "Musikk og kafé.");
    p.goal(&library, Pillar::Expression, "Femti dikt frå to hundre innbyggjarar.");
    p.done(&library, "Samle inn dikt", c.on(-2, 5, 10));
    p.done(&singers, "Baking", c.on(-2, 6, 5));
    p.shares(u.nadia, 5, Work::Teaching, &library);
    p.funding(&singers, "Fyrdagane", ("Rogaland fylkeskommune", "Kulturmidlar"), -2, 40_000, c.on(-3, 5, 1))
        .submitted(c.on(-3, 4, 30))
        .awarded(c.on(-3, 6, 25), 30_000, c.on(-2, 7, 31))
        .disbursed(30_000)
        .reported(c.on(-2, 7, 10));
    p.budget(-2, Money::Closed)
        .costs(&culture, Cost::Fees, "383", 38_000, "Danselærar og kunstlærar")
        .costs(&singers, Cost::Transport, "385", 9_000, "Båtskyss")
        .pays(&culture, "383", 12_000)
        .pays(&singers, "385", 5_000);
    let days = Period { from: c.on(-2, 6, 6), to: c.on(-2, 6, 8) };
    let weekend = p
        .activity(
            "Utstilling ved fyret",
            &[Field::VisualArt, Field::CreativeWriting, Field::Dance],
            Format::Exhibition,
            Place::Outdoors,
            days,
        )
        .open_to(&[Group::Everyone], &[Age::AllAges])
        .languages(&[Language::NorwegianNynorsk])
        .kept();
    p.counted(weekend, days, Group::Everyone, &[(Age::AllAges, 312, 430)], (6, 90));
    p.heard(
        Body::Other,
        Phase::Plan,
        c.on(-2, 2, 14),
        Some(weekend),
        ("Møte i velforeininga: fyret må vere ope også om det regnar.", "Utstillinga vart hengd i naustet."),
    );
    p.aims(shared.participants, -2, "", (units(0), units(200)));
    p.reached(shared.participants, -2, "", units(312), "Telling på kaia");
    p.document(Paper::Report, "Rapport om Fyrdagane", c.on(-2, 7, 10));
    p.completed(c.on(-2, 6, 30), "Me prøver éin gong og ser.");
}

//! What the shared culture school would like to do for the island.

use super::Utsira;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, utsira: &Utsira, shared: &Shared) {
    library_stage(story, utsira, shared);
    drawing_online(story, utsira);
    distance_teaching(story, utsira);
}

fn library_stage(story: &mut Story, u: &Utsira, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        u.home,
        "Bibliotekscena",
        "Biblioteket er scena på øya: fire kveldar i året med folk herfrå og gjester utanfrå.",
        &[Pillar::Expression, Pillar::Sustainability],
        c.start(-1),
        None,
    );
    let culture = p.lead(&u.culture_school, "Elevar og lærarar på turné.");
    let library = p.party(Role::CoCreator, &u.library, "Program, plakatar og stolar.");
    let singers = p.party(Role::CoCreator, &u.singers, "Opnar kvar kveld.");
    p.goal(&library, Pillar::Sustainability, "Halve øya har vore innom i løpet av året.");
    p.plan(Plan::Other, "Bibliotekplan for Utsira", "Biblioteket er ein møteplass for alle.", "Punkt 3");
    p.shares(u.tormod, 10, Work::Coordination, &library);
    p.done(&singers, "Kjøpe lyskastar", c.on(-1, 11, 15));
    p.under_way(&library, "Vinterprogram", c.in_days(13));
    for (year, status) in [(-1, Money::Closed), (0, Money::Committed)] {
        p.budget(year, status)
            .costs(&culture, Cost::Salary, "383", 72_000, "Lærar 10 %")
            .costs(&culture, Cost::Transport, "383", 18_000, "Båtskyss for elevar")
            .pays(&culture, "383", 60_000)
            .pays(&library, "370", 30_000);
    }
    let evening = p
        .activity(
            "Kveld på Bibliotekscena",
            &[Field::Music, Field::Theatre],
            Format::ConcertOrPerformance,
            Place::Library,
            c.school_year(-1),
        )
        .open_to(&[Group::Everyone], &[Age::AllAges])
        .languages(&[Language::NorwegianNynorsk])
        .kept();
    p.counted(evening, c.autumn(-1), Group::Everyone, &[(Age::AllAges, 78, 121)], (2, 90));
    p.counted(evening, c.spring(-1), Group::Everyone, &[(Age::AllAges, 94, 150)], (2, 90));
    p.aims(shared.belonging, -1, "", (38, 42));
    p.reached(shared.belonging, -1, "", 43, "Lapp ved utgangen, 52 svar");
    p.active("Me treng ikkje vente på eit kulturhus.");
}

fn drawing_online(story: &mut Story, u: &Utsira) {
    let c = story.calendar;
    let mut p = story.partnership(
        u.home,
        "Teiknekurs på nett",
        "Elevane på Utsira teiknar saman med elevar på fastlandet.",
        &[Pillar::Learning],
        c.in_days(50),
        Some(c.end(1)),
    );
    let culture = p.lead(&u.culture_school, "Lærar på nett.");
    let school = p.party(Role::Host, &u.school, "Brett og eit roleg rom.");
    p.goal(&school, Pillar::Learning, "Elevane får fleire å samanlikne seg med enn dei sju i klassen.");
    p.shares(u.nadia, 10, Work::Teaching, &school);
    p.planned(&school, "Teste nettlinja", c.in_days(8));
    p.budget(1, Money::Draft)
        .costs(&culture, Cost::Salary, "383", 69_000, "Lærar 10 %")
        .pays(&culture, "383", 40_000)
        .pays(&school, "202", 29_000);
    p.activity("Teikn med oss", &[Field::VisualArt], Format::Digital, Place::Online, p.days())
        .open_to(&[Group::Pupils], &[Age::Age6_12])
        .languages(&[Language::NorwegianNynorsk])
        .kept();
    p.proposed(5, "Dette kostar mindre enn båten.", &[]);
}

/// Registered by the host municipality, for all the islands it serves.
fn distance_teaching(story: &mut Story, u: &Utsira) {
    let c = story.calendar;
    let mut p = story.partnership(
        u.host,
        "Fjernundervisning for øyene",
        "Den interkommunale kulturskolen vil bygge opp et fast fjernundervisningstilbud for elever på øyene rundt Haugalandet.",
        &[Pillar::Learning, Pillar::Sustainability],
        c.start(1),
        Some(c.end(2)),
    );
    let culture = p.lead(&u.culture_school, "Opplegg, lærere og utstyr.");
    let school = p.party(Role::CoCreator, &u.school, "Prøver ut opplegget.");
    p.goal(&culture, Pillar::Learning, "Fjernundervisning som er god nok til å velges også når båten går.");
    p.planned(&culture, "Innhente pris på kamera og lyd", c.in_days(30));
    p.budget(1, Money::Draft)
        .noting("Utstyret er ikke finansiert ennå.")
        .costs(&culture, Cost::Equipment, "383", 85_000, "Kamera, lyd og skjerm")
        .pays(&culture, "383", 25_000)
        .pays(&school, "202", 10_000);
    p.funding(
        &culture,
        "Fjernundervisning for øyene",
        ("Rogaland fylkeskommune", "Digital samhandling"),
        1,
        50_000,
        c.in_days(90),
    );
    p.draft();
}

//! Refugees, and those who have lived here long.

use super::Bergen;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, bergen: &Bergen, shared: &Shared) {
    new_in_town(story, bergen, shared);
}

fn new_in_town(story: &mut Story, b: &Bergen, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Ny i byen",
        "Nyankomne og folk som har bodd her lenge, spiller i samme band og lærer norsk underveis.",
        &[Pillar::Learning, Pillar::Expression, Pillar::Sustainability],
        c.start(-1),
        Some(c.end(0)),
    );
    p.rests_on("integreringsloven § 14");
    let school = p.lead(&b.at.culture_school, "Bandleder og instrumenter.");
    let refugees = p.party(
        Role::CoCreator,
        &b.at.refugees,
        "Kursplasser i introduksjonsprogrammet og en programrådgiver i bandet.",
    );
    let library = p.party(Role::Host, &b.at.library, "Språkkafé og sal.");
    let band = p.party(Role::CoCreator, &b.at.band, "Ti musikanter som liker nye folk.");
    p.goal(&refugees, Pillar::Learning, "Deltakerne snakker norsk med noen som ikke er lærer.");
    p.goal(&band, Pillar::Expression, "Korpset får tre nye slagverkere og to nye rytmer.");
    let plan = p.plan(
        Plan::IntegrationPlan,
        "Plan for inkludering og mangfold",
        "Kulturlivet er en vei inn i lokalsamfunnet.",
        "Delmål 2.3",
    );
    p.done(&library, "Merke noter på fire språk", c.on(-1, 10, 1));
    p.under_way(&school, "Skaffe oud og darbuka", c.in_days(30));
    p.shares(b.who.samira, 20, Work::Coordination, &refugees);
    p.shares(b.who.karim, 15, Work::Ensemble, &library).refunded(&refugees, 50);
    p.funding(
        &refugees,
        "Ny i byen",
        ("Integrerings- og mangfoldsdirektoratet", "Tilskudd til frivillig virksomhet"),
        -1,
        250_000,
        c.on(-2, 1, 20),
    )
    .submitted(c.on(-2, 1, 18))
    .awarded(c.on(-2, 5, 2), 180_000, c.on(-1, 5, 31))
    .disbursed(180_000)
    .reported(c.on(-1, 5, 28))
    .closed();
    p.funding(
        &refugees,
        "Ny i byen, andre år",
        ("Integrerings- og mangfoldsdirektoratet", "Tilskudd til frivillig virksomhet"),
        0,
        250_000,
        c.on(-1, 1, 20),
    )
    .submitted(c.on(-1, 1, 19))
    .awarded(c.on(-1, 5, 6), 200_000, c.on(0, 5, 31))
    .disbursed(120_000);
    p.budget(-1, Money::Closed)
        .costs(&school, Cost::Salary, "383", 168_000, "Bandleder 15 % og vikar")
        .costs(&refugees, Cost::Transport, "275", 26_000, "Busskort")
        .in_the_end(19_800)
        .costs(&band, Cost::Fees, "385", 30_000, "Honorar til tre musikere")
        .gives(&library, Cost::Premises, "370", 20_000, "Sal og kafé")
        .pays(&refugees, "275", 44_000)
        .in_the_end(37_800);
    p.budget(0, Money::Committed)
        .costs(&school, Cost::Salary, "383", 174_000, "Bandleder 15 % og vikar")
        .costs(&refugees, Cost::Transport, "275", 24_000, "Busskort")
        .costs(&band, Cost::Fees, "385", 36_000, "Honorar til tre musikere")
        .pays(&refugees, "275", 34_000);
    let playing = p
        .activity("Torgbandet", &[Field::Music], Format::Ensemble, Place::RefugeeCentre, c.school_year(-1))
        .about("Alle nivåer, alle instrumenter. Noter for dem som vil, gehør for dem som kan.")
        .open_to(&[Group::RefugeesAndImmigrants, Group::Adults], &[Age::Age16_19, Age::Age20_24, Age::Age25_66])
        .languages(&[
            Language::NorwegianBokmal,
            Language::Ukrainian,
            Language::Arabic,
            Language::Somali,
            Language::English,
        ])
        .serving(plan)
        .kept();
    p.counted(
        playing,
        c.autumn(-1),
        Group::RefugeesAndImmigrants,
        &[(Age::Age16_19, 8, 84), (Age::Age20_24, 4, 37), (Age::Age25_66, 19, 201)],
        (15, 120),
    );
    p.counted(playing, c.autumn(-1), Group::Adults, &[(Age::Age25_66, 11, 132)], (15, 120));
    p.counted(
        playing,
        c.spring(-1),
        Group::RefugeesAndImmigrants,
        &[(Age::Age16_19, 9, 102), (Age::Age20_24, 7, 66), (Age::Age25_66, 23, 288)],
        (17, 120),
    );
    let stories = p
        .activity(
            "Fortellinger på reise",
            &[Field::CreativeWriting, Field::Theatre],
            Format::Course,
            Place::Library,
            c.school_year(0),
        )
        .open_to(&[Group::RefugeesAndImmigrants], &[Age::Age25_66])
        .languages(&[Language::Ukrainian, Language::NorwegianBokmal])
        .made_by(&[&refugees, &library])
        .kept();
    p.counted(stories, c.autumn(0), Group::RefugeesAndImmigrants, &[(Age::Age25_66, 12, 70)], (8, 120));
    p.heard(
        Body::CitizenDialogue,
        Phase::Evaluate,
        c.on(-1, 5, 19),
        Some(playing),
        (
            "Deltakerne ville øve to ganger i uka, og de ville ha barnepass.",
            "Det ble barnepass, men fortsatt én øvelse i uka.",
        ),
    );
    p.aims(b.language, -1, "", (units(40), units(55)));
    p.reached(b.language, -1, "", units(58), "Språkkartlegging ved semesterslutt");
    p.aims(shared.external_money, -1, "", (units(0), units(200_000)));
    p.reached(shared.external_money, -1, "", units(180_000), "Tilskuddsbrev");
    p.document(Paper::Application, "Søknad om integreringsmidler", c.on(-2, 1, 18));
    p.active("Torgbandet finnes allerede. Nå får det en avtale.");
}

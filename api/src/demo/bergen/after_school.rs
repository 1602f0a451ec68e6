//! After school: the culture school hour, and a circus.

use super::Bergen;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, bergen: &Bergen, shared: &Shared) {
    culture_school_hour(story, bergen, shared);
    circus_for_all(story, bergen);
}

fn culture_school_hour(story: &mut Story, b: &Bergen, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Kulturskoletimen i SFO",
        "Alle på 1.–4. trinn ved Fjellheim får prøve dans og musikk i SFO-tiden uten å betale ekstra.",
        &[Pillar::Learning, Pillar::Expression, Pillar::Sustainability],
        c.start(-1),
        Some(c.in_days(45)),
    );
    let school = p.lead(&b.at.culture_school, "Danselærer og musikkpedagog to ettermiddager i uka.");
    let sfo = p.party(Role::CoCreator, &b.at.fjellheim_sfo, "Setter sammen gruppene, følger barna og er med i timene.");
    let fjellheim = p.party(Role::Host, &b.at.fjellheim, "Gymsal og musikkrom.");
    p.common_goal(Pillar::Sustainability, "Ingen skal stå utenfor på grunn av foreldrenes økonomi.");
    p.goal(&sfo, Pillar::Expression, "Barna får bruke kroppen på andre måter enn i fotballbingen.");
    p.plan(
        Plan::CultureSchoolPlan,
        "Kulturskoleplan for Bergen",
        "Et gratis møte med kulturskolen for alle barn.",
        "Mål 1",
    );
    p.under_way(&school, "Avklare om avtalen skal forlenges", c.in_days(10));
    p.planned(&sfo, "Spørre barna om hva de vil ha mer av", c.days_ago(6));
    p.shares(b.who.ingrid, 20, Work::Teaching, &sfo);
    p.shares(b.who.tariq, 30, Work::Teaching, &sfo).refunded(&sfo, 50);
    p.budget(-1, Money::Closed)
        .costs(&school, Cost::Salary, "383", 352_000, "Dans 30 % og musikk 20 %")
        .gives(&fjellheim, Cost::Premises, "222", 26_000, "Gymsal fire timer i uka")
        .pays(&school, "383", 212_000)
        .pays(&sfo, "215", 140_000);
    p.budget(0, Money::Committed)
        .costs(&school, Cost::Salary, "383", 366_000, "Dans 30 % og musikk 20 %")
        .gives(&fjellheim, Cost::Premises, "222", 27_000, "Gymsal fire timer i uka")
        .pays(&school, "383", 221_000)
        .pays(&sfo, "215", 145_000);
    let days = Period { from: c.start(-1), to: p.days().to };
    let dance = p
        .activity("Dans i gymsalen", &[Field::Dance, Field::Music], Format::WeeklyGroup, Place::AfterSchoolCare, days)
        .about("Barna lager egne trinn til musikk de har valgt. Ingen forestilling uten at de selv vil.")
        .open_to(&[Group::Children], &[Age::Age6_12])
        .at("Gymsalen på Fjellheim")
        .kept();
    p.counted(dance, c.autumn(-1), Group::Children, &[(Age::Age6_12, 132, 1_540)], (30, 60));
    p.counted(dance, c.spring(-1), Group::Children, &[(Age::Age6_12, 141, 1_711)], (34, 60));
    p.heard(
        Body::PupilCouncil,
        Phase::Deliver,
        c.on(-1, 11, 12),
        Some(dance),
        (
            "Elevrådet ville ha plass til dem som heller vil lage musikken enn å danse.",
            "Hver gruppe har nå et lite band i hjørnet.",
        ),
    );
    p.aims(shared.mastery, -1, "1.–4. trinn", (units(58), units(70)));
    p.reached(shared.mastery, -1, "1.–4. trinn", units(76), "Smilefjesskjema i SFO, 118 svar");
    p.premises(&fjellheim, "Gymsalen på Fjellheim", "Dans", 4, Some(true));
    p.active("Avtalen gjelder ett prøveår og litt til, så vi rekker å lære av det.");
}

fn circus_for_all(story: &mut Story, b: &Bergen) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Trygg på line",
        "Barn som barnevernstjenesten følger opp, får et fast sted å høre til gjennom sirkus, sammen med barn fra skolen.",
        &[Pillar::Expression, Pillar::Sustainability],
        c.start(-1),
        Some(c.end(0)),
    );
    let school = p.lead(&b.at.culture_school, "Koordinerer gruppene og har det pedagogiske ansvaret.");
    let welfare = p.party(Role::CoCreator, &b.at.child_welfare, "Inviterer familier og har en trygg voksen til stede.");
    let circus = p.party(Role::CoCreator, &b.at.circus, "Sirkuspedagog og utstyr.");
    p.goal(&welfare, Pillar::Sustainability, "Barna har minst én arena der ingen vet hvem som kjenner barnevernet.");
    p.goal(&circus, Pillar::Expression, "Vise at sirkus er en kunstform der alle kroppene trengs.");
    p.shares(b.who.linn, 20, Work::Teaching, &circus).refunded(&school, 60);
    p.done(&welfare, "Skrive felles rutine for taushetsplikt", c.on(-1, 9, 20));
    p.planned(&school, "Finne ny øvingshall med høyt nok tak", c.in_days(18));
    p.funding(
        &school,
        "Sirkus for alle",
        ("Stiftelsen Kultur for alle", "Barn i sårbare livssituasjoner"),
        -1,
        120_000,
        c.on(-2, 3, 1),
    )
    .submitted(c.on(-2, 2, 26))
    .awarded(c.on(-2, 5, 30), 100_000, c.on(-1, 6, 30))
    .disbursed(100_000)
    .reported(c.on(-1, 6, 24));
    p.budget(-1, Money::Closed)
        .costs(&circus, Cost::Salary, "377", 155_000, "Sirkuspedagog 20 %")
        .costs(&circus, Cost::Equipment, "377", 18_000, "Matter og trapes")
        .gives(&welfare, Cost::Salary, "251", 42_000, "Miljøarbeider til stede")
        .pays(&school, "383", 43_000)
        .pays(&welfare, "251", 30_000);
    let group = p
        .activity("Sirkusgruppa", &[Field::Circus], Format::WeeklyGroup, Place::CultureHouse, c.school_year(-1))
        .about("Akrobatikk, sjonglering og klovning i en åpen gruppe. Det registreres ikke hvem som kommer hvorfra.")
        .open_to(&[Group::Children, Group::ChildWelfareClients], &[Age::Age6_12, Age::Age13_15])
        .kept();
    p.counted(group, c.autumn(-1), Group::Children, &[(Age::Age6_12, 14, 160), (Age::Age13_15, 6, 71)], (16, 90));
    p.counted(
        group,
        c.autumn(-1),
        Group::ChildWelfareClients,
        &[(Age::Age6_12, 7, 78), (Age::Age13_15, 3, 24)],
        (16, 90),
    );
    p.counted(group, c.spring(-1), Group::Children, &[(Age::Age6_12, 17, 204)], (18, 90));
    p.counted(group, c.spring(-1), Group::ChildWelfareClients, &[(Age::Age6_12, 9, 101)], (18, 90));
    p.heard(
        Body::Other,
        Phase::Evaluate,
        c.on(-1, 6, 4),
        Some(group),
        (
            "Samtale med barna i ring på matta: de vil bestemme numrene selv, og de vil ha boller.",
            "Barna velger nå selv hva de øver på de siste tjue minuttene. Det ble boller.",
        ),
    );
    p.suspended(
        c.days_ago(30),
        "Barnevernstjenesten ba om dette, og vi er alle tre med på å betale.",
        "Øvingshallen er stengt etter vannskade. Vi tar opp igjen samarbeidet når vi har funnet et annet sted.",
    );
}

//! Kindergarten and school.

use super::Karasjok;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, karasjok: &Karasjok, shared: &Shared) {
    joik_and_stories(story, karasjok, shared);
    language_nest(story, karasjok, shared);
}

fn joik_and_stories(story: &mut Story, k: &Karasjok, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        k.home,
        "Juoigan ja muitalus – Joik og fortelling",
        "Ulbmil lea ahte mánát besset juoigat ja muitalit sámegillii. Elevene skal få joike og fortelle på samisk, og lære hvem \
         joiken tilhører.",
        &[Pillar::Learning, Pillar::Expression, Pillar::Sustainability],
        c.start(-2),
        Some(c.end(1)),
    );
    p.rests_on("opplæringslova §§ 3-2 og 26-1; sameloven kapittel 3");
    let culture = p.lead(&k.culture_school, "Joikelærer i skoletida og veiledning av lærerne.");
    let school = p.party(Role::CoCreator, &k.school, "Samisklærerne er med i alle timene.");
    let library = p.party(Role::CoCreator, &k.library, "Opptak, bøker og samtaler om rettigheter til joik.");
    p.common_goal(
        Pillar::Sustainability,
        "Sámi kultuvra ja giella buot mánáide – samisk kultur og språk for alle barn.",
    );
    p.goal(&school, Pillar::Learning, "Elevene bruker ord de ikke har fra før, også i friminuttet.");
    p.goal(&culture, Pillar::Expression, "Hver elev får en luohti, eller lager en til noen.");
    let plan = p.plan(
        Plan::ChildhoodAndEducationPlan,
        "Oppvekstplan for Karasjok",
        "Samisk språk og kultur er bærende i hele opplæringsløpet.",
        "Mål 1",
    );
    p.done(&library, "Avklare rettigheter til ti eldre opptak", c.on(-1, 11, 1));
    p.under_way(&culture, "Lage lærerhefte på samisk", c.in_days(26));
    p.shares(k.niillas, 40, Work::Teaching, &school).refunded(&school, 50);
    p.budget(-2, Money::Closed)
        .costs(&culture, Cost::Salary, "383", 268_000, "Joikelærer 40 %")
        .pays(&culture, "383", 134_000)
        .pays(&school, "202", 134_000);
    p.budget(-1, Money::Closed)
        .costs(&culture, Cost::Salary, "383", 279_000, "Joikelærer 40 %")
        .costs(&library, Cost::Fees, "370", 24_000, "Honorar til tradisjonsbærere")
        .in_the_end(27_000)
        .pays(&culture, "383", 139_000)
        .pays(&school, "202", 140_000)
        .pays(&library, "370", 24_000)
        .in_the_end(27_000);
    p.budget(0, Money::Committed)
        .costs(&culture, Cost::Salary, "383", 290_000, "Joikelærer 40 %")
        .costs(&library, Cost::Fees, "370", 30_000, "Honorar til tradisjonsbærere")
        .pays(&culture, "383", 145_000)
        .pays(&school, "202", 145_000)
        .pays(&library, "370", 30_000);
    for (year, people, visits) in [(-2, 64, 1_020), (-1, 71, 1_240)] {
        let joik = p
            .activity(
                "Juoigan skuvllas – Joik i skolen",
                &[Field::SamiCulture, Field::Music],
                Format::ClassroomSupport,
                Place::School,
                c.school_year(year),
            )
            .about("Elevene lærer luođit, hvem de tilhører og når de kan brukes.")
            .open_to(&[Group::Pupils, Group::SamiPopulation], &[Age::Age6_12])
            .languages(&[Language::NorthernSami])
            .serving(plan)
            .kept();
        p.counted(joik, c.school_year(year), Group::Pupils, &[(Age::Age6_12, people, visits)], (36, 60));
    }
    p.heard(
        Body::PupilCouncil,
        Phase::Plan,
        c.on(-2, 9, 30),
        None,
        (
            "Elevrådet ville at også de som ikke har joik hjemme, skulle få være med.",
            "Gruppene settes sammen på tvers, og ingen må joike alene.",
        ),
    );
    p.heard(
        Body::CitizenDialogue,
        Phase::Deliver,
        c.on(-1, 3, 5),
        None,
        ("Folkemøte om hvem som eier en joik.", "Personjoiker læres bare bort når familien har sagt ja."),
    );
    for (year, goal, actual) in [(-2, 30, 28), (-1, 35, 37), (0, 42, 0)] {
        p.aims(k.language, year, "", (units(22), units(goal)));
        p.reached(k.language, year, "", units(actual), "Vurdering fra samisklærerne i juni");
    }
    p.hopes(shared.co_creation, -1, "Tradisjonsbærerne er med og bestemmer, ikke bare på besøk.");
    p.saw(shared.co_creation, -1, "To tradisjonsbærere har vært med på alle planmøter.", "Møtereferater");
    p.learning("Árbediehtu – tradisjonskunnskap", "Hvordan undervise i noe som ikke er vårt alene?", 4, 14);
    p.document(Paper::Agreement, "Ovttasbargošiehtadus – Samarbeidsavtale", c.on(-3, 6, 12));
    p.active("Alle tre har behandlet dette i ledergruppene.");
}

fn language_nest(story: &mut Story, k: &Karasjok, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        k.home,
        "Giellabeassi ja musihkka – Språkreir og musikk",
        "De minste skal få høre og synge samisk hver dag, også de som ikke hører det hjemme.",
        &[Pillar::Learning, Pillar::Sustainability],
        c.start(-1),
        Some(c.end(0)),
    );
    let culture = p.lead(&k.culture_school, "Musikkpedagog og joikelærer.");
    let kindergarten = p.party(Role::CoCreator, &k.kindergarten, "Samisktalende ansatte i alle samlingene.");
    let parliament = p.party(Role::Funder, &k.parliament, "Tilskudd til språktiltak.");
    p.goal(&kindergarten, Pillar::Learning, "Barna velger samisk når de leker alene.");
    p.shares(k.niillas, 20, Work::Teaching, &kindergarten);
    p.shares(k.tetiana, 30, Work::Teaching, &kindergarten).refunded(&kindergarten, 40);
    p.done(&kindergarten, "Samle vuggeviser fra besteforeldrene", c.on(-1, 12, 1));
    p.funding(
        &kindergarten,
        "Giellabeassi ja musihkka",
        ("Sametinget", "Samiske språkprosjekter"),
        -1,
        160_000,
        c.on(-2, 3, 15),
    )
    .submitted(c.on(-2, 3, 14))
    .awarded(c.on(-2, 6, 1), 150_000, c.on(-1, 6, 30))
    .disbursed(150_000)
    .reported(c.on(-1, 6, 27));
    p.funding(
        &kindergarten,
        "Giellabeassi ja musihkka, nytt år",
        ("Sametinget", "Samiske språkprosjekter"),
        0,
        170_000,
        c.on(-1, 3, 15),
    )
    .submitted(c.on(-1, 3, 12))
    .awarded(c.on(-1, 6, 3), 150_000, c.on(0, 6, 30))
    .disbursed(75_000);
    for (year, status, salary) in [(-1, Money::Closed, 336_000), (0, Money::Committed, 349_000)] {
        p.budget(year, status)
            .costs(&culture, Cost::Salary, "383", salary, "Lærere 50 % til sammen")
            .gives(&kindergarten, Cost::Salary, "201", 44_000, "Språkarbeider i planlegging")
            .pays(&culture, "383", 110_000)
            .pays(&kindergarten, "201", salary - 110_000 - 150_000);
    }
    let lullabies = p
        .activity(
            "Lávlut ja juoigat ovttas – Synge og joike sammen",
            &[Field::Music, Field::SamiCulture],
            Format::WeeklyGroup,
            Place::Kindergarten,
            c.school_year(-1),
        )
        .open_to(&[Group::Children], &[Age::Age0_5])
        .languages(&[Language::NorthernSami])
        .made_by(&[&culture, &kindergarten])
        .kept();
    p.counted(lullabies, c.autumn(-1), Group::Children, &[(Age::Age0_5, 38, 960)], (32, 40));
    p.counted(lullabies, c.spring(-1), Group::Children, &[(Age::Age0_5, 41, 1_105)], (36, 40));
    p.aims(k.language, -1, "", (units(35), units(50)));
    p.reached(k.language, -1, "", units(54), "Språkobservasjon i barnehagen");
    p.aims(shared.access, -1, "", (units(40), units(90)));
    p.reached(shared.access, -1, "", units(95), "Barnehagens liste, bare antall");
    p.document(Paper::Report, "Rapport til Sametinget", c.on(-1, 6, 27));
    p.under_way(&parliament, "Ny søknadsrunde", c.in_days(70));
    p.active("Mii bargat ovttas – vi arbeider sammen.");
}

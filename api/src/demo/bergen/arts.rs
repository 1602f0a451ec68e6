//! Voluntary and professional arts.

use super::Bergen;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, bergen: &Bergen, shared: &Shared) {
    the_stage_is_open(story, bergen, shared);
    a_house_for_all(story, bergen);
}

fn the_stage_is_open(story: &mut Story, b: &Bergen, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Scenen er åpen",
        "Kulturskolen, teaterlaget og en profesjonell scene lager én forestilling i året, og lærer av hverandre hele veien.",
        &[Pillar::Learning, Pillar::Expression],
        c.start(-1),
        Some(c.end(1)),
    );
    let school = p.lead(&b.at.culture_school, "Teaterpedagog, elever og dramaturgi.");
    let group = p.party(Role::CoCreator, &b.at.theatre_group, "Skuespillere, kostymer og publikum.");
    let stage = p.party(Role::CoCreator, &b.at.stage, "Regissør, scene og teknikk.");
    p.goal(&group, Pillar::Sustainability, "Fem nye medlemmer under tretti.");
    p.goal(&stage, Pillar::Learning, "Scenen kjenner de unge som skal ta over om ti år.");
    p.common_goal(Pillar::Expression, "Teksten er skrevet av dem som står på scenen.");
    let plan = p.plan(Plan::CulturePlan, "Kulturplan for Bergen", "Amatører og profesjonelle møtes.", "Kapittel 3");
    p.done(&stage, "Sikkerhetskurs for alle på scenen", c.on(-1, 9, 28));
    p.under_way(&group, "Sy om kostymene fra i fjor", c.in_days(21));
    p.planned(&school, "Levere delrapport til tilskuddsgiver", c.days_ago(2));
    p.shares(b.who.jonas, 40, Work::Leadership, &stage).refunded(&stage, 25);
    p.funding(
        &school,
        "Scenen er åpen",
        ("Kulturdirektoratet", "Tilskudd til lokale kulturtiltak"),
        0,
        300_000,
        c.on(-1, 3, 2),
    )
    .submitted(c.on(-1, 2, 28))
    .awarded(c.on(-1, 6, 5), 220_000, c.on(0, 9, 15))
    .disbursed(110_000);
    p.funding(&stage, "Turné til tre bydeler", ("Kulturdirektoratet", "Turnétilskudd"), 1, 180_000, c.days_ago(4))
        .submitted(c.days_ago(5));
    p.budget(-1, Money::Closed)
        .costs(&school, Cost::Salary, "383", 301_000, "Teaterpedagog 40 %")
        .costs(&stage, Cost::Fees, "377", 60_000, "Regissør")
        .gives(&group, Cost::Materials, "385", 15_000, "Kostymer")
        .pays(&school, "383", 226_000)
        .pays(&stage, "377", 135_000);
    p.budget(0, Money::Committed)
        .costs(&school, Cost::Salary, "383", 313_000, "Teaterpedagog 40 %")
        .costs(&stage, Cost::Fees, "377", 190_000, "Regissør, lysdesigner og forfatterkonsulent")
        .costs(&stage, Cost::Equipment, "377", 45_000, "Trådløse mikrofoner")
        .gives(&group, Cost::Materials, "385", 20_000, "Kostymer og sminke")
        .pays(&school, "383", 235_000)
        .pays(&stage, "377", 93_000);
    let performance = p
        .activity(
            "«Naboen synger»",
            &[Field::Theatre, Field::CreativeWriting],
            Format::ConcertOrPerformance,
            Place::CultureHouse,
            c.school_year(-1),
        )
        .open_to(&[Group::Youth, Group::Adults], &[Age::Age16_19, Age::Age25_66])
        .at("Scene Vågen, lille sal")
        .serving(plan)
        .kept();
    p.counted(performance, c.school_year(-1), Group::Youth, &[(Age::Age16_19, 18, 520)], (42, 150));
    p.counted(performance, c.school_year(-1), Group::Adults, &[(Age::Age25_66, 22, 610)], (42, 150));
    let next = p
        .activity(
            "«Under broen», ny forestilling",
            &[Field::Theatre, Field::Circus, Field::Dance],
            Format::Project,
            Place::CultureHouse,
            c.school_year(0),
        )
        .open_to(&[Group::Youth, Group::Adults], &[Age::Age16_19, Age::Age25_66])
        .serving(plan)
        .kept();
    p.counted(next, c.autumn(0), Group::Youth, &[(Age::Age16_19, 21, 246)], (15, 150));
    p.heard(
        Body::YouthCouncil,
        Phase::Evaluate,
        c.on(-1, 4, 29),
        Some(performance),
        ("De unge ville ha en kritiker i salen som ikke er snill.", "En anmelder kommer på generalprøven."),
    );
    p.aims(shared.participants, -1, "", (units(0), units(35)));
    p.reached(shared.participants, -1, "", units(40), "Rolleliste og stab, bare antall");
    p.aims(shared.participants, 0, "", (units(40), units(50)));
    p.hopes(shared.co_creation, 0, "Regissøren spør før hun bestemmer, og ungdommene tør å svare.");
    p.document(Paper::Report, "Rapport etter første forestilling", c.on(-1, 6, 15));
    p.active("Vi har snakket om dette i fire år.");
}

/// Nobody got round to proposing it.
fn a_house_for_all(story: &mut Story, b: &Bergen) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Et hus for alle på Storeneset",
        "Kulturskole, bibliotek og seniorsenter deler hus, vakt og kaffemaskin.",
        &[Pillar::Sustainability],
        c.start(1),
        None,
    );
    let school = p.lead(&b.at.culture_school, "Øvingsrom.");
    let library = p.party(Role::Host, &b.at.library, "Huset.");
    p.party(Role::CoCreator, &b.at.day_centre, "Kjøkken og formiddagsvakt.");
    p.common_goal(Pillar::Sustainability, "Lys i vinduene fra åtte til ti.");
    p.given_up(&library, "Befaring med byggeier", c.days_ago(50));
    p.given_up(&school, "Romprogram", c.days_ago(30));
    p.dropped(c.days_ago(6), "Bygget selges. Vi leter videre og lager et nytt utkast når vi vet hvor.");
}

//! Theatre, the week of Sámi culture, and a library that wants to rap.

use super::Karasjok;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, karasjok: &Karasjok, shared: &Shared) {
    theatre_in_sami(story, karasjok, shared);
    culture_week(story, karasjok, shared);
    rap(story, karasjok);
}

fn theatre_in_sami(story: &mut Story, k: &Karasjok, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        k.home,
        "Teáhter sámegillii – Teater på samisk",
        "Elever i videregående og en profesjonell teatergruppe setter opp en forestilling på nordsamisk.",
        &[Pillar::Learning, Pillar::Expression],
        c.start(-2),
        Some(c.end(-2)),
    );
    let culture = p.lead(&k.culture_school, "Musikk og koordinering.");
    let theatre = p.party(Role::CoCreator, &k.theatre, "Regi, scenografi og turnéledelse.");
    let upper = p.party(Role::CoCreator, &k.upper, "Elever og timer i samisk.");
    let parliament = p.party(Role::Funder, &k.parliament, "Tilskudd.");
    p.goal(&theatre, Pillar::Learning, "Finne de neste skuespillerne.");
    p.goal(&upper, Pillar::Expression, "Samisk er språket på scenen og i garderoben.");
    p.done(&theatre, "Oversette manus", c.on(-2, 10, 1));
    p.done(&parliament, "Kvalitetssikre språket i programmet", c.on(-2, 2, 15));
    p.done(&culture, "Sluttrapport", c.on(-2, 7, 1));
    p.funding(&theatre, "Teáhter sámegillii", ("Sametinget", "Tilskudd til kulturtiltak"), -2, 220_000, c.on(-3, 3, 1))
        .submitted(c.on(-3, 2, 27))
        .awarded(c.on(-3, 5, 30), 200_000, c.on(-2, 7, 31))
        .disbursed(200_000)
        .reported(c.on(-2, 7, 2))
        .closed();
    p.funding(&theatre, "Turné i Finnmark", ("Finnmark fylkeskommune", "Kulturmidler"), -2, 90_000, c.on(-3, 4, 15))
        .submitted(c.on(-3, 4, 15))
        .rejected(c.on(-3, 6, 20));
    p.budget(-2, Money::Closed)
        .costs(&theatre, Cost::Fees, "377", 240_000, "Regissør, scenograf og komponist")
        .in_the_end(251_000)
        .costs(&culture, Cost::Salary, "383", 48_000, "Musikk")
        .gives(&upper, Cost::Premises, "383", 30_000, "Gymsal og verksted")
        .pays(&culture, "383", 58_000)
        .in_the_end(69_000)
        .pays(&theatre, "377", 30_000);
    let play = p
        .activity(
            "«Guovssahas» – «Nordlys»",
            &[Field::Theatre, Field::SamiCulture],
            Format::ConcertOrPerformance,
            Place::UpperSecondarySchool,
            c.school_year(-2),
        )
        .open_to(&[Group::Youth, Group::SamiPopulation], &[Age::Age16_19])
        .languages(&[Language::NorthernSami])
        .made_by(&[&culture, &theatre, &upper])
        .kept();
    p.counted(play, c.school_year(-2), Group::Youth, &[(Age::Age16_19, 22, 780)], (48, 150));
    p.heard(
        Body::YouthCouncil,
        Phase::Evaluate,
        c.on(-2, 6, 5),
        Some(play),
        ("Ungdommene ville skrive manus selv neste gang.", "Neste prosjekt begynner med et skrivekurs."),
    );
    p.aims(shared.participants, -2, "", (units(0), units(20)));
    p.reached(shared.participants, -2, "", units(22), "Rolleliste, bare antall");
    p.document(Paper::Report, "Sluttrapport til Sametinget", c.on(-2, 7, 2));
    p.completed(c.end(-2), "Ett år, én forestilling.");
}

fn culture_week(story: &mut Story, k: &Karasjok, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        k.home,
        "Sámi kulturvahkku – Samisk kulturuke",
        "Hele kommunen bruker uka rundt 6. februar til å lage noe sammen, på samisk, norsk og kvensk.",
        &[Pillar::Expression, Pillar::Sustainability],
        c.start(-1),
        Some(c.end(1)),
    );
    p.rests_on("sameloven § 1-5");
    let culture = p.lead(&k.culture_school, "Program og scener.");
    let school = p.party(Role::CoCreator, &k.school, "Elevenes bidrag.");
    let library = p.party(Role::Host, &k.library, "Åpent hus i fem dager.");
    let crafts = p.party(Role::CoCreator, &k.crafts, "Marked og kurs.");
    let parliament = p.party(Role::Funder, &k.parliament, "Tilskudd og innleder.");
    p.common_goal(Pillar::Expression, "Alle som bor her, har vært innom minst én ting.");
    p.goal(&parliament, Pillar::Sustainability, "Språket høres i det offentlige rom.");
    let plan =
        p.plan(Plan::CulturePlan, "Kulturplan for Karasjok", "Kommunen markerer samefolkets dag sammen.", "Kapittel 1");
    p.done(&culture, "Program på tre språk", c.on(-1, 1, 20));
    p.done(&crafts, "Sette opp markedsboder", c.on(-1, 2, 4));
    p.under_way(&school, "Velge årets tema med elevene", c.in_days(17));
    p.shares(k.maaren, 10, Work::Leadership, &library);
    p.shares(k.niillas, 10, Work::Ensemble, &school);
    p.funding(
        &culture,
        "Sámi kulturvahkku",
        ("Sametinget", "Tilskudd til festivaler og arrangementer"),
        0,
        120_000,
        c.on(-1, 4, 1),
    )
    .submitted(c.on(-1, 3, 29))
    .awarded(c.on(-1, 6, 12), 110_000, c.on(0, 6, 30))
    .disbursed(55_000);
    p.budget(0, Money::Committed)
        .costs(&culture, Cost::Fees, "383", 130_000, "Artister og fortellere")
        .costs(&library, Cost::Communication, "370", 25_000, "Program og oversettelse")
        .gives(&crafts, Cost::Materials, "385", 18_000, "Kursmateriell")
        .pays(&culture, "383", 30_000)
        .pays(&library, "370", 15_000);
    let days = Period { from: c.on(-1, 2, 3), to: c.on(-1, 2, 9) };
    let week = p
        .activity(
            "Kulturvahkku – Kulturuka",
            &[Field::Interdisciplinary, Field::SamiCulture],
            Format::Festival,
            Place::CultureHouse,
            days,
        )
        .open_to(&[Group::Everyone], &[Age::AllAges])
        .languages(&[Language::NorthernSami, Language::NorwegianBokmal, Language::Kven])
        .serving(plan)
        .kept();
    p.counted(week, days, Group::Everyone, &[(Age::AllAges, 840, 2_260)], (31, 60));
    p.heard(
        Body::CitizenDialogue,
        Phase::Evaluate,
        c.on(-1, 2, 26),
        Some(week),
        (
            "Flere ville ha noe for dem som arbeider på vidda den uka.",
            "Én kveld sendes på nett, og joikekonserten gjentas i mars.",
        ),
    );
    p.aims(shared.participants, -1, "", (units(600), units(800)));
    p.reached(shared.participants, -1, "", units(840), "Telling ved dørene");
    p.document(Paper::Decision, "Vedtak i kommunestyret om kulturuka", c.on(-2, 6, 19));
    p.active("Som før, men nå med avtale.");
}

fn rap(story: &mut Story, k: &Karasjok) {
    let c = story.calendar;
    let mut p = story.partnership(
        k.home,
        "Rap sámegillii – Rap på samisk",
        "Ungdom skriver og spiller inn rap på samisk i biblioteket.",
        &[Pillar::Learning, Pillar::Expression],
        c.in_days(28),
        Some(c.end(1)),
    );
    let culture = p.lead(&k.culture_school, "Lærer og opptaksutstyr.");
    let library = p.party(Role::Host, &k.library, "Lydrom etter stengetid.");
    let upper = p.party(Role::CoCreator, &k.upper, "Elever som vil.");
    p.goal(&library, Pillar::Expression, "Lydrommet er i bruk hver uke.");
    p.planned(&library, "Sjekke nøkkelordning", c.in_days(5));
    p.shares(k.tetiana, 15, Work::Teaching, &library);
    p.budget(1, Money::Draft)
        .costs(&culture, Cost::Salary, "383", 99_000, "Lærer 15 %")
        .pays(&culture, "383", 64_000)
        .pays(&upper, "383", 35_000);
    p.proposed(7, "Kan vi begynne rett etter ferien?", &[&culture]);
}

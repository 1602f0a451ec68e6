//! Compulsory school.

use super::Bergen;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, bergen: &Bergen, shared: &Shared) {
    art_in_class(story, bergen, shared);
}

fn art_in_class(story: &mut Story, b: &Bergen, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Kunst i klassen",
        "Kulturskolelærer og klasselærer planlegger og underviser sammen, slik at de praktiske og estetiske fagene får fagfolk \
         og kulturskolelærerne får hele stillinger.",
        &[Pillar::Learning, Pillar::Expression],
        c.start(-2),
        None,
    );
    p.rests_on("opplæringslova §§ 26-1 og 26-2; LK20 overordnet del 1.4");
    let school = p.lead(&b.at.culture_school, "Lærere i musikk og visuell kunst, faglig utvikling.");
    let fjellheim = p.party(
        Role::CoCreator,
        &b.at.fjellheim,
        "Klasselærer er alltid med i timen. Felles planleggingstid torsdager.",
    );
    let storeneset = p.party(
        Role::CoCreator,
        &b.at.storeneset,
        "Faglærere i norsk og kunst og håndverk, utstillingsvegg i kantina.",
    );
    p.goal(&fjellheim, Pillar::Learning, "Flere elever viser hva de kan i noe annet enn skriftlige fag.");
    p.goal(&storeneset, Pillar::Expression, "Hver niendeklassing har stilt ut eller framført noe eget.");
    p.goal(&school, Pillar::Learning, "Ingen lærer hos oss har mindre enn halv stilling fordi vi mangler timer.");
    let plan = p.plan(
        Plan::ChildhoodAndEducationPlan,
        "Oppvekstplan for Bergen",
        "Skolen og kulturskolen ser ansettelser i sammenheng.",
        "Kapittel 5.1",
    );
    p.done(&school, "Felles fagdag før skolestart", c.on(-1, 8, 14));
    p.done(&fjellheim, "Legge inn planleggingstid i timeplanen", c.on(-1, 6, 15));
    p.planned(&storeneset, "Rydde plass til keramikkovn", c.days_ago(40));
    p.shares(b.who.ingrid, 60, Work::Teaching, &fjellheim).refunded(&fjellheim, 70);
    p.joined(&storeneset, c.start(-1));
    p.shares(b.who.marta, 30, Work::Teaching, &storeneset).refunded(&storeneset, 50).since(c.start(-1));
    let first_year = p
        .budget(-2, Money::Closed)
        .costs(&school, Cost::Salary, "383", 560_000, "Musikk 60 %")
        .in_the_end(548_000)
        .costs(&fjellheim, Cost::Materials, "202", 22_000, "Noter og lydutstyr")
        .pays(&fjellheim, "202", 414_000)
        .pays(&school, "383", 168_000)
        .in_the_end(156_000)
        .id();
    p.budget(-1, Money::Closed)
        .costs(&school, Cost::Salary, "383", 812_000, "Musikk 60 % og visuell kunst 30 %")
        .costs(&storeneset, Cost::Materials, "202", 25_000, "Leire, maling og papir")
        .in_the_end(31_400)
        .pays(&fjellheim, "202", 405_000)
        .pays(&storeneset, "202", 145_000)
        .in_the_end(151_400)
        .pays(&school, "383", 287_000);
    p.budget(0, Money::Committed)
        .costs(&school, Cost::Salary, "383", 846_000, "Musikk 60 % og visuell kunst 30 %")
        .costs(&storeneset, Cost::Materials, "202", 28_000, "Leire, maling og papir")
        .gives(&fjellheim, Cost::Training, "202", 36_000, "Felles planleggingstid for klasselærere")
        .pays(&fjellheim, "202", 421_000)
        .pays(&storeneset, "202", 153_000)
        .pays(&school, "383", 300_000);
    for (year, participants, visits) in [(-2, 198, 2_940), (-1, 224, 3_310)] {
        let music = p
            .activity(
                "Komponere sammen på 5. trinn",
                &[Field::Music],
                Format::ClassroomSupport,
                Place::School,
                c.school_year(year),
            )
            .about("Elevene lager musikk til egne bilder og fortellinger, i par og hele klasser.")
            .open_to(&[Group::Pupils], &[Age::Age6_12])
            .made_by(&[&school, &fjellheim])
            .serving(plan)
            .kept();
        p.counted(music, c.school_year(year), Group::Pupils, &[(Age::Age6_12, participants, visits)], (60, 45));
    }
    let poems = p
        .activity(
            "Ord på veggen",
            &[Field::VisualArt, Field::CreativeWriting],
            Format::Exhibition,
            Place::School,
            c.school_year(-1),
        )
        .about("Niendetrinn skriver dikt, trykker dem i store formater og henger dem der alle går forbi.")
        .open_to(&[Group::Pupils], &[Age::Age13_15])
        .made_by(&[&school, &storeneset])
        .at("Kantina på Storeneset")
        .kept();
    p.counted(poems, c.spring(-1), Group::Pupils, &[(Age::Age13_15, 118, 690)], (8, 90));
    p.activity("Animasjon på 8. trinn", &[Field::VisualArt], Format::Project, Place::School, c.school_year(0))
        .open_to(&[Group::Pupils], &[Age::Age13_15])
        .made_by(&[&school, &storeneset])
        .kept();
    p.heard(
        Body::PupilCouncil,
        Phase::Plan,
        c.on(-1, 9, 25),
        Some(poems),
        (
            "Elevrådet på Storeneset ville at utstillingen skulle stå lenger enn en uke, og være signert.",
            "Diktene henger hele våren, og hver elev velger selv om navnet skal stå der.",
        ),
    );
    p.heard(
        Body::PupilCouncil,
        Phase::Evaluate,
        c.on(-1, 5, 28),
        None,
        (
            "Elevene lærer mest når begge lærerne er i rommet samtidig.",
            "Timer der bare den ene kan, blir flyttet i stedet for avlyst.",
        ),
    );
    for (year, values, actual) in [(-2, (52, 60), 61), (-1, (61, 68), 66), (0, (66, 72), 0)] {
        p.aims(shared.mastery, year, "5. trinn", (units(values.0), units(values.1)));
        p.reached(shared.mastery, year, "5. trinn", units(actual), "Elevundersøkelse, tre egne spørsmål");
    }
    p.hopes(shared.co_creation, -1, "Klasselæreren tar ansvar for opplegget like ofte som kulturskolelæreren.");
    p.saw(
        shared.co_creation,
        -1,
        "Begynner å bli slik på Fjellheim. På Storeneset blir kulturskolelæreren fortsatt ofte stående alene med halve klassen.",
        "Samtale mellom de tre lederne i juni",
    );
    p.learning("Torsdagskollegiet", "Vurdering for læring i skapende arbeid", 8, 31);
    p.document(Paper::Agreement, "Avtale om delte stillinger", c.on(-3, 6, 11));
    p.document(Paper::Evaluation, "Evaluering etter første år", c.on(-2, 6, 20));
    p.renewed(
        c.on(-2, 6, 22),
        ("Vi begynner med musikk på ett trinn.", "Storeneset blir med, og avtalen gjelder til noen sier den opp."),
        |terms| {
            terms.end_date = Some(c.end(-1));
            terms.parties.retain(|party| party.id != storeneset.id);
            terms.staff_allocations.retain(|share| share.host_party_id != storeneset.id);
            terms.budget_lines.retain(|line| line.budget_id == first_year);
        },
    );
}

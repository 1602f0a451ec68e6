//! Learning to play and learning to teach.

use super::Bergen;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, bergen: &Bergen, shared: &Shared) {
    band_boost(story, bergen);
    practice_school(story, bergen, shared);
}

fn band_boost(story: &mut Story, b: &Bergen) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Korpsløftet",
        "Skolekorpset og kulturskolen rekrutterer sammen på 3. trinn, og alle får låne instrument det første året.",
        &[Pillar::Learning, Pillar::Sustainability],
        c.start(-2),
        Some(c.end(-1)),
    );
    let school = p.lead(&b.at.culture_school, "Instrumentlærere og felles aspirantdager.");
    let band = p.party(Role::CoCreator, &b.at.band, "Dirigent, uniformer, seminar og foreldrene som bærer det hele.");
    let fjellheim = p.party(Role::Host, &b.at.fjellheim, "Musikkrom på tirsdager.");
    p.goal(&band, Pillar::Sustainability, "Korpset skal ha 45 medlemmer igjen.");
    p.goal(&school, Pillar::Learning, "Elever i korps og kulturskole får samme lærer på begge steder.");
    p.done(&band, "Instrumentkafé for 3. trinn", c.on(-2, 9, 4));
    p.given_up(&school, "Felles tur til Voss", c.on(-1, 5, 10));
    p.funding(
        &band,
        "Instrumenter til aspiranter",
        ("Stiftelsen Kultur for alle", "Musikkinstrumenter"),
        -2,
        90_000,
        c.on(-3, 4, 1),
    )
    .submitted(c.on(-3, 3, 28))
    .awarded(c.on(-3, 6, 10), 60_000, c.on(-2, 6, 30))
    .disbursed(60_000)
    .reported(c.on(-2, 6, 21))
    .closed();
    p.budget(-2, Money::Closed)
        .costs(&school, Cost::Salary, "383", 96_000, "Instrumentlærere")
        .costs(&band, Cost::Equipment, "385", 74_000, "Seks kornetter og to althorn")
        .gives(&band, Cost::Administration, "385", 25_000, "Dugnad, 120 timer")
        .pays(&school, "383", 80_000)
        .pays(&band, "385", 30_000);
    p.budget(-1, Money::Closed)
        .costs(&school, Cost::Salary, "383", 99_000, "Instrumentlærere")
        .gives(&fjellheim, Cost::Premises, "222", 12_000, "Musikkrom")
        .pays(&school, "383", 79_000)
        .pays(&band, "385", 20_000);
    for (year, people, visits) in [(-2, 31, 640), (-1, 38, 812)] {
        let beginners = p
            .activity("Aspirantkorps", &[Field::Music], Format::Ensemble, Place::School, c.school_year(year))
            .open_to(&[Group::Children], &[Age::Age6_12])
            .kept();
        p.counted(beginners, c.school_year(year), Group::Children, &[(Age::Age6_12, people, visits)], (34, 75));
    }
    p.heard(
        Body::CitizenDialogue,
        Phase::Evaluate,
        c.on(-1, 6, 2),
        None,
        (
            "Foreldremøte: prisen var avgjørende for at barna fikk begynne.",
            "Korpset fortsetter med gratis lån også uten avtale.",
        ),
    );
    p.document(Paper::Report, "Sluttrapport for Korpsløftet", c.on(-1, 6, 25));
    p.completed(c.end(-1), "To år er nok til å komme i gang.");
}

fn practice_school(story: &mut Story, b: &Bergen, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Praksisskole for kunstfag",
        "Studentene får praksis der kulturskolen faktisk arbeider, og kulturskolen får en kritisk venn i utviklingen av egen praksis.",
        &[Pillar::Learning],
        c.start(-2),
        Some(c.end(1)),
    );
    let school = p.lead(&b.at.culture_school, "Praksisveiledere og felles forskningsspørsmål.");
    let college = p.party(Role::CoCreator, &b.at.college, "Studenter, veilederutdanning og forskere.");
    let fjellheim = p.party(Role::Host, &b.at.fjellheim, "Tar imot praksisgrupper sammen med kulturskolen.");
    p.goal(&college, Pillar::Learning, "Kandidatene våre skal ha undervist andre enn seg selv før de er ferdige.");
    p.goal(&school, Pillar::Learning, "Alle lærere har veilederkompetanse innen tre år.");
    p.shares(b.who.bodil, 10, Work::Leadership, &school);
    p.done(&college, "Veilederkurs, første kull", c.on(-1, 3, 12));
    p.under_way(&school, "Skrive felles artikkel om samskaping i barnehage", c.in_days(60));
    p.higher_education(
        (&college, "Kunsthøgskolen ved Vågen"),
        HigherEducationKind::StudentPlacement,
        "Praksis for tredjeårsstudenter",
        "Fire uker hver høst, i par, alltid sammen med en kulturskolelærer og en klasselærer.",
        Some(18),
    );
    p.higher_education(
        (&college, "Kunsthøgskolen ved Vågen"),
        HigherEducationKind::ContinuingEducation,
        "Veiledning i kunstfag, 15 studiepoeng",
        "Samlingsbasert. Vikarutgifter deles etter antall deltakere.",
        Some(9),
    );
    p.higher_education(
        (&college, "Kunsthøgskolen ved Vågen"),
        HigherEducationKind::ResearchAndDevelopment,
        "Hvem eier timen?",
        "Aksjonsforskning om makt og ansvar når to yrkesgrupper underviser sammen.",
        None,
    );
    p.funding(
        &college,
        "Hvem eier timen?",
        ("Kulturdirektoratet", "Forskning og utvikling i kulturskolen"),
        0,
        400_000,
        c.on(-1, 9, 15),
    )
    .submitted(c.on(-1, 9, 12))
    .rejected(c.on(-1, 12, 9));
    p.budget(0, Money::Committed)
        .costs(&school, Cost::Training, "383", 54_000, "Vikarer under veilederkurs")
        .gives(&college, Cost::Training, "383", 80_000, "Kurs og veiledning")
        .gives(&fjellheim, Cost::Salary, "202", 22_000, "Klasselærere som praksislærere")
        .pays(&school, "383", 34_000)
        .pays(&college, "383", 20_000);
    p.aims(shared.competence, -1, "Kulturskolen", (units(20), units(40)));
    p.reached(shared.competence, -1, "Kulturskolen", units(37), "Egen oversikt over veilederkompetanse");
    p.commenting("To lærere utsatte kurset på grunn av permisjon.");
    p.learning("Kritisk venn", "Lærere, studenter og forskere ser på egne opptak sammen", 5, 24);
    p.document(Paper::Plan, "Plan for praksisåret", c.on(-1, 8, 20));
    p.active("Vi bygger på ti års løst samarbeid og gjør det forpliktende.");
}

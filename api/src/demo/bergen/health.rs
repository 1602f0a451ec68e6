//! Health services.

use super::Bergen;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, bergen: &Bergen, shared: &Shared) {
    rhythm_and_calm(story, bergen, shared);
    signs_and_tones(story, bergen, shared);
    song_at_the_health_station(story, bergen);
}

fn rhythm_and_calm(story: &mut Story, b: &Bergen, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Rytme og ro",
        "Musikkterapi blir en fast del av tilbudet innen psykisk helse og rus, med musikkterapeuten ansatt i kulturskolen og \
         arbeidsplass i helsetjenesten.",
        &[Pillar::Expression, Pillar::Sustainability],
        c.start(-2),
        Some(c.end(1)),
    );
    p.rests_on("folkehelseloven § 4; helse- og omsorgstjenesteloven § 3-3");
    let school = p.lead(&b.at.culture_school, "Arbeidsgiver for musikkterapeuten og ansvarlig for faglig veiledning.");
    let health =
        p.party(Role::CoCreator, &b.at.mental_health, "Henviser, dokumenterer og stiller rom med dør som kan lukkes.");
    p.goal(&health, Pillar::Sustainability, "Flere blir værende i behandling fordi det finnes noe å glede seg til.");
    p.goal(&school, Pillar::Expression, "Band og låter som fortsetter etter at oppfølgingen er over.");
    let plan = p.plan(
        Plan::PublicHealthPlan,
        "Folkehelseplan for Bergen",
        "Kunst og kultur er en del av det forebyggende arbeidet.",
        "Satsing 3",
    );
    p.done(&health, "Lydisolere møterom 2", c.on(-2, 10, 20));
    p.under_way(&school, "Veiledningsavtale for musikkterapeuten", c.in_days(14));
    p.shares(b.who.oda, 45, Work::MusicTherapy, &health).refunded(&health, 75);
    for (year, salary, own) in [(-2, 318_000, 79_000), (-1, 331_000, 83_000)] {
        p.budget(year, Money::Closed)
            .costs(&school, Cost::Salary, "383", salary, "Musikkterapeut 45 %")
            .gives(&health, Cost::Premises, "241", 30_000, "Musikkrom og venterom")
            .pays(&school, "383", own)
            .pays(&health, "241", salary - own);
    }
    p.budget(0, Money::Committed)
        .costs(&school, Cost::Salary, "383", 344_000, "Musikkterapeut 45 %")
        .costs(&health, Cost::Equipment, "241", 46_000, "Opptaksutstyr")
        .pays(&school, "383", 86_000)
        .pays(&health, "241", 264_000);
    p.funding(
        &health,
        "Opptaksutstyr til musikkterapi",
        ("Stiftelsen Kultur for alle", "Helse og kultur"),
        0,
        60_000,
        c.on(-1, 2, 1),
    )
    .submitted(c.on(-1, 1, 30))
    .awarded(c.on(-1, 5, 12), 40_000, c.on(0, 9, 1))
    .disbursed(20_000);
    for (year, autumn, spring) in [(-2, (11, 96), (12, 118)), (-1, (14, 131), (16, 160))] {
        let therapy = p
            .activity(
                "Musikkterapi i gruppe",
                &[Field::Music],
                Format::MusicTherapy,
                Place::HealthCentre,
                c.school_year(year),
            )
            .about("Små grupper lager, øver og spiller inn egen musikk.")
            .open_to(&[Group::PatientsAndResidents], &[Age::Age20_24, Age::Age25_66])
            .serving(plan)
            .kept();
        p.counted(
            therapy,
            c.autumn(year),
            Group::PatientsAndResidents,
            &[(Age::Age25_66, autumn.0, autumn.1)],
            (16, 90),
        );
        p.counted(
            therapy,
            c.spring(year),
            Group::PatientsAndResidents,
            &[(Age::Age25_66, spring.0, spring.1), (Age::Age20_24, 5, 41)],
            (18, 90),
        );
    }
    p.heard(
        Body::Other,
        Phase::Deliver,
        c.on(-1, 10, 30),
        None,
        (
            "Brukerutvalget ville ha mulighet til å spille for andre, men uten at det ble kalt konsert.",
            "Hver sjette uke er det «åpen dør».",
        ),
    );
    for (year, goal, actual) in [(-2, 36, 35), (-1, 38, 40), (0, 41, 0)] {
        p.aims(shared.belonging, year, "", (31, goal));
        p.reached(shared.belonging, year, "", actual, "Anonymt skjema, 15 svar");
    }
    p.premises(&health, "Musikkrommet i sone Storeneset", "Musikkterapi", 12, Some(true));
    p.learning("Musikk i behandling", "Når er det terapi, og når er det undervisning?", 4, 12);
    p.document(Paper::Agreement, "Avtale om delt musikkterapeutstilling", c.on(-3, 6, 4));
    p.active("Stillingen har vært prosjekt lenge nok.");
}

fn signs_and_tones(story: &mut Story, b: &Bergen, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Tegn og toner",
        "Et kor for hørende og døve, der tegnspråk er sangspråk på lik linje med norsk.",
        &[Pillar::Learning, Pillar::Expression, Pillar::Sustainability],
        c.start(-1),
        Some(c.end(0)),
    );
    let school = p.lead(&b.at.culture_school, "Korleder og tolk.");
    let station =
        p.party(Role::CoCreator, &b.at.health_station, "Når familier som trenger tilbudet, og er med på øvelsene.");
    let library = p.party(Role::Host, &b.at.library, "Sal med teleslynge.");
    p.common_goal(Pillar::Expression, "Ingen ser forskjell på hvem som er døv når koret synger.");
    p.shares(b.who.jonas, 15, Work::Ensemble, &library);
    p.budget(-1, Money::Closed)
        .costs(&school, Cost::Salary, "383", 112_000, "Korleder 15 %")
        .costs(&school, Cost::Communication, "383", 38_000, "Tegnspråktolk")
        .in_the_end(44_200)
        .pays(&school, "383", 115_000)
        .in_the_end(121_200)
        .pays(&station, "233", 35_000);
    p.budget(0, Money::Committed)
        .costs(&school, Cost::Salary, "383", 117_000, "Korleder 15 %")
        .costs(&school, Cost::Communication, "383", 45_000, "Tegnspråktolk")
        .gives(&library, Cost::Premises, "370", 15_000, "Salen annenhver lørdag")
        .pays(&school, "383", 122_000)
        .pays(&station, "233", 40_000);
    let choir = p
        .activity(
            "Koret Tegn og toner",
            &[Field::Music, Field::Theatre],
            Format::Ensemble,
            Place::Library,
            c.school_year(-1),
        )
        .open_to(&[Group::Families, Group::PeopleWithDisabilities], &[Age::Age6_12, Age::Age25_66])
        .languages(&[Language::NorwegianSignLanguage, Language::NorwegianBokmal])
        .kept();
    p.counted(choir, c.spring(-1), Group::Families, &[(Age::Age6_12, 13, 118), (Age::Age25_66, 19, 171)], (12, 120));
    p.counted(choir, c.spring(-1), Group::PeopleWithDisabilities, &[(Age::Age6_12, 6, 58)], (12, 120));
    p.heard(
        Body::DisabilityCouncil,
        Phase::Plan,
        c.on(-2, 6, 3),
        None,
        (
            "Rådet advarte mot et tilbud der tolken står ved siden av.",
            "Tolken er med i koret, og halve repertoaret er laget på tegnspråk først.",
        ),
    );
    p.heard(
        Body::DisabilityCouncil,
        Phase::Evaluate,
        c.on(-1, 6, 11),
        Some(choir),
        ("Fornøyd, men teleslyngen virket ikke de to første gangene.", "Biblioteket sjekker slyngen før hver øvelse."),
    );
    p.aims(shared.belonging, -1, "", (33, 40));
    p.reached(shared.belonging, -1, "", 44, "Skjema med bilder, 27 svar");
    p.active("Foreldre spurte, og vi sier ja.");
}

fn song_at_the_health_station(story: &mut Story, b: &Bergen) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Sang i barselgruppa",
        "Nybakte foreldre får synge sammen på helsestasjonen, med noen som kan det.",
        &[Pillar::Sustainability],
        c.in_days(80),
        Some(c.end(1)),
    );
    let school = p.lead(&b.at.culture_school, "Sangpedagog annenhver uke.");
    let station = p.party(Role::CoCreator, &b.at.health_station, "Inviterer barselgruppene.");
    p.goal(&station, Pillar::Sustainability, "Fange opp dem som strever, uten at det heter oppfølging.");
    p.under_way(&school, "Finne en sangpedagog med ledig tid", c.in_days(20));
    p.planned(&station, "Sjekke om venterommet kan brukes etter klokka 15", c.days_ago(3));
    p.budget(1, Money::Draft)
        .noting("Mangler foreløpig 22 000. Helsestasjonen spør enhetslederen.")
        .costs(&school, Cost::Salary, "383", 58_000, "Sangpedagog 8 %")
        .costs(&station, Cost::Materials, "232", 4_000, "Sangark og tepper")
        .pays(&school, "383", 30_000)
        .pays(&station, "232", 10_000);
    p.funding(
        &station,
        "Sang i barselgruppa",
        ("Vestland fylkeskommune", "Folkehelsemidler"),
        1,
        40_000,
        c.in_days(38),
    );
    p.draft();
}

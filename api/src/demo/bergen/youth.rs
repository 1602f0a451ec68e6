//! Young people: upper secondary school and the youth club.

use super::Bergen;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, bergen: &Bergen, shared: &Shared) {
    film(story, bergen);
    songwriting(story, bergen);
    open_stage(story, bergen, shared);
}

fn film(story: &mut Story, b: &Bergen) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Ungdom lager film",
        "Ungdommer fra klubben og videregående lager kortfilmer om byen slik de ser den.",
        &[Pillar::Expression],
        c.start(-1),
        Some(c.end(0)),
    );
    let school = p.lead(&b.at.culture_school, "Lærer i musikkproduksjon og filmlyd.");
    let club = p.party(Role::CoCreator, &b.at.youth_club, "Lokaler på kveldstid og voksne som kjenner ungdommene.");
    let upper = p.party(Role::CoCreator, &b.at.nordnesvagen, "Kamerautstyr og en medielærer.");
    p.goal(&club, Pillar::Expression, "Ungdommene bestemmer selv hva filmene handler om.");
    let stopped = c.on(-1, 2, 20);
    p.shares(b.who.karim, 20, Work::Teaching, &club).during(c.start(-1), stopped);
    p.done(&club, "Innflytting av klipperom", c.on(-1, 9, 10));
    p.given_up(&upper, "Premiere på kino", c.on(-1, 5, 20));
    p.funding(
        &club,
        "Ungdom lager film",
        ("Vestland fylkeskommune", "Unge i kulturlivet"),
        -1,
        75_000,
        c.on(-2, 5, 15),
    )
    .submitted(c.on(-2, 5, 14))
    .withdrawn();
    p.budget(-1, Money::Closed)
        .noting("Gjort opp ved avslutning.")
        .costs(&school, Cost::Salary, "383", 118_000, "Lærer 20 %")
        .in_the_end(61_000)
        .gives(&upper, Cost::Equipment, "383", 40_000, "Utlån av kamera og lys")
        .in_the_end(20_000)
        .pays(&school, "383", 78_000)
        .in_the_end(21_000)
        .pays(&club, "231", 40_000);
    let days = Period { from: c.on(-1, 8, 20), to: stopped };
    let shooting = p
        .activity("Filmverksted på Kaien", &[Field::VisualArt, Field::Music], Format::Workshop, Place::YouthClub, days)
        .open_to(&[Group::Youth], &[Age::Age13_15, Age::Age16_19])
        .kept();
    p.counted(shooting, c.autumn(-1), Group::Youth, &[(Age::Age13_15, 8, 62), (Age::Age16_19, 13, 118)], (14, 150));
    p.heard(
        Body::YouthCouncil,
        Phase::Plan,
        c.on(-2, 5, 8),
        None,
        ("Ungdomsrådet ville ikke ha et tema de voksne hadde valgt.", "Temaet «trygg i trafikken» ble strøket."),
    );
    p.document(Paper::Minutes, "Referat fra avslutningsmøtet", c.on(-1, 2, 19));
    p.terminated(
        stopped,
        "Klubben tok initiativet, og vi vil bli med.",
        "Videregående mistet medielæreren og kunne ikke stille utstyr. Partene ble enige om å avslutte før våren.",
    );
}

fn songwriting(story: &mut Story, b: &Bergen) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Digital låtskriving",
        "Elever i videregående skriver låter sammen på nett, på tvers av skoler, med veiledning fra kulturskolen.",
        &[Pillar::Learning, Pillar::Expression],
        c.start(1),
        Some(c.end(1)),
    );
    let school = p.lead(&b.at.culture_school, "Veiledning på nett en kveld i uka.");
    let upper = p.party(Role::CoCreator, &b.at.nordnesvagen, "Elever og lisenser.");
    p.goal(&upper, Pillar::Learning, "Musikk også for dem som ikke går musikklinja.");
    p.shares(b.who.karim, 10, Work::Teaching, &upper);
    p.budget(1, Money::Draft)
        .costs(&school, Cost::Salary, "383", 61_000, "Lærer 10 %")
        .pays(&school, "383", 31_000)
        .pays(&upper, "383", 30_000);
    p.activity(
        "Låtskriving på nett",
        &[Field::Music, Field::CreativeWriting],
        Format::Digital,
        Place::Online,
        c.school_year(1),
    )
    .open_to(&[Group::Youth, Group::Pupils], &[Age::Age16_19])
    .kept();
    p.withdrawn(
        16,
        "Håper dere er med fra høsten.",
        &[&school],
        "Skolen får ny programvare neste år. Vi venter til den er på plass og foreslår på nytt.",
    );
}

fn open_stage(story: &mut Story, b: &Bergen, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Sommerscenen på Kaien",
        "En helg i juni der korps, klubb, kulturskole og profesjonelle deler scene, og der ungdommene er arrangører.",
        &[Pillar::Expression, Pillar::Sustainability],
        c.start(-1),
        Some(c.on(-1, 6, 30)),
    );
    let school = p.lead(&b.at.culture_school, "Kunstnerisk koordinering og generalprøver.");
    let club = p.party(Role::CoCreator, &b.at.youth_club, "Arrangørgruppe med ungdom.");
    let stage = p.party(Role::Host, &b.at.stage, "Scene, lyd og lys, med teknikere som lærer bort.");
    let band = p.party(Role::CoCreator, &b.at.band, "Åpner festivalen og driver kafé.");
    let library = p.party(Role::Advisor, &b.at.library, "Låner bort forfatterbussen og gir råd om tekst.");
    p.goal(&stage, Pillar::Learning, "Ti ungdommer har fått teknikeropplæring.");
    p.goal(&club, Pillar::Expression, "Ungdommene har hatt den røde knappen.");
    p.shares(b.who.jonas, 10, Work::Coordination, &stage);
    p.done(&club, "Stille arrangørgruppe", c.on(-1, 2, 1));
    p.done(&band, "Bestille toaletter", c.on(-1, 5, 15));
    p.done(&library, "Kjøre fram forfatterbussen", c.on(-1, 6, 12));
    p.budget(-1, Money::Closed)
        .costs(&stage, Cost::Fees, "377", 64_000, "Teknikere og to artister")
        .in_the_end(69_500)
        .costs(&club, Cost::Communication, "231", 9_000, "Plakater og tegnspråktolk")
        .pays(&school, "383", 30_000)
        .in_the_end(35_500)
        .pays(&club, "231", 25_000)
        .pays(&stage, "377", 18_000);
    let days = Period { from: c.on(-1, 6, 13), to: c.on(-1, 6, 15) };
    let festival = p
        .activity(
            "Sommerscenen",
            &[Field::Interdisciplinary, Field::Music, Field::Dance],
            Format::Festival,
            Place::Outdoors,
            days,
        )
        .about("Tre dager, fjorten innslag, én regnbyge.")
        .open_to(&[Group::Everyone], &[Age::AllAges])
        .languages(&[Language::NorwegianBokmal, Language::English, Language::NorwegianSignLanguage])
        .kept();
    p.counted(festival, days, Group::Everyone, &[(Age::AllAges, 1_450, 2_100)], (14, 45));
    p.heard(
        Body::YouthCouncil,
        Phase::Deliver,
        c.on(-1, 4, 23),
        Some(festival),
        ("Rådet ba om gratis vann og en stille sone.", "Begge deler kom på plass, og den stille sonen var full."),
    );
    p.heard(
        Body::DisabilityCouncil,
        Phase::Plan,
        c.on(-1, 3, 11),
        Some(festival),
        ("Rampe til scenen, ikke bare til publikumsplassen.", "Rampen ble leid, og to av artistene brukte den."),
    );
    p.aims(shared.participants, -1, "", (units(0), units(1_000)));
    p.reached(shared.participants, -1, "", units(1_450), "Telling ved inngangen");
    p.document(Paper::Decision, "Tillatelse til arrangement på Kaien", c.on(-1, 4, 30));
    p.completed(c.on(-1, 6, 30), "Ett år om gangen.");
}

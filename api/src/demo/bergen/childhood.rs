//! Kindergarten.

use super::Bergen;
use crate::demo::prelude::*;

pub(super) fn tell(story: &mut Story, bergen: &Bergen, shared: &Shared) {
    music_from_the_start(story, bergen, shared);
}

fn music_from_the_start(story: &mut Story, b: &Bergen, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Musikk fra første stund",
        "Barn i to barnehager skal møte levende musikk hver uke, og de ansatte skal bli trygge på å synge, spille og \
         improvisere med barna på egen hånd.",
        &[Pillar::Learning, Pillar::Expression],
        c.start(-1),
        Some(c.end(1)),
    );
    p.rests_on("barnehageloven § 1; opplæringslova § 26-1");
    let school = p.lead(&b.at.culture_school, "Musikkpedagog to formiddager i uka, instrumenter og veiledning.");
    let solhaugen = p.party(Role::CoCreator, &b.at.solhaugen, "Planlegger månedstema og følger opp mellom besøkene.");
    let vagsbunnen = p.party(Role::CoCreator, &b.at.vagsbunnen, "Planlegger månedstema og låner bort gymsalen.");
    p.common_goal(Pillar::Expression, "Alle barna har en sang de kan vise fram til noen de er glad i.");
    p.goal(&solhaugen, Pillar::Learning, "Halvparten av de ansatte leder sangstund alene innen to år.");
    p.goal(&school, Pillar::Learning, "Vi lærer hvordan de aller yngste komponerer, og tar det med inn i grunnkurset.");
    let plan = p.plan(
        Plan::ChildhoodAndEducationPlan,
        "Oppvekstplan for Bergen",
        "Barn skal møte kunst og kultur der de er til daglig.",
        "Kapittel 4.2",
    );
    p.done(&school, "Kjøpe inn to sett rytmeinstrumenter", c.on(-1, 9, 15));
    p.done(&solhaugen, "Lage felles sanghefte på åtte språk", c.on(-1, 2, 1));
    p.planned(&vagsbunnen, "Avtale foreldrekveld med konsert", c.in_days(24));
    p.shares(b.who.ingrid, 20, Work::Teaching, &solhaugen)
        .refunded(&solhaugen, 30)
        .noting("Tirsdag og torsdag formiddag, annenhver uke i Vågsbunnen.");
    p.shares(b.who.gro, 5, Work::Coordination, &solhaugen);
    p.budget(-1, Money::Closed)
        .noting("Mindreforbruket skyldes sykefravær i februar.")
        .costs(&school, Cost::Salary, "383", 148_000, "Musikkpedagog 20 %")
        .in_the_end(141_500)
        .costs(&school, Cost::Equipment, "383", 24_000, "Rytmeinstrumenter og ukuleler")
        .gives(&solhaugen, Cost::Salary, "201", 31_000, "Pedagogisk leder i planlegging")
        .pays(&school, "383", 104_000)
        .in_the_end(97_500)
        .pays(&solhaugen, "201", 34_000)
        .pays(&vagsbunnen, "201", 34_000);
    p.budget(0, Money::Committed)
        .costs(&school, Cost::Salary, "383", 154_000, "Musikkpedagog 20 %")
        .costs(&school, Cost::Materials, "383", 8_000, "Noter og slitedeler")
        .gives(&vagsbunnen, Cost::Premises, "221", 18_000, "Gymsal to timer i uka")
        .pays(&school, "383", 94_000)
        .pays(&solhaugen, "201", 34_000)
        .pays(&vagsbunnen, "201", 34_000);
    let singing = p
        .activity(
            "Sangstund med instrumenter",
            &[Field::Music],
            Format::WeeklyGroup,
            Place::Kindergarten,
            c.school_year(-1),
        )
        .about("Små grupper synger, spiller og finner på. De eldste lager sin egen låt før jul.")
        .open_to(&[Group::Children], &[Age::Age0_5])
        .serving(plan)
        .kept();
    p.counted(singing, c.autumn(-1), Group::Children, &[(Age::Age0_5, 86, 1_120)], (28, 45));
    p.counted(singing, c.spring(-1), Group::Children, &[(Age::Age0_5, 91, 1_264)], (32, 45));
    let again = p
        .activity(
            "Sangstund på mange språk",
            &[Field::Music],
            Format::WeeklyGroup,
            Place::Kindergarten,
            c.school_year(0),
        )
        .about("Foreldre lærer bort én sang hver, og barna lager rytmer til.")
        .open_to(&[Group::Children, Group::Families], &[Age::Age0_5, Age::Age25_66])
        .languages(&[Language::NorwegianBokmal, Language::Arabic, Language::Polish, Language::Somali])
        .serving(plan)
        .kept();
    p.counted(again, c.autumn(0), Group::Children, &[(Age::Age0_5, 94, 1_180)], (30, 45));
    p.counted(again, c.autumn(0), Group::Families, &[(Age::Age25_66, 37, 61)], (4, 60));
    p.heard(
        Body::CitizenDialogue,
        Phase::Plan,
        c.on(-2, 5, 21),
        None,
        (
            "Foreldremøte i begge barnehagene: flere savnet sanger fra egne hjemland.",
            "Sangheftet ble laget på åtte språk i stedet for ett.",
        ),
    );
    p.aims(shared.access, -1, "", (units(35), units(80)));
    p.reached(shared.access, -1, "", units(88), "Barnehagenes egne lister, bare antall");
    p.aims(shared.competence, -1, "Solhaugen", (units(15), units(35)));
    p.reached(shared.competence, -1, "Solhaugen", units(41), "Spørreskjema til 29 ansatte i juni");
    p.aims(shared.competence, 0, "Solhaugen", (units(41), units(50)));
    p.learning("Syng først", "Å improvisere med stemmen sammen med toåringer", 6, 22);
    p.premises(&vagsbunnen, "Gymsalen i Vågsbunnen", "Sangstund og dans", 2, Some(true));
    p.document(Paper::Agreement, "Samarbeidsavtale, signert av tre ledere", c.on(-2, 6, 18));
    p.active("Vi har prøvd dette i ett semester og vil nå forplikte oss for to år.");
}

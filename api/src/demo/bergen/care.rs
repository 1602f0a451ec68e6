//! Elderly care.

use super::Bergen;
use crate::demo::prelude::*;
use entity::{Nok, Percentage, vocabulary::ResourceKind};

pub(super) fn tell(story: &mut Story, bergen: &Bergen, shared: &Shared) {
    music_therapy_at_the_nursing_home(story, bergen, shared);
    dance_across_generations(story, bergen);
}

/// In force with 40 %; 50 % is proposed, and the nursing home has not answered yet.
fn music_therapy_at_the_nursing_home(story: &mut Story, b: &Bergen, shared: &Shared) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Musikkterapi ved Midtbygda sykehjem",
        "Beboerne skal ha musikk i hverdagen, og de ansatte skal ta den med seg inn i stellet.",
        &[Pillar::Expression, Pillar::Sustainability],
        c.start(-1),
        Some(c.end(1)),
    );
    p.rests_on("folkehelseloven § 4");
    let school = p.lead(&b.at.culture_school, "Musikkterapeut og kulturskoleelever som spiller på avdelingene.");
    let home =
        p.party(Role::CoCreator, &b.at.nursing_home, "Aktivitør, avdelingssykepleier og et piano som holder stemmen.");
    let centre = p.party(Role::Advisor, &b.at.day_centre, "Kjenner de eldre i bydelen og rekrutterer frivillige.");
    p.common_goal(Pillar::Sustainability, "Mindre uro om ettermiddagen, uten mer medisin.");
    p.goal(&home, Pillar::Learning, "Alle på avdeling B kan tre sanger og vet når de virker.");
    p.goal(&school, Pillar::Expression, "Elevene våre har møtt et publikum som ikke er i slekt med dem.");
    let plan = p.plan(
        Plan::AgeFriendlyPlan,
        "Aldersvennlig Bergen",
        "Eldre skal ha tilgang til kultur også når de ikke kan komme til den.",
        "Tiltak 12",
    );
    p.done(&home, "Stemme pianoet", c.on(-1, 9, 1));
    p.done(&centre, "Skaffe fire sangverter", c.on(-1, 10, 15));
    p.planned(&home, "Svare på forslaget om 50 % stilling", c.days_ago(1));
    p.shares(b.who.oda, 50, Work::MusicTherapy, &home).refunded(&home, 60);
    p.shares(b.who.hege, 10, Work::Coordination, &home);
    p.budget(-1, Money::Closed)
        .costs(&school, Cost::Salary, "383", 296_000, "Musikkterapeut 40 %")
        .gives(&home, Cost::Salary, "253", 58_000, "Aktivitør 10 %")
        .pays(&home, "253", 178_000)
        .pays(&school, "383", 118_000);
    let this_year = p
        .budget(0, Money::Committed)
        .costs(&school, Cost::Salary, "383", 382_000, "Musikkterapeut 50 %")
        .gives(&home, Cost::Salary, "253", 60_000, "Aktivitør 10 %")
        .pays(&home, "253", 229_000)
        .pays(&school, "383", 153_000)
        .id();
    let morning = p
        .activity("Morgensang på avdeling B", &[Field::Music], Format::MusicTherapy, Place::CareHome, c.school_year(-1))
        .about("Ti minutter før frokost, med dem som vil. Sangene velges av beboerne.")
        .open_to(&[Group::PatientsAndResidents], &[Age::Age67Plus])
        .at("Dagligstua, 2. etasje")
        .serving(plan)
        .kept();
    p.counted(morning, c.autumn(-1), Group::PatientsAndResidents, &[(Age::Age67Plus, 27, 1_480)], (66, 30));
    p.counted(morning, c.spring(-1), Group::PatientsAndResidents, &[(Age::Age67Plus, 31, 1_925)], (78, 30));
    let concert = p
        .activity(
            "Elever spiller på sykehjemmet",
            &[Field::Music, Field::Dance],
            Format::ConcertOrPerformance,
            Place::CareHome,
            c.school_year(0),
        )
        .open_to(&[Group::PatientsAndResidents, Group::Youth], &[Age::Age67Plus, Age::Age13_15])
        .made_by(&[&school, &home])
        .kept();
    p.counted(concert, c.autumn(0), Group::PatientsAndResidents, &[(Age::Age67Plus, 44, 120)], (5, 45));
    p.heard(
        Body::ElderlyCouncil,
        Phase::Plan,
        c.on(-2, 5, 14),
        None,
        ("Eldrerådet ville ha mer enn «Kjærringa med staven».", "Det første repertoaret ble jazz fra 1950-tallet."),
    );
    p.heard(
        Body::ElderlyCouncil,
        Phase::Deliver,
        c.on(-1, 2, 10),
        Some(morning),
        ("Pårørende spurte om de kan være med.", "Pårørende er velkommen på fredager."),
    );
    p.aims(shared.well_being, -1, "Avdeling B", (34, 40));
    p.reached(shared.well_being, -1, "Avdeling B", 43, "Observasjonsskjema, 31 beboere, uke 10 og 22");
    p.aims(shared.well_being, 0, "Avdeling B", (43, 46));
    p.document(Paper::Agreement, "Avtale, første versjon", c.on(-2, 6, 10));
    p.document(Paper::Minutes, "Referat fra møtet om utvidelse", c.days_ago(12));
    p.amending(
        9,
        (
            "Vi begynner med to dager i uka.",
            "Avdeling C ber om det samme. Vi foreslår å gå fra 40 til 50 prosent, med samme fordeling.",
        ),
        &[&school, &centre],
        |terms| {
            for share in &mut terms.staff_allocations {
                if share.percentage == Percentage(5_000) {
                    share.percentage = Percentage(4_000);
                }
            }
            // Four fifths of the position, and of the money.
            for line in &mut terms.budget_lines {
                if line.budget_id == this_year && line.resource == ResourceKind::Cash {
                    line.planned = Nok(line.planned.0 / 5 * 4);
                }
            }
        },
    );
}

fn dance_across_generations(story: &mut Story, b: &Bergen) {
    let c = story.calendar;
    let mut p = story.partnership(
        b.home,
        "Dans på tvers av generasjoner",
        "Barnehagebarn og seniorer danser sammen en formiddag i uka.",
        &[Pillar::Expression, Pillar::Sustainability],
        c.in_days(40),
        Some(c.end(0).max(c.in_days(200))),
    );
    let school = p.lead(&b.at.culture_school, "Danselærer.");
    let centre = p.party(Role::CoCreator, &b.at.day_centre, "Storsalen og de som vil danse.");
    let kindergarten = p.party(Role::CoCreator, &b.at.vagsbunnen, "Ti barn og to voksne.");
    p.goal(&kindergarten, Pillar::Sustainability, "Barna har en voksen venn over 75.");
    p.shares(b.who.tariq, 10, Work::Teaching, &centre);
    p.given_up(&school, "Prøvetime før jul", c.in_days(42));
    p.declined(
        18,
        "Storsalen er ledig onsdager, og barnehagen kan gå dit.",
        &centre,
        "Storsalen skal pusses opp, og vi har ikke folk til å følge opp noe nytt før det er ferdig.",
    );
}

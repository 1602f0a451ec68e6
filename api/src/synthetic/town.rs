//! A generated municipality: its organisations, its shared staff and its partnerships.

use entity::{
    id::OrganisationId,
    municipality,
    vocabulary::{Competence, ServiceType},
};

use super::{
    dice::Dice,
    partnership,
    story::{Indicator, Org, Person, Story},
    words,
};

/// The school years told of: from two years ago to two years from now.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = -2..=2;

/// A municipality being told.
pub(super) struct Town {
    pub culture_school: Org,
    pub others: Vec<Org>,
    pub staff: Vec<Worker>,
}

/// An employee, and how much of the position is free in each of [`YEARS`], in per cent.
pub(super) struct Worker {
    pub person: Person,
    pub employer: OrganisationId,
    pub free: [i32; 5],
}

/// Tells of a whole municipality.
pub(super) fn tell(story: &mut Story, dice: &mut Dice, home: &municipality::Model, indicators: &[Indicator]) {
    let mut town = found(story, dice, home);
    for _ in 0..dice.between(20, 40) {
        partnership::tell(story, dice, &mut town, indicators);
    }
}

fn found(story: &mut Story, dice: &mut Dice, home: &municipality::Model) -> Town {
    let mut new = |dice: &mut Dice, service, name: &str| {
        let signatory = words::name(dice);
        story.organisation(home.id, service, name, &signatory)
    };
    let place = &home.name;
    let culture_school = new(dice, ServiceType::CultureSchool, &format!("{place} kulturskole (syntetisk)"));
    let mut others = Vec::new();
    for (service, suffix, most) in [
        (ServiceType::Kindergarten, "barnehage", 3),
        (ServiceType::School, "skole", 3),
        (ServiceType::ElderlyCare, "omsorgssenter", 2),
        (ServiceType::VoluntaryCulture, "skolekorps", 2),
        (ServiceType::VoluntaryCulture, "teaterlag", 1),
    ] {
        for _ in 0..dice.between(1, most) {
            let name = format!("{} {suffix}", words::place(dice));
            others.push(new(dice, service, &name));
        }
    }
    for (service, name, percent) in [
        (ServiceType::Library, "bibliotek", 100),
        (ServiceType::HealthService, "helsestasjon", 100),
        (ServiceType::Nav, "NAV-kontor", 100),
        (ServiceType::ChildWelfare, "barnevernstjeneste", 85),
        (ServiceType::RefugeeService, "flyktningtjeneste", 75),
        (ServiceType::UpperSecondarySchool, "videregående skole", 60),
        (ServiceType::ProfessionalArts, "kunsthall", 50),
        (ServiceType::Other, "fritidsklubb", 80),
    ] {
        if dice.chance(percent) {
            others.push(new(dice, service, &format!("{place} {name}")));
        }
    }
    add_units(story, dice, &mut others);
    let staff = employ(story, dice, &culture_school, &others);
    Town { culture_school, others, staff }
}

/// The after-school care of each school, as a unit without a number of its own.
fn add_units(story: &mut Story, dice: &mut Dice, others: &mut Vec<Org>) {
    let schools: Vec<Org> = others.iter().filter(|other| other.service == ServiceType::School).cloned().collect();
    for school in schools {
        let name = format!("{} SFO", words::place(dice));
        let signatory = words::name(dice);
        others.push(story.unit(&school, ServiceType::AfterSchoolCare, &name, &signatory));
    }
}

fn employ(story: &mut Story, dice: &mut Dice, culture_school: &Org, others: &[Org]) -> Vec<Worker> {
    let mut staff = Vec::new();
    let mut hire = |dice: &mut Dice, employer: &Org, title: &str, competence: &[Competence]| {
        let percentage = dice.pick(&[100, 100, 80, 60, 50]).copied().unwrap_or(100);
        let name = words::name(dice);
        let since = dice.between(-14, -3);
        let person = story.person(employer, &name, title, percentage, competence, since);
        staff.push(Worker { person, employer: employer.id, free: [percentage; 5] });
    };
    for _ in 0..dice.between(5, 9) {
        let title = dice.word(&["Kulturskolelærer", "Musikklærer", "Danselærer", "Teaterpedagog"]);
        let both = [Competence::ArtisticEducation, Competence::PedagogicalEducation];
        hire(dice, culture_school, title, &both);
    }
    hire(dice, culture_school, "Musikkterapeut", &[Competence::MusicTherapist]);
    for other in others {
        let title = match other.service {
            ServiceType::Library => "Bibliotekar",
            ServiceType::ElderlyCare => "Aktivitør",
            ServiceType::Kindergarten => "Barnehagelærer",
            _ => continue,
        };
        hire(dice, other, title, &[Competence::ValidatedExperience]);
    }
    staff
}

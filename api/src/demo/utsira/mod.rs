//! Utsira: the smallest municipality, which shares a culture school with its neighbours. It is registered in Haugesund.

mod isle;
mod shared_school;

use super::prelude::*;

/// Everybody on Utsira, and the culture school they share.
struct Utsira {
    home: MunicipalityId,
    host: MunicipalityId,
    culture_school: Org,
    school: Org,
    library: Org,
    health: Org,
    care: Org,
    singers: Org,
    tormod: Person,
    nadia: Person,
    ferry: Indicator,
}

pub(super) fn tell(story: &mut Story, shared: &Shared) {
    let utsira = settle(story);
    isle::tell(story, &utsira, shared);
    shared_school::tell(story, &utsira, shared);
}

fn settle(story: &mut Story) -> Utsira {
    let (home, host) = (municipality_id("1151"), municipality_id("1106"));
    let culture_school = story.organisation(
        host,
        Service::CultureSchool,
        "Haugalandet interkommunale kulturskole (demo)",
        "Svanhild Eikeland",
    );
    let mut new = |service, name, signatory| story.organisation(home, service, name, signatory);
    let school = new(Service::School, "Utsira skule (demo)", "Geir Ove Klovning");
    let library = new(Service::Library, "Utsira folkebibliotek (demo)", "Astri Helgesen Nag");
    let health = new(Service::HealthService, "Utsira helsestasjon (demo)", "Ifrah Osman Lie");
    let care = new(Service::ElderlyCare, "Utsira omsorgstun (demo)", "Torill Beite");
    let singers = new(Service::VoluntaryCulture, "Utsira song- og spelelag (demo)", "Arne Magnus Kvalvik");
    let teacher = &[Competence::ArtisticEducation, Competence::PedagogicalEducation];
    let tormod = story.person(&culture_school, "Tormod Eikeskog", "Musikklærar", 100, teacher, -10);
    let nadia = story.person(
        &culture_school,
        "Nadia Rahimi",
        "Lærer i visuell kunst",
        50,
        &[Competence::ArtisticEducation],
        -3,
    );
    Utsira {
        home,
        host,
        ferry: story.indicator(
            Some(home),
            "UTS-BÅT",
            "Gjennomførte besøk",
            "Andel planlagde besøk frå fastlandet som vart gjennomførte, trass i vêr og rutebåt.",
            &Measure {
                kind: IndicatorMeasure::Percentage,
                unit: Some("prosent"),
                quality: QualityDimension::Structure,
                result: ResultType::Output,
                goal_owner: Service::CultureSchool,
            },
        ),
        culture_school,
        school,
        library,
        health,
        care,
        singers,
        tormod,
        nadia,
    }
}

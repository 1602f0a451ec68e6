//! Bergen: a large city where the culture school works with nearly every service.

mod adults;
mod after_school;
mod arts;
mod care;
mod childhood;
mod health;
mod learning;
mod newcomers;
mod organisations;
mod people;
mod schools;
mod youth;

use super::prelude::*;
use organisations::Organisations;
use people::People;

/// Everybody in Bergen.
struct Bergen {
    home: MunicipalityId,
    at: Organisations,
    who: People,
    language: Indicator,
    loneliness: Indicator,
}

pub(super) fn tell(story: &mut Story, shared: &Shared) {
    let home = municipality_id("4601");
    let at = organisations::tell(story, home);
    let who = people::tell(story, &at);
    let bergen = Bergen {
        home,
        language: story.indicator(
            Some(home),
            "BGN-SPRÅK",
            "Norsk muntlig blant nyankomne",
            "Andel deltakere som øker minst ett trinn på språkkartleggingen i løpet av et semester.",
            &Measure {
                kind: IndicatorMeasure::Percentage,
                unit: Some("prosent"),
                quality: QualityDimension::Result,
                result: ResultType::Outcome,
                goal_owner: Service::RefugeeService,
            },
        ),
        loneliness: story.indicator(
            Some(home),
            "BGN-MØTE",
            "Nye bekjentskaper",
            "Andel deltakere som sier at de har fått minst én ny person å snakke med.",
            &Measure {
                kind: IndicatorMeasure::Percentage,
                unit: Some("prosent"),
                quality: QualityDimension::Result,
                result: ResultType::Impact,
                goal_owner: Service::ElderlyCare,
            },
        ),
        at,
        who,
    };
    childhood::tell(story, &bergen, shared);
    after_school::tell(story, &bergen, shared);
    schools::tell(story, &bergen, shared);
    learning::tell(story, &bergen, shared);
    youth::tell(story, &bergen, shared);
    health::tell(story, &bergen, shared);
    care::tell(story, &bergen, shared);
    adults::tell(story, &bergen);
    newcomers::tell(story, &bergen, shared);
    arts::tell(story, &bergen, shared);
}

//! Indicators, what the parties aim for, and what they saw.

use entity::{
    Measured,
    id::MunicipalityId,
    vocabulary::{IndicatorMeasure, QualityDimension, ResultType, ServiceType},
};

use super::{Indicator, Partnership, Story, row};
use crate::text::normalise;

/// What an indicator measures, and for whom.
pub(crate) struct Measure<'a> {
    pub kind: IndicatorMeasure,
    pub unit: Option<&'a str>,
    pub quality: QualityDimension,
    pub result: ResultType,
    pub goal_owner: ServiceType,
}

impl Story {
    /// An indicator of a municipality, or of the whole country; more is better.
    pub fn indicator(
        &mut self,
        municipality: Option<MunicipalityId>,
        code: &str,
        name: &str,
        definition: &str,
        measure: &Measure<'_>,
    ) -> Indicator {
        let row = row!(
            self,
            self.beginning(),
            indicator {
                municipality_id: municipality,
                code_scope: entity::indicator::code_scope(municipality),
                code: code.to_owned(),
                name: name.to_owned(),
                search_name: normalise(&format!("{name} {code}")),
                definition: definition.to_owned(),
                measure: measure.kind,
                unit: measure.unit.map(str::to_owned),
                ascending: true,
                quality_dimension: measure.quality,
                result_type: measure.result,
                goal_owner: measure.goal_owner,
                active: true,
            }
        );
        let id = row.id;
        self.rows.indicators.push(row);
        Indicator { id, measure: measure.kind }
    }
}

impl Partnership<'_> {
    /// From where to where in a school year, in tenths of the unit; `dimension` is empty for the whole.
    pub fn aims(&mut self, indicator: Indicator, school_year: i32, dimension: &str, (baseline, target): (i64, i64)) {
        self.target(indicator, school_year, dimension, Some((baseline, target)), None);
    }

    /// What the parties aim for in a school year, in words.
    pub fn hopes(&mut self, indicator: Indicator, school_year: i32, narrative: &str) {
        self.target(indicator, school_year, "", None, Some(narrative));
    }

    fn target(
        &mut self,
        indicator: Indicator,
        school_year: i32,
        dimension: &str,
        values: Option<(i64, i64)>,
        narrative: Option<&str>,
    ) {
        let period = self.story.calendar.school_year(school_year);
        let row = row!(
            self.story,
            self.made,
            outcome_target {
                municipality_id: self.row.municipality_id,
                indicator_id: indicator.id,
                partnership_id: self.row.id,
                activity_id: None,
                subject_id: self.row.id.uuid(),
                period_from: period.from,
                period_to: period.to,
                dimension: dimension.to_owned(),
                baseline: values.map(|(baseline, _)| tenths(baseline)),
                target: values.map(|(_, target)| tenths(target)),
                narrative: narrative.map(str::to_owned),
                source: None,
                comment: None,
            }
        );
        self.story.rows.targets.push(row);
    }

    /// What was measured in a school year, in tenths of the unit, and how. A year that is not over has no result yet.
    pub fn reached(&mut self, indicator: Indicator, school_year: i32, dimension: &str, actual: i64, source: &str) {
        self.observation(indicator, school_year, dimension, Some(actual), None, source);
    }

    /// What was seen in a school year, in words.
    pub fn saw(&mut self, indicator: Indicator, school_year: i32, narrative: &str, source: &str) {
        self.observation(indicator, school_year, "", None, Some(narrative), source);
    }

    fn observation(
        &mut self,
        indicator: Indicator,
        school_year: i32,
        dimension: &str,
        actual: Option<i64>,
        narrative: Option<&str>,
        source: &str,
    ) {
        let period = self.story.calendar.school_year(school_year);
        if !self.story.calendar.has_come(period.to) {
            return;
        }
        let row = row!(
            self.story,
            period.to,
            outcome_observation {
                municipality_id: self.row.municipality_id,
                indicator_id: indicator.id,
                partnership_id: self.row.id,
                activity_id: None,
                subject_id: self.row.id.uuid(),
                period_from: period.from,
                period_to: period.to,
                dimension: dimension.to_owned(),
                actual: actual.map(tenths),
                narrative: narrative.map(str::to_owned),
                source: Some(source.to_owned()),
                comment: None,
            }
        );
        self.story.rows.observations.push(row);
    }

    /// Says more about the observation told of last.
    pub fn commenting(&mut self, comment: &str) {
        let partnership = self.id();
        let last = self.story.rows.observations.last_mut();
        if let Some(row) = last.filter(|row| row.partnership_id == partnership) {
            row.comment = Some(comment.to_owned());
        }
    }
}

const fn tenths(value: i64) -> Measured {
    Measured(value * 1000)
}

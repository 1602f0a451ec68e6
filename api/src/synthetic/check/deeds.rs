//! Activities, counts, consultations, results and what else the parties share.

use std::collections::{HashMap, HashSet};

use entity::{Measured, id::IndicatorId, indicator, vocabulary::IndicatorMeasure};

use super::Book;

pub(super) fn check(book: &Book<'_>) {
    activities(book);
    counts(book);
    outcomes(book);
    for row in &book.rows.consultations {
        assert!(row.held_on <= book.today, "{row:?}");
        let about = row.activity_id.map(|id| book.activities[&id].partnership_id);
        assert!(about.is_none_or(|partnership| partnership == row.partnership_id), "{row:?}");
        assert!(row.summary.is_some() && row.changed.is_some(), "{row:?}");
    }
    for row in &book.rows.premises {
        assert!(book.is_party(row.partnership_id, row.owner_party_id), "{row:?}");
        let (first, last) = book.days(row.partnership_id);
        assert!(first <= row.from_date && row.to_date.is_none_or(|to| to <= last), "{row:?}");
    }
    for row in &book.rows.higher_education {
        assert!(row.institution_party_id.is_none_or(|party| book.is_party(row.partnership_id, party)), "{row:?}");
    }
    for row in &book.rows.documents {
        assert!(row.dated_on.is_none_or(|day| day <= book.today), "{row:?}");
    }
}

fn activities(book: &Book<'_>) {
    let plans: HashMap<_, _> = book.rows.plans.iter().map(|plan| (plan.id, plan.partnership_id)).collect();
    for row in &book.rows.activities {
        assert!(book.inside(row.partnership_id, row.start_date, row.end_date), "{row:?}");
        assert!(!row.subject_fields.is_empty() && !row.age_bands.is_empty() && !row.target_groups.is_empty());
        assert!(row.plan_link_id.is_none_or(|plan| plans[&plan] == row.partnership_id), "{row:?}");
        let makers = book.rows.activity_parties.iter().filter(|maker| maker.activity_id == row.id);
        let makers: Vec<_> = makers.map(|maker| maker.party_id).collect();
        assert!(!makers.is_empty(), "{row:?}");
        assert!(makers.iter().all(|&party| book.is_party(row.partnership_id, party)), "{row:?}");
    }
}

fn counts(book: &Book<'_>) {
    let (mut cells, mut external) = (HashSet::new(), HashSet::new());
    for row in &book.rows.counts {
        let activity = book.activities[&row.activity_id];
        assert_eq!((row.partnership_id, row.municipality_id), (activity.partnership_id, activity.municipality_id));
        assert!(activity.start_date <= row.period_from && row.period_from <= row.period_to, "{row:?}");
        assert!(activity.end_date.is_none_or(|end| row.period_to <= end), "{row:?}");
        assert!(row.period_to <= book.today, "{row:?}");
        assert!(activity.age_bands.values().contains(&row.age_band), "{row:?} {activity:?}");
        assert!(activity.target_groups.values().contains(&row.target_group), "{row:?} {activity:?}");
        assert!(row.participants >= 0 && row.participants <= row.attendances, "{row:?}");
        assert!(row.attendances <= row.participants * row.sessions && row.minutes >= row.sessions, "{row:?}");
        let cell = (row.activity_id, row.period_from, row.period_to, row.age_band, row.target_group);
        assert!(cells.insert(cell), "{row:?}");
        if let Some(id) = &row.external_id {
            assert!(external.insert((row.municipality_id, id)), "{row:?}");
        }
    }
}

fn value_fits(indicator: &indicator::Model, value: Option<Measured>) -> bool {
    value.is_none_or(|value| match indicator.measure {
        IndicatorMeasure::Percentage => (0..=1_000_000).contains(&value.0),
        IndicatorMeasure::Count => value.0 >= 0 && value.0 % 10_000 == 0,
        IndicatorMeasure::Scale => (0..=100_000).contains(&value.0),
        IndicatorMeasure::Amount => value.0 >= 0,
        IndicatorMeasure::Qualitative => false,
    })
}

fn outcomes(book: &Book<'_>) {
    let indicators: HashMap<IndicatorId, &indicator::Model> =
        book.rows.indicators.iter().map(|indicator| (indicator.id, indicator)).collect();
    let codes: HashSet<_> = indicators.values().map(|row| (row.municipality_id, &row.code)).collect();
    assert_eq!(codes.len(), indicators.len());
    let (mut aims, mut seen) = (HashSet::new(), HashSet::new());
    for row in indicators.values() {
        assert_eq!(row.code_scope, indicator::code_scope(row.municipality_id));
    }
    for row in &book.rows.targets {
        let indicator = indicators[&row.indicator_id];
        let subject = row.activity_id.map_or(row.partnership_id.uuid(), entity::Id::uuid);
        assert_eq!(row.subject_id, subject);
        assert!(indicator.municipality_id.is_none_or(|home| home == row.municipality_id), "{row:?}");
        let key =
            (row.indicator_id, row.partnership_id, row.activity_id, row.period_from, row.period_to, &row.dimension);
        assert!(aims.insert(key), "{row:?}");
        assert!(value_fits(indicator, row.baseline) && value_fits(indicator, row.target), "{indicator:?} {row:?}");
        let words = indicator.measure == IndicatorMeasure::Qualitative;
        assert_eq!((row.target.is_none(), row.narrative.is_some()), (words, words), "{row:?}");
        let (first, last) = book.days(row.partnership_id);
        assert!(first <= row.period_to && row.period_from <= last, "{row:?}");
    }
    for row in &book.rows.observations {
        let indicator = indicators[&row.indicator_id];
        let subject = row.activity_id.map_or(row.partnership_id.uuid(), entity::Id::uuid);
        assert_eq!(row.subject_id, subject);
        assert!(indicator.municipality_id.is_none_or(|home| home == row.municipality_id), "{row:?}");
        let key =
            (row.indicator_id, row.partnership_id, row.activity_id, row.period_from, row.period_to, &row.dimension);
        assert!(seen.insert(key), "{row:?}");
        assert!(value_fits(indicator, row.actual), "{indicator:?} {row:?}");
        let words = indicator.measure == IndicatorMeasure::Qualitative;
        assert_eq!((row.actual.is_none(), row.narrative.is_some()), (words, words), "{row:?}");
        assert!(row.period_from <= row.period_to && row.period_to <= book.today, "{row:?}");
        let (first, last) = book.days(row.partnership_id);
        assert!(first <= row.period_to && row.period_from <= last, "{row:?}");
    }
}

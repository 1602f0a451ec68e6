//! What the cells of the outcome cube hold, and which of it is hidden.
//!
//! Counts and amounts of several partnerships add up; of percentages and points on a scale the cell has the mean. A count
//! is treated as one of people. A mean is as good as its values, so it is shown when there are k of them, from two
//! organisations or more. Amounts and targets tell nothing about people and are shown.

use std::collections::BTreeMap;

use entity::{
    Measured,
    id::IndicatorId,
    vocabulary::{IndicatorMeasure, ServiceType, Vocabulary as _},
};
use serde::Serialize;

use crate::{
    disclosure::{BelowLowest, CubeError, Dimension, Release, Rule, SENSITIVE_SERVICES, Threshold},
    release::{
        frozen::{Axis, Frozen, PLACE, YEAR, category_or_total, position_of},
        places::{Place, Places},
    },
};

const INDICATOR: &str = "indicator";
const VALUE: &str = "value";
/// Whose people a value is about: it decides the rule, and is not told.
const PEOPLE: &str = "people";
const SENSITIVE: &str = "SENSITIVE";
const ORDINARY: &str = "ORDINARY";

/// Which value of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// What is aimed for.
    Target,
    /// What there was at the start.
    Baseline,
    /// What was observed.
    Actual,
}

impl Which {
    /// The name of its category in the cube; a target is in no cube.
    fn category(self) -> Option<&'static str> {
        match self {
            Self::Target => None,
            Self::Baseline => Some("BASELINE"),
            Self::Actual => Some("ACTUAL"),
        }
    }
}

/// A value of an indicator, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The partnership's municipality, by its place among the homes.
    pub home: usize,
    /// The school year of the first day of its period, by the year it begins.
    pub school_year: i32,
    /// The indicator.
    pub indicator: IndicatorId,
    /// The kind of value.
    pub measure: IndicatorMeasure,
    /// Which value.
    pub which: Which,
    /// The value.
    pub value: Measured,
    /// The organisations it is about.
    pub organisations: Vec<u32>,
    /// Whether people of a sensitive service are among those it is about.
    pub is_sensitive: bool,
}

/// Where a cell stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Key {
    /// The area.
    pub place: Place,
    /// The school year.
    pub school_year: i32,
    /// The indicator.
    pub indicator: IndicatorId,
}

/// The values of a cell; none where nobody gave one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Values {
    /// What is aimed for.
    pub target: Option<Measured>,
    /// What there was at the start.
    pub baseline: Option<Measured>,
    /// What was observed.
    pub actual: Option<Measured>,
}

/// Whether values of a measure add up; of others there is a mean.
#[must_use]
pub const fn adds_up(measure: IndicatorMeasure) -> bool {
    matches!(measure, IndicatorMeasure::Count | IndicatorMeasure::Amount)
}

/// A mean rounded to the nearest ten-thousandth, halves up.
fn mean(sum: i64, of: i64) -> Measured {
    Measured((2 * sum + of).div_euclid(2 * of))
}

/// Adds up every cell that a value was given for.
#[must_use]
pub fn add_up(places: &Places, found: &[Found]) -> BTreeMap<Key, Values> {
    type Narrow = (usize, i32, IndicatorId);
    let mut sums: BTreeMap<Narrow, BTreeMap<Which, (i64, i64, IndicatorMeasure)>> = BTreeMap::new();
    for one in found {
        for &place in places.counting(one.home) {
            let cell = sums.entry((place, one.school_year, one.indicator)).or_default();
            let (sum, of, _) = cell.entry(one.which).or_insert((0, 0, one.measure));
            *sum = sum.saturating_add(one.value.0);
            *of += 1;
        }
    }
    let key = |(place, school_year, indicator): Narrow| {
        Some(Key { place: places.get(place)?.clone(), school_year, indicator })
    };
    let values = |cell: &BTreeMap<Which, (i64, i64, IndicatorMeasure)>| {
        let value = |which: Which| {
            let &(sum, of, measure) = cell.get(&which)?;
            Some(if adds_up(measure) { Measured(sum) } else { mean(sum, of) })
        };
        Values { target: value(Which::Target), baseline: value(Which::Baseline), actual: value(Which::Actual) }
    };
    sums.iter().filter_map(|(&at, cell)| Some((key(at)?, values(cell)))).collect()
}

/// How many of what must not be told a value is: people, or values. None when it may be told.
fn weight(found: &Found) -> Option<u64> {
    found.which.category()?;
    match found.measure {
        IndicatorMeasure::Count => u64::try_from(found.value.0 / Measured::ONE.0).ok(),
        IndicatorMeasure::Percentage | IndicatorMeasure::Scale => Some(1),
        IndicatorMeasure::Amount | IndicatorMeasure::Qualitative => None,
    }
}

/// The cube to be protected.
///
/// # Errors
/// Never for values of these places.
pub fn freeze(
    places: &Places,
    found: &[Found],
    owners: &BTreeMap<IndicatorId, ServiceType>,
) -> Result<Frozen, CubeError> {
    let weighed: Vec<(&Found, u64)> = found.iter().filter_map(|found| Some((found, weight(found)?))).collect();
    let homes = || weighed.iter().filter_map(|(found, _)| places.homes().get(found.home));
    let mut frozen = Frozen::new(vec![
        Axis::of_places(homes()),
        Axis::of(INDICATOR, weighed.iter().map(|(found, _)| found.indicator.to_string())),
        Axis::of(VALUE, ["ACTUAL", "BASELINE"]),
        Axis::of(PEOPLE, [ORDINARY, SENSITIVE]),
        Axis::of(YEAR, weighed.iter().map(|(found, _)| found.school_year.to_string())),
    ])
    .without_total(INDICATOR)
    .without_total(VALUE)
    .only_total(PEOPLE)
    .without_total(YEAR);
    for (found, weight) in weighed {
        let (Some(home), Some(value)) = (places.homes().get(found.home), found.which.category()) else { continue };
        let (indicator, year) = (found.indicator.to_string(), found.school_year.to_string());
        let owned = owners.get(&found.indicator).is_some_and(|owner| SENSITIVE_SERVICES.contains(&owner.code()));
        let people = if owned || found.is_sensitive { SENSITIVE } else { ORDINARY };
        frozen.count(&[&home.municipality, &indicator, value, people, &year], &found.organisations, weight)?;
    }
    Ok(frozen)
}

/// The rule: what is about people of a sensitive service, or serves the goals of one, is protected as it is; a cell that
/// adds up both, too.
///
/// # Errors
/// When k is too low.
pub fn rule(k: u64, k_sensitive: u64) -> Result<Rule, BelowLowest> {
    let sensitive = Threshold::new(k_sensitive, true)?;
    Ok(Rule::by_category(Threshold::new(k, false)?, PEOPLE, [(SENSITIVE, sensitive)]))
}

/// Whether a value of a cell of a release is hidden. What is in no cube is not.
#[must_use]
pub fn is_hidden(release: &Release, key: &Key, which: Which) -> bool {
    let cell = || -> Result<_, CubeError> {
        let category = which.category().ok_or(CubeError::OtherDimensions)?;
        let dimension = |name: &str| -> Result<&Dimension, CubeError> {
            let found = release.cube().dimensions().iter().find(|dimension| dimension.name() == name);
            found.ok_or(CubeError::OtherDimensions)
        };
        release.cube().cell(&[
            position_of(dimension(PLACE)?, &key.place)?,
            category_or_total(dimension(INDICATOR)?, Some(&key.indicator.to_string()))?,
            category_or_total(dimension(VALUE)?, Some(category))?,
            dimension(PEOPLE)?.total(),
            category_or_total(dimension(YEAR)?, Some(&key.school_year.to_string()))?,
        ])
    };
    cell().is_ok_and(|cell| release.get(cell).is_suppressed())
}

/// Whether an actual value reaches its target: at least it, or at most it where less is better.
#[must_use]
pub fn is_reached(ascending: bool, target: Measured, actual: Measured) -> bool {
    if ascending { actual >= target } else { actual <= target }
}

/// How much of the way from the baseline to the target has been gone: 1 at the target, more beyond it, negative where it
/// went the wrong way. None when there was no way to go.
#[must_use]
pub fn progress(baseline: Measured, target: Measured, actual: Measured) -> Option<Measured> {
    let (way, gone) = (i128::from(target.0) - i128::from(baseline.0), i128::from(actual.0) - i128::from(baseline.0));
    if way == 0 {
        return None;
    }
    let (way, gone) = if way < 0 { (-way, -gone) } else { (way, gone) };
    let scaled = (2 * gone * i128::from(Measured::ONE.0) + way).div_euclid(2 * way);
    i64::try_from(scaled).ok().map(Measured)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use entity::{
        Id, Measured,
        id::IndicatorId,
        vocabulary::{IndicatorMeasure, PlaceKind, ServiceType},
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::{Found, Key, Which, add_up, freeze, is_hidden, is_reached, progress, rule};
    use crate::release::places::{Home, Place, Places};

    fn measured(text: &str) -> Measured {
        text.parse().unwrap()
    }

    fn places() -> Places {
        let home = |number: &str| Home {
            municipality: number.to_owned(),
            county: number[..2].to_owned(),
            kostra_group: Some("12".to_owned()),
        };
        Places::of(vec![home("4601"), home("4602")])
    }

    fn indicator(number: u128) -> IndicatorId {
        Id::new(Uuid::from_u128(number))
    }

    fn found(home: usize, measure: IndicatorMeasure, which: Which, value: &str, organisation: u32) -> Found {
        let value = measured(value);
        let indicator = indicator(if measure == IndicatorMeasure::Count { 1 } else { 2 });
        Found {
            home,
            school_year: 2025,
            indicator,
            measure,
            which,
            value,
            organisations: vec![organisation],
            is_sensitive: false,
        }
    }

    #[test]
    fn counts_add_up_and_percentages_have_a_mean() {
        use IndicatorMeasure::{Count, Percentage};
        let all = [
            found(0, Count, Which::Actual, "20", 1),
            found(0, Count, Which::Actual, "2", 2),
            found(1, Count, Which::Actual, "31", 3),
            found(1, Count, Which::Baseline, "2", 3),
            found(0, Percentage, Which::Actual, "50", 1),
            found(0, Percentage, Which::Actual, "25.5", 2),
            found(0, Percentage, Which::Actual, "25", 4),
            found(1, Percentage, Which::Target, "60", 3),
        ];
        let places = places();
        let cells = add_up(&places, &all);
        let at = |place: Place, number| Key { place, school_year: 2025, indicator: indicator(number) };
        let bergen = || Place::municipality("4601");
        assert_eq!(cells[&at(bergen(), 1)].actual, Some(measured("22")));
        assert_eq!(cells[&at(Place::country(), 1)].actual, Some(measured("53")));
        assert_eq!(cells[&at(Place::country(), 2)].actual, Some(measured("33.5")));
        assert_eq!(cells[&at(Place::country(), 2)].target, Some(measured("60")));
        let owners = BTreeMap::from([(indicator(1), ServiceType::School), (indicator(2), ServiceType::School)]);
        let mut frozen = freeze(&places, &all, &owners).unwrap();
        let release = frozen.protect(&rule(3, 5).unwrap(), &[]).unwrap();
        let hidden = |place: Place, number, which| is_hidden(&release, &at(place, number), which);
        // One organisation alone in the other municipality: with the country's figure it would be known.
        assert!(hidden(Place::municipality("4602"), 1, Which::Actual));
        assert!(hidden(Place::municipality("4602"), 1, Which::Baseline));
        assert!(hidden(bergen(), 1, Which::Actual) || hidden(Place::country(), 1, Which::Actual));
        // Three percentages are a mean to tell, two are not.
        assert!(!hidden(bergen(), 2, Which::Actual) && !hidden(Place::country(), 2, Which::Actual));
        let two = &all[4..6];
        let mut frozen = freeze(&places, two, &owners).unwrap();
        let fewer = frozen.protect(&rule(3, 5).unwrap(), &[]).unwrap();
        assert!(is_hidden(&fewer, &at(bergen(), 2), Which::Actual));
        assert!(!hidden(Place { kind: PlaceKind::Municipality, name: "4602".to_owned() }, 2, Which::Target));
    }

    #[test]
    fn a_count_of_a_sensitive_service_is_protected_as_one_whoever_owns_the_goal() {
        use IndicatorMeasure::Count;
        let of =
            |organisation, is_sensitive| Found { is_sensitive, ..found(0, Count, Which::Actual, "2", organisation) };
        let key = Key { place: Place::municipality("4601"), school_year: 2025, indicator: indicator(1) };
        for (owner, sensitive, hidden) in [
            (ServiceType::School, [false, false], false),
            (ServiceType::School, [false, true], true),
            (ServiceType::School, [true, true], true),
            (ServiceType::Nav, [false, false], true),
        ] {
            let all = [of(1, sensitive[0]), of(2, sensitive[1])];
            let mut frozen = freeze(&places(), &all, &BTreeMap::from([(indicator(1), owner)])).unwrap();
            let release = frozen.protect(&rule(3, 5).unwrap(), &[]).unwrap();
            assert_eq!(is_hidden(&release, &key, Which::Actual), hidden, "four people, {owner:?} {sensitive:?}");
        }
        // Nobody came of those a sensitive service sent: no less a secret because a school owns the goal.
        let nobody = [Found { value: measured("0"), ..of(1, true) }];
        let mut frozen = freeze(&places(), &nobody, &BTreeMap::from([(indicator(1), ServiceType::School)])).unwrap();
        let release = frozen.protect(&rule(3, 5).unwrap(), &[]).unwrap();
        assert!(is_hidden(&release, &key, Which::Actual));
    }

    #[test]
    fn progress_follows_the_direction() {
        assert_eq!(progress(measured("10"), measured("20"), measured("15")), Some(measured("0.5")));
        assert_eq!(progress(measured("20"), measured("10"), measured("12.5")), Some(measured("0.75")));
        assert_eq!(progress(measured("10"), measured("20"), measured("5")), Some(measured("-0.5")));
        assert_eq!(progress(measured("10"), measured("10"), measured("5")), None);
        assert!(is_reached(true, measured("20"), measured("20")) && !is_reached(true, measured("20"), measured("19")));
        assert!(is_reached(false, measured("10"), measured("9")) && !is_reached(false, measured("10"), measured("11")));
    }

    proptest! {
        #[test]
        fn a_mean_lies_between_its_values(values in prop::collection::vec(0_i64..2_000_000, 1..9)) {
            let all: Vec<Found> = values
                .iter()
                .map(|&value| Found { value: Measured(value), ..found(0, IndicatorMeasure::Scale, Which::Actual, "1", 1) })
                .collect();
            let mean = add_up(&places(), &all).into_values().next().unwrap().actual.unwrap();
            prop_assert!(values.iter().min().unwrap() <= &mean.0 && &mean.0 <= values.iter().max().unwrap());
        }

        #[test]
        fn at_the_target_the_whole_way_is_gone(baseline in 0_i64..1_000_000, target in 0_i64..1_000_000) {
            let whole = progress(Measured(baseline), Measured(target), Measured(target));
            prop_assert_eq!(whole, (baseline != target).then_some(Measured::ONE));
        }
    }
}

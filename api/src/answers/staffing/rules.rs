//! The arithmetic of full-time equivalents (årsverk): basis points times days, exact until it is shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{Measured, id::OrganisationId, vocabulary::ServiceType};

/// Ten-thousandths of ten-thousandths in one whole: shares of shares of positions are exact in them.
const WHOLE: i128 = 100_000_000;
/// Those in a ten-thousandth, which is what is shown.
const SHOWN: i128 = WHOLE / 10_000;

/// What shared positions are added up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A kind of service.
    Service(ServiceType),
    /// An organisation.
    Organisation(OrganisationId),
    /// An organisation the caller may not see.
    Hidden,
}

/// Parts of positions that are shared on the same days: in basis points of basis points of a full-time position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portion {
    /// What they are added up by.
    pub key: Key,
    /// How much is shared on each of the days, in hundred-millionths of a full-time position.
    pub share: i64,
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

/// Full-time days in hundred-millionths: one person in a full-time position for one day is 100 000 000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Work(pub i128);

impl Work {
    /// Full-time days, rounded half up to four decimals; exact unless a refund splits a position.
    #[must_use]
    pub fn days(self) -> Measured {
        shown(self.0, SHOWN)
    }

    /// Full-time equivalents over so many days, rounded half up to four decimals.
    #[must_use]
    pub fn equivalents(self, days: i64) -> Measured {
        shown(self.0, SHOWN * i128::from(days.max(1)))
    }
}

/// A fraction rounded half up; none of its parts is negative.
fn shown(numerator: i128, denominator: i128) -> Measured {
    let rounded = (numerator * 2 + denominator) / (denominator * 2);
    Measured(i64::try_from(rounded).unwrap_or(i64::MAX))
}

/// Days from the first to the last, both included; none when the last is before the first.
#[must_use]
pub fn days(first: NaiveDate, last: NaiveDate) -> i64 {
    ((last - first).num_days() + 1).max(0)
}

/// Adds up portions by their key: the largest first, equals in the order of the keys.
#[must_use]
pub fn add_up(portions: &[Portion]) -> Vec<(Key, Work)> {
    let mut groups: BTreeMap<Key, Work> = BTreeMap::new();
    for portion in portions {
        let work = i128::from(portion.share) * i128::from(days(portion.first, portion.last));
        groups.entry(portion.key).or_default().0 += work;
    }
    let mut groups: Vec<_> = groups.into_iter().filter(|(_, work)| work.0 > 0).collect();
    groups.sort_by_key(|(_, work)| std::cmp::Reverse(*work));
    groups
}

/// All groups together.
#[must_use]
pub fn together(groups: &[(Key, Work)]) -> Work {
    Work(groups.iter().map(|(_, work)| work.0).sum())
}

#[cfg(test)]
mod tests {
    use super::{Key, Portion, Work, add_up, days, together};
    use chrono::{Days, NaiveDate};
    use entity::{
        Measured,
        vocabulary::{ServiceType, Vocabulary},
    };
    use proptest::{prelude::*, sample::select};

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n)
    }

    fn portions() -> impl Strategy<Value = Vec<Portion>> {
        let portion = (select(ServiceType::ALL), 1..100_000_000_i64, 0..400_u64, 0..400_u64);
        prop::collection::vec(portion, 0..30).prop_map(|rows| {
            let portion = |(service, share, first, length)| Portion {
                key: Key::Service(service),
                share,
                first: day(first),
                last: day(first + length),
            };
            rows.into_iter().map(portion).collect()
        })
    }

    #[test]
    fn a_fifth_for_half_of_the_year() {
        let (first, last) = (day(0), day(181));
        let groups = add_up(&[Portion { key: Key::Hidden, share: 2_000 * 10_000, first, last }]);
        assert_eq!(together(&groups).days(), Measured(364_000));
        // 36.4 of 365 days: 0.09972… is shown as 0.0997.
        assert_eq!(together(&groups).equivalents(365), Measured(997));
        assert_eq!(together(&groups).equivalents(182), Measured(2_000));
    }

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(Work(5_000).days(), Measured(1));
        assert_eq!(Work(4_999).days(), Measured(0));
        assert_eq!(Work(15_000).equivalents(2), Measured(1));
    }

    proptest! {
        #[test]
        fn adding_up_day_by_day_gives_the_same(portions in portions()) {
            let mut naive = 0_i128;
            for portion in &portions {
                let mut on = portion.first;
                while on <= portion.last {
                    naive += i128::from(portion.share);
                    on = on.succ_opt().unwrap();
                }
            }
            prop_assert_eq!(together(&add_up(&portions)), Work(naive));
        }

        #[test]
        fn the_order_does_not_matter_and_the_largest_is_first(mut portions in portions()) {
            let groups = add_up(&portions);
            portions.reverse();
            prop_assert_eq!(&groups, &add_up(&portions));
            prop_assert!(groups.is_sorted_by(|one, other| one.1 >= other.1));
        }

        #[test]
        fn what_is_shown_is_off_by_half_a_unit_at_most(work in 0..1_000_000_000_000_000_i128, length in 1..4_000_i64) {
            let exact = work * 2;
            let shown = i128::from(Work(work).equivalents(length).0) * 2;
            let unit = 10_000 * i128::from(length);
            prop_assert!((shown * unit - exact).abs() <= unit, "{} {}", shown, exact);
        }

        #[test]
        fn days_are_counted_with_both_ends(first in 0..1_000_u64, length in 0..1_000_u64) {
            prop_assert_eq!(days(day(first), day(first + length)), i64::try_from(length).unwrap() + 1);
            prop_assert_eq!(days(day(first + length + 1), day(first)), 0);
        }
    }
}

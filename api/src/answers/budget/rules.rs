//! How the sums of budgets are put together.

use std::{cmp::Reverse, collections::BTreeMap};

use entity::{
    Nok,
    id::OrganisationId,
    vocabulary::{BudgetCategory, BudgetLineKind, ServiceType},
};

use crate::budget::totals::rules::Totals;

/// What the sums are grouped by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A kind of service.
    Service(ServiceType),
    /// A KOSTRA function: three digits.
    Function(String),
    /// A side of the budget.
    Kind(BudgetLineKind),
    /// What it is for.
    Category(BudgetCategory),
    /// An organisation.
    Organisation(OrganisationId),
    /// External funding, where the lines are grouped by what it does not have.
    Funding,
}

/// Puts the sums of each key together: where most is put in, awarded or spent first, equals in the order of the keys.
#[must_use]
pub fn add_up(sums: impl IntoIterator<Item = (Key, Totals)>) -> Vec<(Key, Totals)> {
    let mut groups: BTreeMap<Key, Totals> = BTreeMap::new();
    for (key, totals) in sums {
        let group = groups.entry(key).or_default();
        *group = group.and(totals);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, totals)| Reverse(weight(totals)));
    groups
}

fn weight(totals: &Totals) -> i128 {
    let Nok(costs) = totals.costs.planned;
    let given = i128::from(totals.contributions.planned.0) + i128::from(totals.awarded.0);
    given.max(i128::from(costs))
}

/// All groups together.
#[must_use]
pub fn together(groups: &[(Key, Totals)]) -> Totals {
    groups.iter().fold(Totals::default(), |sum, (_, totals)| sum.and(*totals))
}

#[cfg(test)]
mod tests {
    use super::{Key, add_up, together, weight};
    use crate::budget::totals::rules::{Amounts, Totals};
    use entity::Nok;
    use proptest::prelude::*;

    fn amounts() -> impl Strategy<Value = Amounts> {
        let actual = || prop::option::of((0..1_000_000_i64).prop_map(Nok));
        (0..1_000_000_i64, 0..1_000_000_i64, actual(), actual()).prop_map(|(cash, kind, paid, done)| Amounts {
            planned: Nok(cash + kind),
            in_cash: Nok(cash),
            in_kind: Nok(kind),
            actual: (paid.is_some() || done.is_some()).then(|| paid.into_iter().chain(done).sum()),
            actual_in_cash: paid,
            actual_in_kind: done,
        })
    }

    fn sums() -> impl Strategy<Value = Vec<(Key, Totals)>> {
        let one = ("[1-3]", amounts(), amounts(), 0..1_000_000_i64, 0..1_000_i64);
        prop::collection::vec(one, 0..20).prop_map(|rows| {
            let sum = |(key, contributions, costs, awarded, disbursed)| {
                let (awarded, disbursed) = (Nok(awarded), Nok(disbursed));
                (Key::Function(key), Totals { contributions, costs, awarded, disbursed })
            };
            rows.into_iter().map(sum).collect()
        })
    }

    proptest! {
        #[test]
        fn grouping_loses_nothing(sums in sums()) {
            let groups = add_up(sums.clone());
            prop_assert_eq!(together(&groups), together(&sums));
            let balances: i64 = groups.iter().map(|(_, totals)| totals.balance().0).sum();
            prop_assert_eq!(together(&groups).balance().0, balances);
        }

        #[test]
        fn the_order_of_the_rows_does_not_matter(mut sums in sums()) {
            let groups = add_up(sums.clone());
            sums.reverse();
            prop_assert_eq!(&groups, &add_up(sums));
            prop_assert!(groups.is_sorted_by(|one, other| weight(&one.1) >= weight(&other.1)));
        }

        #[test]
        fn cash_and_kind_are_all_there_is(sums in sums()) {
            for side in [together(&sums).contributions, together(&sums).costs] {
                prop_assert_eq!(side.planned.0, side.in_cash.0 + side.in_kind.0);
                let parts = side.actual_in_cash.map_or(0, |cash| cash.0) + side.actual_in_kind.map_or(0, |kind| kind.0);
                prop_assert_eq!(side.actual.map_or(0, |actual| actual.0), parts);
            }
        }
    }
}

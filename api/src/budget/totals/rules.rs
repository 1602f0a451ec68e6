//! The arithmetic of a budget: exact, whatever the amounts.

use entity::Nok;

/// What one side of a budget adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// The planned amounts.
    pub planned: Nok,
    /// The actual amounts recorded; none while no line has one.
    pub actual: Option<Nok>,
    /// The planned amounts that are paid.
    pub in_cash: Nok,
    /// The planned amounts that are work, premises or goods.
    pub in_kind: Nok,
    /// The actual amounts that are paid; none while no such line has one.
    pub actual_in_cash: Option<Nok>,
    /// The actual amounts that are work, premises or goods; none while no such line has one.
    pub actual_in_kind: Option<Nok>,
}

impl Amounts {
    /// Both together; a sum stops at the largest amount that can be kept.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let both = |one: Nok, other: Nok| [one, other].into_iter().sum();
        let either = |one: Option<Nok>, other: Option<Nok>| match (one, other) {
            (None, None) => None,
            _ => Some(one.into_iter().chain(other).sum()),
        };
        Self {
            planned: both(self.planned, other.planned),
            actual: either(self.actual, other.actual),
            in_cash: both(self.in_cash, other.in_cash),
            in_kind: both(self.in_kind, other.in_kind),
            actual_in_cash: either(self.actual_in_cash, other.actual_in_cash),
            actual_in_kind: either(self.actual_in_kind, other.actual_in_kind),
        }
    }
}

/// What a budget adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// What the parties put in.
    pub contributions: Amounts,
    /// What it costs.
    pub costs: Amounts,
    /// The external funding awarded for the fiscal year.
    pub awarded: Nok,
    /// The part of it that is paid out.
    pub disbursed: Nok,
}

impl Totals {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            contributions: self.contributions.and(other.contributions),
            costs: self.costs.and(other.costs),
            awarded: [self.awarded, other.awarded].into_iter().sum(),
            disbursed: [self.disbursed, other.disbursed].into_iter().sum(),
        }
    }

    /// Contributions and awarded funding less costs, planned, in øre. 128 bits hold it whatever the sums are.
    fn difference(&self) -> i128 {
        i128::from(self.contributions.planned.0) + i128::from(self.awarded.0) - i128::from(self.costs.planned.0)
    }

    /// Contributions and awarded funding less costs, planned; it stops at the largest amount that can be kept.
    #[must_use]
    pub fn balance(&self) -> Nok {
        let most = if self.difference() < 0 { i64::MIN } else { i64::MAX };
        Nok(i64::try_from(self.difference()).unwrap_or(most))
    }

    /// Whether contributions and awarded funding equal the costs, to the øre.
    #[must_use]
    pub fn is_balanced(&self) -> bool {
        self.difference() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Amounts, Totals};
    use entity::Nok;
    use proptest::prelude::*;

    fn totals(contributions: i64, awarded: i64, costs: i64) -> Totals {
        let side = |planned| Amounts { planned: Nok(planned), ..Amounts::default() };
        let (contributions, costs) = (side(contributions), side(costs));
        Totals { contributions, costs, awarded: Nok(awarded), disbursed: Nok(0) }
    }

    proptest! {
        #[test]
        fn no_sum_overflows(contributions in any::<i64>(), awarded in any::<i64>(), costs in any::<i64>()) {
            let totals = totals(contributions, awarded, costs);
            let exact = i128::from(contributions) + i128::from(awarded) - i128::from(costs);
            let bounded = exact.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
            prop_assert_eq!(i128::from(totals.balance().0), bounded);
            prop_assert_eq!(totals.is_balanced(), exact == 0);
        }

        #[test]
        fn the_order_of_the_lines_does_not_matter(
            mut lines in prop::collection::vec((any::<bool>(), 0..10_000_000_000_000_i64), 0..50),
            awarded in 0..10_000_000_000_000_i64,
        ) {
            let add = |lines: &[(bool, i64)]| {
                let side = |wanted| lines.iter().filter(|line| line.0 == wanted).map(|line| Nok(line.1)).sum::<Nok>();
                totals(side(true).0, awarded, side(false).0).balance()
            };
            let forwards = add(&lines);
            lines.reverse();
            prop_assert_eq!(forwards, add(&lines));
            lines.sort_unstable();
            prop_assert_eq!(forwards, add(&lines));
        }

        #[test]
        fn funding_counts_like_a_contribution(one in 0..i64::MAX, other in 0..i64::MAX, costs in 0..i64::MAX) {
            prop_assert_eq!(totals(one, other, costs).balance(), totals(other, one, costs).balance());
        }
    }
}

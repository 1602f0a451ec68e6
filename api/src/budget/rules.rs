//! The life of a budget, and what may change at each stage of it.

use entity::{
    Nok,
    vocabulary::{BudgetStatus, Vocabulary},
};

use super::totals::rules::Totals;
use crate::problem::{Problem, problems};

/// The first fiscal year of the registry.
pub const FIRST_YEAR: i32 = 2000;
/// The last fiscal year of the registry.
pub const LAST_YEAR: i32 = 2100;
/// The largest amount of one line or application: NOK 100 billion. A budget would need 900 000 such lines before its
/// sum no longer fits in 64 bits.
pub const LARGEST: Nok = Nok(10_000_000_000_000);

problems! {
    /// What can be wrong with a budget.
    pub enum BudgetProblem {
        /// The status does not lead there.
        Transition { from: BudgetStatus, to: BudgetStatus, next: String } => IllegalTransition at "id" {
            nb: "Budsjettet har status {from} og kan ikke få status {to}. Det kan få: {next}.",
            nn: "Budsjettet har status {from} og kan ikkje få status {to}. Det kan få: {next}.",
            en: "The budget is {from} and cannot become {to}. It may become: {next}."
        }
        /// A closed budget stays closed.
        Settled {} => IllegalTransition at "id" {
            nb: "Budsjettet er avsluttet (CLOSED) og kan ikke endres. Før endringen på et senere regnskapsår.",
            nn: "Budsjettet er avslutta (CLOSED) og kan ikkje endrast. Før endringa på eit seinare rekneskapsår.",
            en: "The budget is settled (CLOSED) and cannot be changed. Enter the change in a later fiscal year."
        }
        /// Only a draft's plan may change.
        Committed {} => IllegalTransition at "id" {
            nb: "Budsjettet er vedtatt (COMMITTED), så planen er låst. Gjenåpne det først (reopenBudget).",
            nn: "Budsjettet er vedteke (COMMITTED), så planen er låst. Gjenopne det først (reopenBudget).",
            en: "The budget is COMMITTED, so its plan is locked. Reopen it first (reopenBudget)."
        }
        /// The two sides differ.
        Unbalanced { contributions: Nok, awarded: Nok, costs: Nok, difference: Nok } => Unbalanced at "id" {
            nb: "Budsjettet går ikke i balanse: bidrag {contributions} + innvilgede tilskudd {awarded} − kostnader {costs} = {difference} kr. Endre linjene eller registrer tilskudd til differansen er 0.00.",
            nn: "Budsjettet går ikkje i balanse: bidrag {contributions} + innvilga tilskot {awarded} − kostnader {costs} = {difference} kr. Endre linjene eller registrer tilskot til differansen er 0.00.",
            en: "The budget does not balance: contributions {contributions} + awarded funding {awarded} − costs {costs} = NOK {difference}. Change the lines or register funding until the difference is 0.00."
        }
        /// Lines lack their actual amounts.
        ActualsMissing { lines: i64 } => Incomplete at "id" {
            nb: "Regnskapstall mangler på {lines} av linjene. Før actual på alle (0 der ingenting ble brukt) før budsjettet avsluttes.",
            nn: "Rekneskapstal manglar på {lines} av linjene. Før actual på alle (0 der ingenting vart brukt) før budsjettet blir avslutta.",
            en: "{lines} of the lines lack their actual amount. Record one on each (0 where nothing was spent) before closing."
        }
        /// Lines belong to it.
        HasLines { lines: i64 } => InUse at "id" {
            nb: "Budsjettet har {lines} linjer. Slett dem først.",
            nn: "Budsjettet har {lines} linjer. Slett dei først.",
            en: "The budget has {lines} lines. Delete them first."
        }
        /// The year has its budget.
        YearTaken { year: i32 } => AlreadyExists at "fiscalYear" {
            nb: "Samarbeidet har allerede et budsjett for {year}. Bruk det.",
            nn: "Samarbeidet har allereie eit budsjett for {year}. Bruk det.",
            en: "The partnership already has a budget for {year}. Use that one."
        }
    }
}

/// The statuses a budget may get from one.
#[must_use]
pub const fn next(status: BudgetStatus) -> &'static [BudgetStatus] {
    match status {
        BudgetStatus::Draft => &[BudgetStatus::Committed],
        BudgetStatus::Committed => &[BudgetStatus::Draft, BudgetStatus::Closed],
        BudgetStatus::Closed => &[],
    }
}

/// What is wrong with a step from one status to another; nothing when it is legal.
#[must_use]
pub fn transition(from: BudgetStatus, to: BudgetStatus) -> Option<Problem> {
    let allowed = next(from);
    if allowed.contains(&to) {
        return None;
    }
    let problem = if allowed.is_empty() {
        BudgetProblem::Settled {}
    } else {
        let next = codes(allowed);
        BudgetProblem::Transition { from, to, next }
    };
    Some(Problem::from(problem).allowing(allowed))
}

/// The codes of some statuses, as a list to read.
pub(crate) fn codes<V: Vocabulary>(values: &[V]) -> String {
    let codes: Vec<&str> = values.iter().map(|value| value.code()).collect();
    codes.join(", ")
}

/// What is wrong with changing the plan of a budget, or what it consists of; nothing while it is a draft.
#[must_use]
pub fn plan_change(status: BudgetStatus) -> Option<Problem> {
    let problem = match status {
        BudgetStatus::Draft => return None,
        BudgetStatus::Committed => BudgetProblem::Committed {},
        BudgetStatus::Closed => BudgetProblem::Settled {},
    };
    Some(Problem::from(problem).allowing(next(status)))
}

/// What is wrong with recording actual amounts; nothing until the budget is closed.
#[must_use]
pub fn actual_change(status: BudgetStatus) -> Option<Problem> {
    match status {
        BudgetStatus::Draft | BudgetStatus::Committed => None,
        BudgetStatus::Closed => plan_change(status),
    }
}

/// Contributions and awarded funding must equal the costs, to the øre.
///
/// # Errors
/// [`BudgetProblem::Unbalanced`].
pub fn check_balance(totals: &Totals) -> Result<(), BudgetProblem> {
    if totals.is_balanced() {
        return Ok(());
    }
    Err(BudgetProblem::Unbalanced {
        contributions: totals.contributions.planned,
        awarded: totals.awarded,
        costs: totals.costs.planned,
        difference: totals.balance(),
    })
}

#[cfg(test)]
mod tests {
    use super::{BudgetProblem, actual_change, check_balance, next, plan_change, transition};
    use crate::{
        budget::totals::rules::{Amounts, Totals},
        vocabulary::UserErrorCode,
    };
    use entity::{
        Nok,
        vocabulary::{BudgetStatus, Vocabulary},
    };
    use proptest::prelude::*;

    fn status() -> impl Strategy<Value = BudgetStatus> {
        prop::sample::select(BudgetStatus::ALL)
    }

    #[test]
    fn the_life_of_a_budget() {
        use BudgetStatus::{Closed, Committed, Draft};
        assert_eq!(next(Draft), [Committed]);
        assert_eq!(next(Committed), [Draft, Closed]);
        assert_eq!(next(Closed), []);
    }

    proptest! {
        #[test]
        fn every_illegal_step_is_refused_with_the_legal_ones(from in status(), to in status()) {
            match transition(from, to) {
                None => prop_assert!(next(from).contains(&to)),
                Some(problem) => {
                    prop_assert!(!next(from).contains(&to));
                    prop_assert_eq!(problem.code, UserErrorCode::IllegalTransition);
                    let codes: Vec<_> = next(from).iter().map(|status| status.code().to_owned()).collect();
                    prop_assert_eq!(problem.allowed, codes);
                    prop_assert!(problem.en.contains(from.code()));
                }
            }
        }

        #[test]
        fn only_a_draft_changes_its_plan(status in status()) {
            prop_assert_eq!(plan_change(status).is_none(), status == BudgetStatus::Draft);
            prop_assert_eq!(actual_change(status).is_none(), status != BudgetStatus::Closed);
        }

        #[test]
        fn only_equal_sides_balance(contributions in 0..i64::MAX, awarded in 0..i64::MAX, costs in 0..i64::MAX) {
            let side = |planned| Amounts { planned: Nok(planned), ..Amounts::default() };
            let totals = Totals { contributions: side(contributions), costs: side(costs), awarded: Nok(awarded), ..Totals::default() };
            let equal = i128::from(contributions) + i128::from(awarded) == i128::from(costs);
            prop_assert_eq!(check_balance(&totals).is_ok(), equal);
            let exact = Totals { costs: side(contributions.saturating_add(awarded)), ..totals };
            prop_assert_eq!(check_balance(&exact).is_ok(), contributions.checked_add(awarded).is_some());
        }
    }

    #[test]
    fn the_refusal_tells_the_sums() {
        let side = |planned| Amounts { planned: Nok(planned), ..Amounts::default() };
        let totals =
            Totals { contributions: side(10_000), costs: side(25_050), awarded: Nok(5_000), ..Totals::default() };
        assert_eq!(
            check_balance(&totals),
            Err(BudgetProblem::Unbalanced {
                contributions: Nok(10_000),
                awarded: Nok(5_000),
                costs: Nok(25_050),
                difference: Nok(-10_050),
            })
        );
    }
}

//! The totals of a budget as the API shows them.

use async_graphql::SimpleObject;

use super::rules::{Amounts, Totals};
use crate::graphql::scalars::Nok;

/// What one side of a budget adds up to, in NOK (sum av bidrag eller kostnader).
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct BudgetAmounts {
    /// The planned amounts (budsjettert).
    planned: Nok,
    /// The actual amounts recorded so far (regnskapsført); null while no line has one. Lines without one do not count.
    actual: Option<Nok>,
    /// The part of the planned amounts that is cash (penger).
    in_cash: Nok,
    /// The part of the planned amounts that is in kind (egeninnsats).
    in_kind: Nok,
    /// The part of the actual amounts that is cash (penger); null while no such line has one.
    actual_in_cash: Option<Nok>,
    /// The part of the actual amounts that is in kind (egeninnsats); null while no such line has one.
    actual_in_kind: Option<Nok>,
}

/// What a budget adds up to, in NOK (budsjettsammendrag).
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct BudgetTotals {
    /// What the parties put in (bidrag).
    contributions: BudgetAmounts,
    /// What it costs (kostnader).
    costs: BudgetAmounts,
    /// The external funding awarded for the fiscal year (innvilgede tilskudd): that of applications with status AWARDED,
    /// REPORTED or CLOSED.
    awarded_funding: Nok,
    /// The part of the awarded funding that is paid out (utbetalt).
    disbursed_funding: Nok,
    /// Planned contributions plus awarded funding less planned costs (balanse): "0.00" when the budget balances,
    /// negative when money is missing.
    balance: Nok,
}

fn side(amounts: Amounts) -> BudgetAmounts {
    BudgetAmounts {
        planned: Nok(amounts.planned),
        actual: amounts.actual.map(Nok),
        in_cash: Nok(amounts.in_cash),
        in_kind: Nok(amounts.in_kind),
        actual_in_cash: amounts.actual_in_cash.map(Nok),
        actual_in_kind: amounts.actual_in_kind.map(Nok),
    }
}

/// The totals in the schema.
#[must_use]
pub fn shown(totals: &Totals) -> BudgetTotals {
    BudgetTotals {
        contributions: side(totals.contributions),
        costs: side(totals.costs),
        awarded_funding: Nok(totals.awarded),
        disbursed_funding: Nok(totals.disbursed),
        balance: Nok(totals.balance()),
    }
}

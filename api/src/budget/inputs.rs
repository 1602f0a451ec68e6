//! What budgets are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{budget, partnership, vocabulary::BudgetStatus};

use crate::graphql::{
    comparators::{IdComparator, IntComparator, TermComparator},
    ids::GlobalId,
    sorting::sort_fields,
};

/// Narrows a list of budgets; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct BudgetFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The fiscal year (regnskapsår), a calendar year.
    pub fiscal_year: Option<IntComparator>,
    /// How binding it is.
    pub status: Option<TermComparator<BudgetStatus>>,
    /// True: those where contributions and awarded funding do not equal the costs, planned. False: those where they do.
    pub unbalanced: Option<bool>,
}

sort_fields! {
    /// What budgets can be sorted by.
    pub BudgetSortField { FiscalYear, Status, Balance, CreatedAt }
}

/// A new budget: a draft without lines.
#[derive(Clone, Debug, InputObject)]
pub struct CreateBudgetInput {
    /// The partnership.
    pub partnership: GlobalId<partnership::Entity>,
    /// The fiscal year (regnskapsår), from 2000 to 2100; a partnership has one budget for each.
    pub fiscal_year: i32,
    /// A comment.
    pub comment: Option<String>,
}

/// Changes to a budget; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateBudgetInput {
    /// The budget.
    pub id: GlobalId<budget::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// A comment; null removes it.
    pub comment: MaybeUndefined<String>,
}

/// Names the budget to make binding.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct CommitBudgetInput {
    /// The budget.
    pub id: GlobalId<budget::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
}

/// Names the budget to take back to a draft.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct ReopenBudgetInput {
    /// The budget.
    pub id: GlobalId<budget::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
}

/// Names the budget to settle.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct CloseBudgetInput {
    /// The budget.
    pub id: GlobalId<budget::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
}

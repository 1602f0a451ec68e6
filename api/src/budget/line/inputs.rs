//! What budget lines are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    budget, budget_line, party,
    vocabulary::{BudgetCategory, BudgetLineKind, ResourceKind},
};

use crate::graphql::{
    coded::Coded,
    comparators::{CodeComparator, IdComparator, IntComparator, NokComparator, TermComparator},
    ids::GlobalId,
    scalars::Nok,
    sorting::sort_fields,
};

/// Narrows a list of budget lines; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct BudgetLineFilter {
    /// The budget.
    pub budget: Option<IdComparator>,
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The party that contributes or bears the cost.
    pub party: Option<IdComparator>,
    /// Contribution or cost.
    pub kind: Option<TermComparator<BudgetLineKind>>,
    /// Cash or in kind.
    pub resource: Option<TermComparator<ResourceKind>>,
    /// What it is for.
    pub category: Option<TermComparator<BudgetCategory>>,
    /// The KOSTRA function: three digits.
    pub kostra_function: Option<CodeComparator>,
    /// The KOSTRA cost type (art): three digits.
    pub kostra_art: Option<CodeComparator>,
    /// The fiscal year of the budget.
    pub fiscal_year: Option<IntComparator>,
    /// The planned amount.
    pub planned: Option<NokComparator>,
    /// The actual amount; lines without one do not fit.
    pub actual: Option<NokComparator>,
    /// Whether the actual amount is recorded.
    pub has_actual: Option<bool>,
}

sort_fields! {
    /// What budget lines can be sorted by.
    pub BudgetLineSortField {
        FiscalYear, Kind, Resource, Category, KostraFunction,
        Planned, Actual, CreatedAt,
    }
}

/// A new line of a draft budget.
#[derive(Clone, Debug, InputObject)]
pub struct CreateBudgetLineInput {
    /// The budget; it must be a draft.
    pub budget: GlobalId<budget::Entity>,
    /// The party of the same partnership that contributes or bears the cost.
    pub party: GlobalId<party::Entity>,
    /// Contribution or cost.
    pub kind: Coded<BudgetLineKind>,
    /// Cash or in kind.
    pub resource: Coded<ResourceKind>,
    /// What it is for.
    pub category: Coded<BudgetCategory>,
    /// The KOSTRA function (KOSTRA-funksjon): three digits, valid in the budget's fiscal year; see `kostraFunctions`.
    pub kostra_function: String,
    /// The KOSTRA cost type (KOSTRA-art): three digits.
    pub kostra_art: Option<String>,
    /// More about the line.
    pub description: Option<String>,
    /// The planned amount, 0 or more; what is in kind is valued in NOK.
    pub planned: Nok,
    /// The amount in the accounts, 0 or more, where already known.
    pub actual: Option<Nok>,
}

/// Changes to a budget line; what is left out stays as it is. Everything may change while the budget is a draft, the
/// actual amount until the budget is closed.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateBudgetLineInput {
    /// The line.
    pub id: GlobalId<budget_line::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The party of the same partnership that contributes or bears the cost.
    pub party: Option<GlobalId<party::Entity>>,
    /// Contribution or cost.
    pub kind: Option<Coded<BudgetLineKind>>,
    /// Cash or in kind.
    pub resource: Option<Coded<ResourceKind>>,
    /// What it is for.
    pub category: Option<Coded<BudgetCategory>>,
    /// The KOSTRA function (KOSTRA-funksjon): three digits, valid in the budget's fiscal year.
    pub kostra_function: Option<String>,
    /// The KOSTRA cost type (KOSTRA-art): three digits; null removes it.
    pub kostra_art: MaybeUndefined<String>,
    /// More about the line; null removes it.
    pub description: MaybeUndefined<String>,
    /// The planned amount, 0 or more.
    pub planned: Option<Nok>,
    /// The amount in the accounts, 0 or more; null removes it.
    pub actual: MaybeUndefined<Nok>,
}

//! Writes of budget lines.

use super::{
    inputs::{CreateBudgetLineInput, UpdateBudgetLineInput},
    store,
    types::BudgetLine,
};
use crate::graphql::mutation::mutations;

mutations! {
    BudgetLineMutations {
        writes {
            /// Adds a line to a draft budget. Lines belong to the terms the parties confirm.
            create_budget_line(CreateBudgetLineInput) = store::create
                => CreateBudgetLinePayload {
                    /// The new line; null when it was refused.
                    budget_line: BudgetLine
                };
            /// Changes a line. The actual amount may be recorded until the budget is closed, and is no change of the
            /// terms; everything else changes only in a draft budget.
            update_budget_line(UpdateBudgetLineInput) = store::update
                => UpdateBudgetLinePayload {
                    /// The changed line; null when the change was refused.
                    budget_line: BudgetLine
                };
        }
        deletes {
            /// Deletes a line of a draft budget.
            delete_budget_line(DeleteBudgetLineInput of budget_line) = store::delete => DeleteBudgetLinePayload;
        }
    }
}

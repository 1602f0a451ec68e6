//! Writes of budgets.

use super::{
    inputs::{CloseBudgetInput, CommitBudgetInput, CreateBudgetInput, ReopenBudgetInput, UpdateBudgetInput},
    store,
    types::Budget,
};
use crate::graphql::mutation::mutations;

mutations! {
    BudgetMutations {
        writes {
            /// Opens the joint budget of a partnership for a fiscal year, as a draft.
            create_budget(CreateBudgetInput) = store::create
                => CreateBudgetPayload {
                    /// The new budget; null when it was refused.
                    budget: Budget
                };
            /// Changes the comment of a budget. Its lines have mutations of their own.
            update_budget(UpdateBudgetInput) = store::update
                => UpdateBudgetPayload {
                    /// The changed budget; null when the change was refused.
                    budget: Budget
                };
            /// Makes a draft binding (vedta). Refused with UNBALANCED unless planned contributions and awarded funding
            /// equal the planned costs.
            commit_budget(CommitBudgetInput) = store::commit
                => CommitBudgetPayload {
                    /// The committed budget; null when it was refused.
                    budget: Budget
                };
            /// Takes a committed budget back to a draft, so that its lines can be changed (gjenåpne).
            reopen_budget(ReopenBudgetInput) = store::reopen
                => ReopenBudgetPayload {
                    /// The reopened budget; null when it was refused.
                    budget: Budget
                };
            /// Settles a committed budget (avslutte). Refused with INCOMPLETE while a line lacks its actual amount. A
            /// closed budget is never opened again.
            close_budget(CloseBudgetInput) = store::close
                => CloseBudgetPayload {
                    /// The closed budget; null when it was refused.
                    budget: Budget
                };
        }
        deletes {
            /// Deletes a draft without lines.
            delete_budget(DeleteBudgetInput of budget) = store::delete => DeleteBudgetPayload;
        }
    }
}

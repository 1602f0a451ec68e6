//! Root fields for budgets.

use super::types::Budget;
use crate::graphql::connection::roots;

roots! {
    BudgetQueries of Budget {
        /// One budget by id; null when it does not exist or may not be seen.
        budget;
        /// The budgets of the partnerships you may see (felles budsjett).
        budgets;
    }
}

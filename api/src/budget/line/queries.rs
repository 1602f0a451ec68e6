//! Root fields for budget lines.

use super::types::BudgetLine;
use crate::graphql::connection::roots;

roots! {
    BudgetLineQueries of BudgetLine {
        /// One budget line by id; null when it does not exist or may not be seen.
        budget_line;
        /// The budget lines of the partnerships you may see, across budgets (budsjettlinjer).
        budget_lines;
    }
}

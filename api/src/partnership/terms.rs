//! The terms of an agreement, as frozen by a revision.

use chrono::NaiveDate;
use entity::{
    budget_line, party, staff_allocation,
    vocabulary::{Pillar, Terms},
};
use serde::{Deserialize, Serialize};

/// What the parties confirm: the dates, the parties, the shared staff and the budget. Kept as JSON in the revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementTerms {
    /// The title.
    pub title: String,
    /// What the parties want to achieve together.
    pub purpose: String,
    /// The pillars it stands on.
    pub pillars: Terms<Pillar>,
    /// The first day.
    pub start_date: NaiveDate,
    /// The last day; none when it runs until further notice.
    pub end_date: Option<NaiveDate>,
    /// The parties, ordered by id.
    pub parties: Vec<party::Model>,
    /// The staff shared, ordered by id.
    pub staff_allocations: Vec<staff_allocation::Model>,
    /// The budget lines of all fiscal years, ordered by id.
    pub budget_lines: Vec<budget_line::Model>,
}

//! Answers to the questions of planners: each one root field, added up by the database from what the caller may see.
//!
//! What a caller may not see is not counted. Each answer is read through a loader like a record, so that the statements
//! of a request stay the same however many rows there are. Sums are exact: øre, basis points, days.

pub mod attention;
pub mod availability;
pub mod budget;
pub mod coverage;
pub mod network;
pub mod plan;
pub mod staffing;
mod store;

use async_graphql::MergedObject;
use chrono::NaiveDate;

use crate::graphql::errors::{ApiError, Result};

/// The root fields that answer planners' questions.
#[derive(Clone, Copy, Default, MergedObject)]
pub struct Answers(
    coverage::queries::CoverageQueries,
    attention::queries::AttentionQueries,
    staffing::queries::StaffingQueries,
    availability::queries::AvailabilityQueries,
    budget::queries::BudgetSummaryQueries,
    plan::queries::PlanCoverageQueries,
    network::queries::NetworkQueries,
);

/// Days of a period that an answer adds up at most: ten years.
const LONGEST_PERIOD: i64 = 3_660;

/// Checks a period that an answer is about.
fn check_period(from: NaiveDate, to: NaiveDate) -> Result<()> {
    let days = (to - from).num_days() + 1;
    if days < 1 {
        return Err(ApiError::bad_input(format!("to ({to}) must not be before from ({from})")));
    }
    if days > LONGEST_PERIOD {
        return Err(ApiError::bad_input(format!("a period has at most {LONGEST_PERIOD} days, not {days}")));
    }
    Ok(())
}

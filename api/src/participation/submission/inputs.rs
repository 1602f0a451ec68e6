//! What is submitted.

use async_graphql::InputObject;
use entity::{
    breadth_activity,
    vocabulary::{AgeBand, TargetGroup},
};

use crate::graphql::{coded::Coded, ids::GlobalId, scalars::Date};

/// Participation counts from another system.
#[derive(Clone, Debug, InputObject)]
pub struct SubmitParticipationCountsInput {
    /// The counts, from 1 to 200. All are kept, or none.
    pub counts: Vec<SubmittedCountInput>,
}

/// One participation count from another system. A count with the same external id is replaced by it.
#[derive(Clone, Debug, InputObject)]
pub struct SubmittedCountInput {
    /// The id in the system that reports it, unique in the activity's municipality, at most 200 characters.
    pub external_id: String,
    /// The activity counted; it must belong to your own municipality, and stay the same for the same external id.
    pub activity: GlobalId<breadth_activity::Entity>,
    /// The first day counted, within the activity's dates and not in the future.
    pub period_from: Date,
    /// The last day counted, within the activity's dates.
    pub period_to: Date,
    /// The ages counted.
    pub age_band: Coded<AgeBand>,
    /// The group counted.
    pub target_group: Coded<TargetGroup>,
    /// Different people who took part, 0 or more.
    pub participants: i32,
    /// Visits in all: one person at three sessions is three. From `participants` to `participants` × `sessions`.
    pub attendances: i32,
    /// Sessions held; 1 or more when anybody took part.
    pub sessions: i32,
    /// Minutes of activity in all sessions together, 0 or more.
    pub minutes: i32,
}

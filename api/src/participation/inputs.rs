//! What participation counts are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    breadth_activity, participation_count,
    vocabulary::{AgeBand, TargetGroup},
};

use crate::graphql::{
    coded::Coded,
    comparators::{CodeComparator, DateComparator, IdComparator, IntComparator, TermComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of participation counts; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct ParticipationCountFilter {
    /// The activity counted.
    pub activity: Option<IdComparator>,
    /// The partnership of the activity.
    pub partnership: Option<IdComparator>,
    /// The municipality of the activity.
    pub municipality: Option<IdComparator>,
    /// The number of the municipality of the activity: four digits.
    pub municipality_number: Option<CodeComparator>,
    /// The first day counted.
    pub period_from: Option<DateComparator>,
    /// The last day counted.
    pub period_to: Option<DateComparator>,
    /// Those whose period includes this date.
    pub covers: Option<Date>,
    /// The ages counted.
    pub age_band: Option<TermComparator<AgeBand>>,
    /// The group counted.
    pub target_group: Option<TermComparator<TargetGroup>>,
    /// Different people who took part.
    pub participants: Option<IntComparator>,
    /// The id in the system that reported it.
    pub external_id: Option<CodeComparator>,
}

sort_fields! {
    /// What participation counts can be sorted by.
    pub ParticipationCountSortField { PeriodFrom, PeriodTo, Participants, CreatedAt }
}

/// A new participation count.
#[derive(Clone, Debug, InputObject)]
pub struct CreateParticipationCountInput {
    /// The activity counted; it must belong to your own municipality.
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
    /// The id in the system that reports it, unique in the activity's municipality, at most 200 characters.
    pub external_id: Option<String>,
}

/// Changes to a participation count; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateParticipationCountInput {
    /// The count.
    pub id: GlobalId<participation_count::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The first day counted, within the activity's dates and not in the future.
    pub period_from: Option<Date>,
    /// The last day counted, within the activity's dates.
    pub period_to: Option<Date>,
    /// The ages counted.
    pub age_band: Option<Coded<AgeBand>>,
    /// The group counted.
    pub target_group: Option<Coded<TargetGroup>>,
    /// Different people who took part, 0 or more.
    pub participants: Option<i32>,
    /// Visits in all: one person at three sessions is three. From `participants` to `participants` × `sessions`.
    pub attendances: Option<i32>,
    /// Sessions held; 1 or more when anybody took part.
    pub sessions: Option<i32>,
    /// Minutes of activity in all sessions together, 0 or more.
    pub minutes: Option<i32>,
    /// The id in the system that reports it, unique in the activity's municipality; null removes it.
    pub external_id: MaybeUndefined<String>,
}

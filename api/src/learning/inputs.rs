//! What learning communities are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{learning_community, partnership};

use crate::graphql::{
    comparators::{DateComparator, IdComparator, IntComparator, TextComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of learning communities; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct LearningCommunityFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The name.
    pub name: Option<TextComparator>,
    /// Meetings a year.
    pub meetings_per_year: Option<IntComparator>,
    /// How many staff take part.
    pub participants: Option<IntComparator>,
    /// The first day.
    pub from_date: Option<DateComparator>,
    /// The last day.
    pub to_date: Option<DateComparator>,
    /// A day on which it is active.
    pub active_on: Option<Date>,
}

sort_fields! {
    /// What learning communities can be sorted by.
    pub LearningCommunitySortField { Name, MeetingsPerYear, Participants, FromDate, ToDate, CreatedAt }
}

/// A new learning community.
#[derive(Clone, Debug, InputObject)]
pub struct CreateLearningCommunityInput {
    /// The partnership it is a part of.
    pub partnership: GlobalId<partnership::Entity>,
    /// The name, at most 200 characters.
    pub name: String,
    /// What is being learnt (tema), at most 4000 characters.
    pub theme: Option<String>,
    /// Meetings a year (møter per år), 0–366.
    pub meetings_per_year: Option<i32>,
    /// How many staff take part (deltakere), 0–100000.
    pub participants: Option<i32>,
    /// The first day.
    pub from_date: Date,
    /// The last day; leave out when it goes on until further notice.
    pub to_date: Option<Date>,
}

/// Changes to a learning community; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateLearningCommunityInput {
    /// The learning community.
    pub id: GlobalId<learning_community::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The name, at most 200 characters.
    pub name: Option<String>,
    /// What is being learnt, at most 4000 characters; null removes it.
    pub theme: MaybeUndefined<String>,
    /// Meetings a year, 0–366; null removes them.
    pub meetings_per_year: MaybeUndefined<i32>,
    /// How many staff take part, 0–100000; null removes it.
    pub participants: MaybeUndefined<i32>,
    /// The first day.
    pub from_date: Option<Date>,
    /// The last day; null when it goes on until further notice.
    pub to_date: MaybeUndefined<Date>,
}

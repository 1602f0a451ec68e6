//! What shared tasks are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{partnership, party, shared_task, vocabulary::TaskStatus};

use crate::graphql::{
    coded::Coded,
    comparators::{DateComparator, IdComparator, TermComparator, TextComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of shared tasks; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct SharedTaskFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The party responsible.
    pub responsible_party: Option<IdComparator>,
    /// The title.
    pub title: Option<TextComparator>,
    /// The status.
    pub status: Option<TermComparator<TaskStatus>>,
    /// The day it should be done.
    pub due_on: Option<DateComparator>,
    /// Those that should have been done before this date and are neither done nor cancelled.
    pub overdue_on: Option<Date>,
}

sort_fields! {
    /// What shared tasks can be sorted by.
    pub SharedTaskSortField { Title, DueOn, CreatedAt }
}

/// A new shared task.
#[derive(Clone, Debug, InputObject)]
pub struct CreateSharedTaskInput {
    /// The partnership.
    pub partnership: GlobalId<partnership::Entity>,
    /// The party responsible.
    pub responsible_party: GlobalId<party::Entity>,
    /// The title.
    pub title: String,
    /// What is to be done.
    pub description: Option<String>,
    /// The day it should be done.
    pub due_on: Option<Date>,
}

/// Changes to a shared task; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateSharedTaskInput {
    /// The task.
    pub id: GlobalId<shared_task::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The party responsible.
    pub responsible_party: Option<GlobalId<party::Entity>>,
    /// The title.
    pub title: Option<String>,
    /// What is to be done; null removes it.
    pub description: MaybeUndefined<String>,
    /// The day it should be done; null removes it.
    pub due_on: MaybeUndefined<Date>,
    /// How far it has come.
    pub status: Option<Coded<TaskStatus>>,
    /// The day it was done, for a task that is; today unless given.
    pub completed_on: Option<Date>,
}

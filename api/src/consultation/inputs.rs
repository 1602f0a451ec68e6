//! What consultations are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    breadth_activity, consultation, partnership,
    vocabulary::{ConsultationBody, ConsultationPhase},
};

use crate::graphql::{
    coded::Coded,
    comparators::{DateComparator, IdComparator, TermComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of consultations; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct ConsultationFilter {
    /// The partnership it was about.
    pub partnership: Option<IdComparator>,
    /// The activity it was about.
    pub activity: Option<IdComparator>,
    /// The municipality it belongs to.
    pub municipality: Option<IdComparator>,
    /// The body heard.
    pub body: Option<TermComparator<ConsultationBody>>,
    /// The phase it was heard in.
    pub phase: Option<TermComparator<ConsultationPhase>>,
    /// The day it was held.
    pub held_on: Option<DateComparator>,
}

sort_fields! {
    /// What consultations can be sorted by.
    pub ConsultationSortField { HeldOn, CreatedAt }
}

/// A new consultation.
#[derive(Clone, Debug, InputObject)]
pub struct CreateConsultationInput {
    /// The partnership it was about.
    pub partnership: GlobalId<partnership::Entity>,
    /// The activity it was about, of the same partnership; leave out when it was about the partnership as a whole.
    pub activity: Option<GlobalId<breadth_activity::Entity>>,
    /// The body heard.
    pub body: Coded<ConsultationBody>,
    /// The phase it was heard in.
    pub phase: Coded<ConsultationPhase>,
    /// The day it was held.
    pub held_on: Date,
    /// What was said, at most 4 000 characters. Never name anyone.
    pub summary: Option<String>,
    /// What it changed, at most 4 000 characters.
    pub changed: Option<String>,
}

/// Changes to a consultation; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateConsultationInput {
    /// The consultation.
    pub id: GlobalId<consultation::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The activity it was about, of the same partnership; null when it was about the partnership as a whole.
    pub activity: MaybeUndefined<GlobalId<breadth_activity::Entity>>,
    /// The body heard.
    pub body: Option<Coded<ConsultationBody>>,
    /// The phase it was heard in.
    pub phase: Option<Coded<ConsultationPhase>>,
    /// The day it was held.
    pub held_on: Option<Date>,
    /// What was said, at most 4 000 characters; null removes it. Never name anyone.
    pub summary: MaybeUndefined<String>,
    /// What it changed, at most 4 000 characters; null removes it.
    pub changed: MaybeUndefined<String>,
}

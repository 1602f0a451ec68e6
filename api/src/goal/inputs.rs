//! What goals are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{partnership, partnership_goal, party, vocabulary::Pillar};

use crate::graphql::{
    coded::Coded,
    comparators::{IdComparator, TermComparator},
    ids::GlobalId,
    sorting::sort_fields,
};

/// Narrows a list of goals; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct PartnershipGoalFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The party whose goal it is.
    pub party: Option<IdComparator>,
    /// The pillar.
    pub pillar: Option<TermComparator<Pillar>>,
    /// Whether all parties share it.
    pub common: Option<bool>,
}

sort_fields! {
    /// What goals can be sorted by.
    pub PartnershipGoalSortField { CreatedAt }
}

/// A new goal.
#[derive(Clone, Debug, InputObject)]
pub struct CreatePartnershipGoalInput {
    /// The partnership.
    pub partnership: GlobalId<partnership::Entity>,
    /// Whose goal it is; leave out when all parties share it.
    pub party: Option<GlobalId<party::Entity>>,
    /// The goal.
    pub text: String,
    /// The pillar it belongs to.
    pub pillar: Option<Coded<Pillar>>,
}

/// Changes to a goal; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdatePartnershipGoalInput {
    /// The goal.
    pub id: GlobalId<partnership_goal::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The goal.
    pub text: Option<String>,
    /// The pillar it belongs to; null removes it.
    pub pillar: MaybeUndefined<Coded<Pillar>>,
}

//! What revisions and confirmations are narrowed and sorted by.

use async_graphql::{Enum, InputObject};
use entity::vocabulary::{ConfirmationDecision, RevisionStatus};

use crate::graphql::comparators::{IdComparator, IntComparator, TermComparator};

/// Narrows a list of revisions; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct PartnershipRevisionFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The number of the revision.
    pub number: Option<IntComparator>,
    /// The status.
    pub status: Option<TermComparator<RevisionStatus>>,
}

/// What revisions can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PartnershipRevisionSortField {
    /// The number of the revision.
    Number,
    /// When it was proposed.
    ProposedAt,
}

/// Narrows a list of confirmations; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct ConfirmationFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The revision answered.
    pub revision: Option<IdComparator>,
    /// The party that answered.
    pub party: Option<IdComparator>,
    /// The answer.
    pub decision: Option<TermComparator<ConfirmationDecision>>,
}

/// What confirmations can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ConfirmationSortField {
    /// When it was answered.
    DecidedAt,
}

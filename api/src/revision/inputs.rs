//! What revisions and confirmations are narrowed and sorted by.

use crate::graphql::sorting::sort_fields;
use async_graphql::InputObject;
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

sort_fields! {
    /// What revisions can be sorted by.
    pub PartnershipRevisionSortField { Number, ProposedAt }
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

sort_fields! {
    /// What confirmations can be sorted by.
    pub ConfirmationSortField { DecidedAt }
}

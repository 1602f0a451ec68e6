//! What audit events are narrowed and sorted by.

use async_graphql::InputObject;
use entity::vocabulary::AuditAction;

use crate::graphql::{
    comparators::{CodeComparator, IdComparator, InstantComparator, IntComparator, TermComparator},
    sorting::sort_fields,
};

/// Narrows a list of audit events; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct AuditEventFilter {
    /// The record it was done to, of whichever kind.
    pub record: Option<IdComparator>,
    /// The municipality that owns the record.
    pub municipality: Option<IdComparator>,
    /// The partnership the record is a part of.
    pub partnership: Option<IdComparator>,
    /// The organisation the record is about: for staff and their shares the employer, for a party the one that takes part.
    pub organisation: Option<IdComparator>,
    /// What was done.
    pub action: Option<TermComparator<AuditAction>>,
    /// The operation, as the schema names it.
    pub operation: Option<CodeComparator>,
    /// Who, as the identity provider names them.
    pub subject: Option<CodeComparator>,
    /// The program the caller used.
    pub client: Option<CodeComparator>,
    /// The supplier that acted on the caller's behalf.
    pub supplier: Option<CodeComparator>,
    /// The request.
    pub request_id: Option<CodeComparator>,
    /// When it happened.
    pub at: Option<InstantComparator>,
    /// The place in the trail; nothing fits for all but the registry's administrators.
    pub sequence: Option<IntComparator>,
}

sort_fields! {
    /// What audit events can be sorted by. Unless said otherwise they come in the order of the
    /// trail, which for all but the registry's administrators is by when they happened.
    pub AuditEventSortField { Sequence, At }
}

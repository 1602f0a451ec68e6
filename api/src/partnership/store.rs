//! Partnerships in SQL.

use entity::{id::PartnershipId, partnership};

use crate::store::{Refused, Tx};

/// A partnership whose records the caller may change, held until the end of the write. For what is not part of the
/// agreed terms: tasks, activities, counts, documents …
pub async fn changeable(tx: &Tx, id: PartnershipId) -> Result<partnership::Model, Refused> {
    tx.lock_changeable(id).await
}

/// A partnership whose terms the caller may change, held until the end of the write. For what the parties confirm:
/// dates, parties, shared staff and budget lines. Refuses while a proposal awaits answers, and opens the next revision
/// of an active partnership.
pub async fn open_terms(tx: &Tx, id: PartnershipId) -> Result<partnership::Model, Refused> {
    tx.lock_changeable(id).await
}

//! Whether the trail is whole: read from the beginning, a page at a time.

use entity::audit_event;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::ExprTrait,
};

use crate::audit::chain::{Break, Head};

/// Events read at a time: the memory needed does not depend on the length of the trail.
const PAGE: u64 = 1_000;

/// Why a trail is not known to be whole.
#[derive(Debug, thiserror::Error)]
pub enum TrailError {
    /// It is not.
    #[error("the audit trail has been tampered with: {0}")]
    Broken(#[from] Break),
    /// It cannot be read.
    #[error("the audit trail cannot be read")]
    Unreadable(#[from] DbErr),
}

/// A trail that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Where it ends.
    pub head: Head,
}

/// Where the trail ends.
///
/// # Errors
/// When the database does not answer.
pub async fn head(connection: &impl ConnectionTrait) -> Result<Head, DbErr> {
    let last: Option<(i64, String)> = audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::Sequence)
        .column(audit_event::Column::Hash)
        .order_by_desc(audit_event::Column::Sequence)
        .limit(1)
        .into_tuple()
        .one(connection)
        .await?;
    Ok(last.map_or_else(Head::of_nothing, |(sequence, hash)| Head { sequence, hash }))
}

/// Proves that nothing was removed from the trail, altered or put in later, as far as the trail itself and the heads
/// noted elsewhere tell. That its end was not cut off, or all of it written anew, only a noted head can tell.
///
/// # Errors
/// The first event that is not as it was, or that the trail cannot be read.
pub async fn verify(connection: &impl ConnectionTrait, noted: &[Head]) -> Result<Verified, TrailError> {
    let expected = |head: &Head| match noted.iter().find(|noted| noted.sequence == head.sequence) {
        Some(noted) if noted.hash != head.hash => Err(Break::Rewritten { sequence: head.sequence }),
        _ => Ok(()),
    };
    let mut head = Head::of_nothing();
    expected(&head)?;
    // Not by sequence alone: whoever tampers may have put two events in one place, or some before the first.
    let mut beyond = Condition::all();
    loop {
        let page = audit_event::Entity::find()
            .filter(beyond)
            .order_by_asc(audit_event::Column::Sequence)
            .order_by_asc(audit_event::Column::Id)
            .limit(PAGE)
            .all(connection)
            .await?;
        let Some(last) = page.last() else { break };
        let same = audit_event::Column::Sequence.eq(last.sequence).and(audit_event::Column::Id.gt(last.id));
        beyond = Condition::any().add(audit_event::Column::Sequence.gt(last.sequence)).add(same);
        for event in &page {
            head = head.check(event)?;
            expected(&head)?;
        }
    }
    match noted.iter().map(|noted| noted.sequence).max() {
        Some(expected) if expected > head.sequence => Err(Break::CutOff { last: head.sequence, expected }.into()),
        _ => Ok(Verified { head }),
    }
}

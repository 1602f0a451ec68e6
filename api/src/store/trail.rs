//! Writing the audit trail: events are gathered while a transaction runs, and chained to the last one just before it
//! commits. The lock that orders writers is thus the last one taken, so that it never closes a circle, and is held no
//! longer than the commit takes.

use entity::audit_event;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, IntoActiveModel};

use crate::audit::head;

/// Names the advisory lock under which one transaction at a time adds to the trail.
const TRAIL_LOCK: i64 = 0x5341_4d53_5452_4149;

/// Events in one statement; each has 23 columns, and SQLite takes 32 766 parameters.
const MOST_ROWS: usize = 500;

/// Adds events to the end of the trail, in their order. Nothing but the commit may follow in the transaction.
pub(crate) async fn append(
    transaction: &DatabaseTransaction,
    events: impl IntoIterator<Item = audit_event::Model>,
) -> Result<u64, DbErr> {
    let mut events = events.into_iter().peekable();
    if events.peek().is_none() {
        return Ok(0);
    }
    // SQLite has one writer at a time anyway.
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({TRAIL_LOCK})")).await?;
    }
    let mut last = head(transaction).await?;
    let mut written = 0;
    loop {
        let mut chunk = Vec::new();
        for mut event in events.by_ref().take(MOST_ROWS) {
            last = last.followed_by(&mut event);
            chunk.push(event.into_active_model());
        }
        if chunk.is_empty() {
            return Ok(written);
        }
        written += chunk.len() as u64;
        audit_event::Entity::insert_many(chunk).exec_without_returning(transaction).await?;
    }
}

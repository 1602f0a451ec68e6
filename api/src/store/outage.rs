//! Whether PostgreSQL is out. While it is, requests are refused at once rather than after a wait for a connection each.
//!
//! A request that the database failed raises the suspicion; then the database is asked past the pool, and as long as it
//! does not answer there, it is out. That a pool is busy, or a disk full, is no outage.
//!
//! This is another question than readiness ([`Probe`](super::Probe)) asks, and must stay one. Readiness may err towards no:
//! a slow database, one that has no connection left, or one without its migrations sends new traffic elsewhere, and
//! requests are still answered meanwhile. An outage refuses those too, so it may be believed only when nothing at all is at
//! the other end: one that has no connection left for us still serves those of the pool.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sea_orm::sqlx::{Connection as _, Error, PgConnection};
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

/// How long the database has to answer.
const PATIENCE: Duration = Duration::from_secs(1);
/// How soon it is asked again.
const AGAIN: Duration = Duration::from_millis(250);

/// Whether the database is out, as far as is known.
#[derive(Clone, Debug, Default)]
pub struct Outage(Arc<State>);

#[derive(Debug, Default)]
struct State {
    out: AtomicBool,
    suspected: Notify,
}

impl Outage {
    /// Whether the database is out.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.0.out.load(Ordering::Relaxed)
    }

    /// The database failed somebody: it will be looked after.
    pub fn suspect(&self) {
        self.0.suspected.notify_one();
    }

    /// Looks after the database whenever it is suspected. SQLite is a file: it cannot be out.
    pub async fn look_after(self, url: String) {
        if url.starts_with("sqlite:") {
            return;
        }
        loop {
            self.0.suspected.notified().await;
            while !answers(&url).await {
                if !self.0.out.swap(true, Ordering::Relaxed) {
                    tracing::error!("the database is out: requests are refused until it answers");
                }
                sleep(AGAIN).await;
            }
            if self.0.out.swap(false, Ordering::Relaxed) {
                tracing::info!("the database answers again");
            }
            sleep(AGAIN).await;
        }
    }
}

/// Whether a connection can be made; one that is refused for another reason than that the database is out counts.
async fn answers(url: &str) -> bool {
    let connected = timeout(PATIENCE, async {
        match PgConnection::connect(url).await {
            Ok(connection) => connection.close().await,
            Err(error) => Err(error),
        }
    });
    match connected.await {
        Err(_) | Ok(Err(Error::Io(_) | Error::Tls(_) | Error::Protocol(_))) => false,
        // Class 57: it stops, has crashed, or does not take connections yet.
        Ok(Err(Error::Database(error))) => !error.code().is_some_and(|code| code.starts_with("57P")),
        Ok(_) => true,
    }
}

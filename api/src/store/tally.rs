//! How many statements a request sends, for its log line and for the tests that hold it constant; whether it may have kept
//! something; and how the connections are used.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use sea_orm::{DatabaseConnection, DbBackend};

tokio::task_local! {
    static CURRENT: Tally;
}

/// What a request does to the database: its statements are counted, and its commits noted.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<Deeds>);

#[derive(Debug, Default)]
struct Deeds {
    statements: AtomicU32,
    kept: AtomicBool,
}

impl Tally {
    /// The statements counted so far.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0.statements.load(Ordering::Relaxed)
    }

    /// Whether something was kept so far, or was being kept when the work was broken off.
    #[must_use]
    pub fn may_have_kept(&self) -> bool {
        self.0.kept.load(Ordering::Relaxed)
    }

    /// Counts the statements `work` sends.
    pub async fn track<F: Future>(self, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }
}

/// Carries out a commit, which the request's tally notes before it begins: whoever is broken off meanwhile does not know
/// whether it was kept. One that `failed` tells to have kept nothing is taken back.
pub(super) async fn keep<E>(
    commit: impl Future<Output = Result<(), E>>,
    failed: impl FnOnce(&E) -> bool,
) -> Result<(), E> {
    let note = |kept| CURRENT.try_with(|tally| tally.0.kept.swap(kept, Ordering::Relaxed)).unwrap_or_default();
    let before = note(true);
    let outcome = commit.await;
    if outcome.as_ref().is_err_and(failed) {
        note(before);
    }
    outcome
}

/// Makes a connection count its statements in the tally of the request that sends them. `told` learns of each statement
/// how long it took, and whether it failed.
pub fn counted(database: &mut DatabaseConnection, told: impl Fn(Duration, bool) + Send + Sync + 'static) {
    database.set_metric_callback(move |statement| {
        // Statements outside a request (migrations, loading) are nobody's to count.
        let _ = CURRENT.try_with(|tally| tally.0.statements.fetch_add(1, Ordering::Relaxed));
        told(statement.elapsed, statement.failed);
    });
}

/// How the connections of a pool are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolUse {
    /// Open, and free to be used.
    pub idle: u32,
    /// Open, and in use.
    pub busy: u32,
    /// Connections at most.
    pub most: u32,
}

/// How the connections of a pool are used at the moment. Who waits for one is not known.
#[must_use]
pub fn pool_use(database: &DatabaseConnection) -> PoolUse {
    let (open, idle, most) = if database.get_database_backend() == DbBackend::Postgres {
        let pool = database.get_postgres_connection_pool();
        (pool.size(), pool.num_idle(), pool.options().get_max_connections())
    } else {
        let pool = database.get_sqlite_connection_pool();
        (pool.size(), pool.num_idle(), pool.options().get_max_connections())
    };
    // The two are not counted at the same time.
    let idle = u32::try_from(idle).unwrap_or(open).min(open);
    PoolUse { idle, busy: open - idle, most }
}

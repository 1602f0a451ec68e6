//! How many statements a request sends, for its log line and for the tests that hold it constant.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use sea_orm::DatabaseConnection;

tokio::task_local! {
    static CURRENT: Tally;
}

/// A count of statements.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<AtomicU32>);

impl Tally {
    /// The statements counted so far.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    /// Counts the statements `work` sends.
    pub async fn track<F: Future>(self, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }
}

/// Makes a connection count its statements in the tally of the request that sends them.
pub fn counted(database: &mut DatabaseConnection) {
    database.set_metric_callback(|_| {
        // Statements outside a request (migrations, loading) are nobody's to count.
        let _ = CURRENT.try_with(|tally| tally.0.fetch_add(1, Ordering::Relaxed));
    });
}

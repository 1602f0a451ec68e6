//! Requests that are broken off: what the database still does for them ends too.
//!
//! When a request is dropped (it took too long, or its caller hung up) while it waits for PostgreSQL, its connection goes
//! back to the pool with the statement still running. So for a while after a request was broken off, each connection that
//! comes back must answer at once; one that does not is closed, and PostgreSQL, told to look after its clients while it
//! works, ends what it was doing for it. SQLite cannot be reached while it works: a statement under way ends by itself, on
//! its own thread, and its connection comes back then.

use std::{
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use sea_orm::sqlx::{Connection as _, Error, PgConnection, Postgres, pool::PoolOptions};

/// When a request was last broken off.
static BROKEN_OFF: Mutex<Option<Instant>> = Mutex::new(None);
/// How long after that connections are tried when they come back.
const WARY: Duration = Duration::from_secs(2);
/// How soon a connection without a statement under way answers, on a busy machine too.
const PATIENCE: Duration = Duration::from_millis(500);

/// A request under way. Dropping it before its end breaks off what the database does for it.
pub struct Watched<F> {
    work: Pin<Box<F>>,
    done: bool,
}

impl<F: Future> Watched<F> {
    /// Watches a request.
    pub fn new(work: F) -> Self {
        Self { work: Box::pin(work), done: false }
    }
}

impl<F: Future> Future for Watched<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let polled = self.work.as_mut().poll(context);
        self.done = polled.is_ready();
        polled
    }
}

impl<F> Drop for Watched<F> {
    /// Runs before the work itself is dropped, and so before its connections go back.
    fn drop(&mut self) {
        if !self.done {
            *BROKEN_OFF.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        }
    }
}

fn is_wary() -> bool {
    let last = *BROKEN_OFF.lock().unwrap_or_else(PoisonError::into_inner);
    last.is_some_and(|last| last.elapsed() < WARY)
}

/// A pool for requests: no statement takes longer than `most`, and none goes on for a request that is gone.
pub fn for_requests(pool: PoolOptions<Postgres>, most: Duration) -> PoolOptions<Postgres> {
    pool.after_connect(move |connection, _| Box::pin(set_up(connection, most))).after_release(|connection, _| {
        Box::pin(async move {
            if !is_wary() {
                return Ok(true);
            }
            let answers = tokio::time::timeout(PATIENCE, connection.ping()).await;
            Ok(matches!(answers, Ok(Ok(()))))
        })
    })
}

async fn set_up(connection: &mut PgConnection, most: Duration) -> Result<(), Error> {
    let limit = format!("SET statement_timeout = {}", most.as_millis());
    sea_orm::sqlx::raw_sql(sea_orm::sqlx::AssertSqlSafe(limit)).execute(&mut *connection).await?;
    // PostgreSQL 13 and older do not know it, and end such statements at their time limit only.
    let noticed = sea_orm::sqlx::raw_sql("SET client_connection_check_interval = 500").execute(connection).await;
    if let Err(error) = noticed {
        tracing::debug!(%error, "statements of requests that are gone end at their time limit");
    }
    Ok(())
}

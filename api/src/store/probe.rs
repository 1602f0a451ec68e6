//! Whether the database answers, and is of the version that this program knows: what readiness tells. Whether requests are
//! refused is decided more cautiously, by [`Outage`](super::Outage), which explains why these are two.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use migration::{Migrator, MigratorTrait as _, seaql_migrations};
use sea_orm::{DatabaseConnection, EntityTrait as _, QuerySelect as _};
use tokio::sync::Mutex;

use super::{ConnectError, connect_existing};

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long an answer is good for, so that many who ask cost no more than one.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// Whether the database answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseState {
    /// It does.
    Ok,
    /// It refuses, or is not there.
    Unreachable,
    /// It does not answer in time.
    Slow,
}

/// Whether the database is of the version that this program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MigrationState {
    /// It is.
    Ok,
    /// Migrations are missing.
    Pending,
    /// It has migrations that this program does not know: a newer one has been here.
    Newer,
    /// Nobody knows: the database does not answer.
    Unknown,
}

/// How the database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Whether it answers.
    pub database: DatabaseState,
    /// Whether it is up to date.
    pub migrations: MigrationState,
}

/// Looks after a database, over a connection of its own: that all others are busy does not make it ill. Nothing is
/// written. A connection that failed is given up, and the next look takes a new one.
pub struct Probe {
    url: String,
    look: Mutex<Look>,
}

#[derive(Default)]
struct Look {
    connection: Option<DatabaseConnection>,
    last: Option<(Instant, Health)>,
}

impl Probe {
    /// Looks after the database at this URL.
    #[must_use]
    pub fn new(url: &str) -> Self {
        Self { url: url.to_owned(), look: Mutex::default() }
    }

    /// How the database is; as it was a second ago at most.
    pub async fn health(&self) -> Health {
        // One looks, the others wait for what it sees.
        let mut look = self.look.lock().await;
        if let Some((_, health)) = look.last.filter(|(when, _)| when.elapsed() < GOOD_FOR) {
            return health;
        }
        // Taken out, so that a look that is broken off leaves no connection behind that may not be one any more.
        let connection = look.connection.take();
        let ill = |database| Health { database, migrations: MigrationState::Unknown };
        let health = match tokio::time::timeout(PATIENCE, self.ask(connection)).await {
            Ok(Ok((connection, migrations))) => {
                look.connection = Some(connection);
                Health { database: DatabaseState::Ok, migrations }
            }
            Ok(Err(error)) => {
                tracing::debug!(%error, "the database does not answer");
                ill(DatabaseState::Unreachable)
            }
            Err(_) => ill(DatabaseState::Slow),
        };
        look.last = Some((Instant::now(), health));
        health
    }

    /// Asks over this connection, or a new one, which is given back for the next time.
    async fn ask(
        &self,
        connection: Option<DatabaseConnection>,
    ) -> Result<(DatabaseConnection, MigrationState), ConnectError> {
        let connection = match connection {
            Some(connection) => connection,
            None => connect_existing(&self.url, 1).await?,
        };
        let versions = seaql_migrations::Entity::find().select_only().column(seaql_migrations::Column::Version);
        let migrations = match versions.into_tuple::<String>().all(&connection).await {
            Ok(applied) => compare(&applied),
            Err(error) => {
                // It may have answered, and have no such table.
                connection.ping().await?;
                tracing::debug!(%error, "which migrations were applied cannot be read");
                MigrationState::Unknown
            }
        };
        Ok((connection, migrations))
    }
}

/// Compares what was applied to what this program knows.
fn compare(applied: &[String]) -> MigrationState {
    let known = Migrator::migrations();
    let known: HashSet<&str> = known.iter().map(|migration| migration.name()).collect();
    let applied: HashSet<&str> = applied.iter().map(String::as_str).collect();
    if !applied.is_subset(&known) {
        MigrationState::Newer
    } else if applied.len() < known.len() {
        MigrationState::Pending
    } else {
        MigrationState::Ok
    }
}

impl DatabaseState {
    /// In a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Unreachable => "unreachable",
            Self::Slow => "slow",
        }
    }
}

impl MigrationState {
    /// In a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Pending => "pending",
            Self::Newer => "newer",
            Self::Unknown => "unknown",
        }
    }
}

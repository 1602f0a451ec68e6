//! Opening the database: the same behaviour from SQLite and PostgreSQL.

use std::{fs::File, io, path::PathBuf, time::Duration};

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbBackend, DbErr,
    sqlx::{
        Connection, Error, Executor, PgConnection, SqliteConnection,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

use super::{error::is_of_privilege, interrupt::for_requests};
use crate::reference;

/// Names the advisory lock under which one process at a time migrates.
const MIGRATION_LOCK: i64 = 0x5341_4d53_5049_4c4c;

/// How long a request waits for a connection to PostgreSQL, whether all are taken or none can be made.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why the database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The URL names neither SQLite nor PostgreSQL.
    #[error("database_url must begin with sqlite:// or postgres://, not {0:?}")]
    Scheme(String),
    /// The SQLite file or its directory cannot be made.
    #[error("the database file or its directory cannot be made")]
    Directory(#[from] io::Error),
    /// There is no database to look at.
    #[error("there is no database {}", .0.display())]
    Missing(PathBuf),
    /// Whoever serves may not bring the database up to date, and it is not.
    #[error(
        "the database is not up to date, and this role may not change it. Run `samspill migrate --service-role <this \
         role>` as the owner of the tables, with this version of the program"
    )]
    NotOwner(#[source] DbErr),
    /// The file that keeps two processes from migrating at once cannot be locked.
    #[error("the lock file beside the database cannot be had")]
    Lock(#[source] io::Error),
    /// The database refused.
    #[error("the database cannot be opened or migrated")]
    Database(#[from] DbErr),
}

/// Opens a pool of at most `connections`.
///
/// # Errors
/// When the URL is of neither kind or the database does not answer.
pub async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection, ConnectError> {
    open(url, connections, ConnectOptions::new(url)).await
}

/// Opens a pool of at most `connections` for requests, whose statements may take so long on PostgreSQL.
///
/// # Errors
/// When the URL is of neither kind or the database does not answer.
pub async fn connect_for_requests(
    url: &str,
    connections: u32,
    most: Duration,
) -> Result<DatabaseConnection, ConnectError> {
    let mut options = ConnectOptions::new(url);
    options.map_sqlx_postgres_pool_opts(move |pool| for_requests(pool, most).acquire_timeout(PATIENCE));
    open(url, connections, options).await
}

async fn open(url: &str, connections: u32, mut options: ConnectOptions) -> Result<DatabaseConnection, ConnectError> {
    options.max_connections(connections).acquire_timeout(Duration::from_secs(10)).sqlx_logging(false);
    // Traces tell that there was a statement, and of which kind; the text is as long as what was asked for.
    options.record_stmt_in_spans(false);
    if url.starts_with("sqlite://") {
        prepare_file(url)?;
        // WAL lets readers go on beside the one writer; FULL keeps every acknowledged write through a power cut.
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
                .foreign_keys(true)
                // What is deleted or erased is overwritten, not merely forgotten.
                .pragma("secure_delete", "ON")
        });
        options.map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(is_clean(connection))));
    } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        // The pool tries again and again and then tells of its patience only; one try tells at once what is wrong.
        let probe = PgConnection::connect(url).await.map_err(acquire)?;
        probe.close().await.map_err(acquire)?;
    } else {
        // No more than the scheme: what follows may hold a password.
        let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
        return Err(ConnectError::Scheme(scheme.to_owned()));
    }
    Ok(Database::connect(options).await?)
}

/// Whether a connection to SQLite that comes back has left its transaction. When a disk is full, SQLite may end one by itself
/// or may not be able to; what is then written over the same connection would be part of it, and never be committed.
async fn is_clean(connection: &mut SqliteConnection) -> Result<bool, Error> {
    // A transaction that was dropped is still being undone; a ping comes after that.
    if connection.is_in_transaction() {
        connection.ping().await?;
    }
    let clean = !connection.is_in_transaction();
    if !clean {
        tracing::warn!("a connection that could not end its transaction is closed");
    }
    Ok(clean)
}

/// Opens a database that is there already: nothing is made.
///
/// # Errors
/// When it is not there, the URL is of neither kind, or the database does not answer.
pub async fn connect_existing(url: &str, connections: u32) -> Result<DatabaseConnection, ConnectError> {
    if url.starts_with("sqlite://") {
        let sqlite: SqliteConnectOptions = url.parse().map_err(acquire)?;
        if !sqlite.get_filename().is_file() {
            return Err(ConnectError::Missing(sqlite.get_filename().to_owned()));
        }
    }
    connect(url, connections).await
}

/// Makes the directory, and the file so that only its owner can read it; SQLite gives the files beside it the same mode.
fn prepare_file(url: &str) -> Result<(), ConnectError> {
    let sqlite: SqliteConnectOptions = url.parse().map_err(acquire)?;
    let path = sqlite.get_filename();
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        std::fs::create_dir_all(directory)?;
    }
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(path).map(drop)?)
}

/// Brings schema and reference data up to date. Of several processes that start at once, one does it and the others wait.
///
/// # Errors
/// When the database refuses.
pub async fn migrate(database: &DatabaseConnection) -> Result<(), ConnectError> {
    if database.get_database_backend() != DbBackend::Postgres {
        let _lock = lock_beside(database).await?;
        return bring_up_to_date(database).await;
    }
    // A session lock lives on one connection; the pool must not share that one with the migrator.
    let mut guard = database.get_postgres_connection_pool().acquire().await.map_err(acquire)?;
    let lock = format!("SELECT pg_advisory_lock({MIGRATION_LOCK})");
    guard.execute(sea_orm::sqlx::AssertSqlSafe(lock)).await.map_err(acquire)?;
    let outcome = bring_up_to_date(database).await;
    let unlock = format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})");
    guard.execute(sea_orm::sqlx::AssertSqlSafe(unlock)).await.map_err(acquire)?;
    outcome
}

/// A lock on a file beside a SQLite database, held until it is dropped. A lock in the database would not do: each
/// migration is a transaction of its own, and what is still to be done is read before it begins.
async fn lock_beside(database: &DatabaseConnection) -> Result<File, ConnectError> {
    let options = database.get_sqlite_connection_pool().connect_options();
    let mut path = options.get_filename().as_os_str().to_owned();
    path.push(".lock");
    let lock = move || {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        file.lock()?;
        Ok(file)
    };
    let locked = tokio::task::spawn_blocking(lock).await;
    locked.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(ConnectError::Lock)
}

fn acquire(error: sea_orm::sqlx::Error) -> DbErr {
    DbErr::Conn(sea_orm::RuntimeErr::SqlxError(error.into()))
}

async fn bring_up_to_date(database: &DatabaseConnection) -> Result<(), ConnectError> {
    // Looks before it leaps: a role that may not change the tables need not, when there is nothing to change.
    let outcome = async {
        if !Migrator::get_pending_migrations_read_only(database).await?.is_empty() {
            Migrator::up(database, None).await?;
        }
        reference::load(database).await
    };
    outcome.await.map_err(|error| if is_of_privilege(&error) { ConnectError::NotOwner(error) } else { error.into() })
}

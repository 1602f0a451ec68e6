//! A database for each test, copied from a template that was migrated once.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use samspill::store::{connect, migrate};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::postgres::{self, Cluster};

/// The databases the registry runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// A database that is gone when dropped.
#[derive(Debug)]
pub struct TestDatabase {
    url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Directory(TempDir),
    Cluster(String),
    Elsewhere,
}

impl Backend {
    /// Whether there is such a database to test with. Where there is none, the test is skipped out loud, or fails if
    /// `SAMSPILL_TEST_REQUIRE_POSTGRES=1`.
    pub fn is_available(self, test: &str) -> bool {
        if self == Self::Sqlite {
            return true;
        }
        let Err(reason) = postgres::cluster() else {
            return true;
        };
        assert!(!postgres::is_required(), "PostgreSQL is required here: {reason}");
        // Past the test runner, which would swallow the output of a test that passes.
        let _ = writeln!(
            io::stderr(),
            "!! SKIPPED {test} on PostgreSQL: {reason}\n   Install it to run this test; set \
             SAMSPILL_TEST_REQUIRE_POSTGRES=1 to fail instead."
        );
        false
    }

    /// A database of one's own, up to date and with the reference data.
    pub async fn database(self) -> TestDatabase {
        static FILE: OnceCell<Vec<u8>> = OnceCell::const_new();
        static TEMPLATE: OnceCell<String> = OnceCell::const_new();
        match self {
            Self::Sqlite => {
                let file = FILE.get_or_init(template_file).await;
                let database = self.empty_database();
                fs::write(database.file(), file).unwrap();
                database
            }
            Self::Postgres => {
                let template = TEMPLATE.get_or_init(template_database).await;
                TestDatabase::on_cluster(Some(template))
            }
        }
    }

    /// A database of one's own without a single table.
    pub fn empty_database(self) -> TestDatabase {
        match self {
            Self::Sqlite => {
                let directory = tempfile::tempdir().unwrap();
                let url = format!("sqlite://{}", file_in(&directory).display());
                TestDatabase { url, place: Place::Directory(directory) }
            }
            Self::Postgres => TestDatabase::on_cluster(None),
        }
    }
}

impl TestDatabase {
    fn on_cluster(template: Option<&str>) -> Self {
        let name = unique_name();
        Self { url: cluster().create_database(&name, template).unwrap(), place: Place::Cluster(name) }
    }

    /// A database that somebody else looks after, brought up to date.
    pub async fn elsewhere(url: String) -> Self {
        let connection = connect(&url, 4).await.unwrap();
        migrate(&connection).await.unwrap();
        connection.close().await.unwrap();
        Self { url, place: Place::Elsewhere }
    }

    /// The same database, with parameters after its URL.
    pub fn with_parameters(mut self, parameters: &str) -> Self {
        self.url = format!("{}?{parameters}", self.url);
        self
    }

    /// The URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same database, reached as another role of its server.
    pub fn reached_as(mut self, role: &str, password: &str) -> Self {
        let (_, address) = self.url.split_once('@').expect("a URL with a user");
        self.url = format!("postgres://{role}:{password}@{address}");
        self
    }

    /// The same database, reached through something that listens on another port of this machine.
    pub fn reached_through(mut self, port: u16) -> Self {
        let (who, place) = self.url.split_once('@').expect("a URL with a user");
        let (_, name) = place.split_once('/').expect("a URL with a database");
        self.url = format!("{who}@127.0.0.1:{port}/{name}");
        self
    }

    /// The files it is kept in: that of SQLite and its log.
    pub fn files(&self) -> Vec<PathBuf> {
        let file = self.file();
        let log = PathBuf::from(format!("{}-wal", file.display()));
        vec![file, log]
    }

    /// Looks into the database past the program.
    pub async fn connect(&self) -> DatabaseConnection {
        connect(&self.url, 4).await.unwrap()
    }

    /// Every row of every table, to be compared.
    pub async fn dump(&self) -> String {
        let connection = self.connect().await;
        let backend = connection.get_database_backend();
        let texts = async |sql: &str| {
            let rows = connection.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
            rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect::<Vec<String>>()
        };
        let tables = match backend {
            DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
            _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
        };
        let mut dump = String::new();
        for table in texts(tables).await {
            let rows = if backend == DbBackend::Sqlite {
                let columns = texts(&format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
                format!("SELECT {} FROM \"{table}\" ORDER BY 1", quoted.join(" || ' ' || "))
            } else {
                format!("SELECT t::text FROM \"{table}\" t ORDER BY 1")
            };
            dump.push_str(&table);
            for row in texts(&rows).await {
                dump.push('\n');
                dump.push_str(&row);
            }
            dump.push('\n');
        }
        dump
    }

    fn file(&self) -> PathBuf {
        match &self.place {
            Place::Directory(directory) => file_in(directory),
            Place::Cluster(_) | Place::Elsewhere => unreachable!("a database on a server has no file of its own"),
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Place::Cluster(name) = &self.place {
            // What is left behind goes with the cluster.
            let _ = cluster().drop_database(name);
        }
    }
}

fn file_in(directory: &TempDir) -> PathBuf {
    Path::join(directory.path(), "samspill.db")
}

fn cluster() -> &'static Cluster {
    postgres::cluster().expect("tests ask whether PostgreSQL is available before they use it")
}

fn unique_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("samspill_test_{}_{count}", process::id())
}

/// A migrated SQLite database as the content of its one file.
async fn template_file() -> Vec<u8> {
    let database = Backend::Sqlite.empty_database();
    let connection = database.connect().await;
    migrate(&connection).await.unwrap();
    connection.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    connection.close().await.unwrap();
    fs::read(database.file()).unwrap()
}

/// A migrated PostgreSQL database, to be copied: nobody stays connected to it. It goes with the cluster.
async fn template_database() -> String {
    let name = unique_name();
    let url = cluster().create_database(&name, None).unwrap();
    let connection = connect(&url, 4).await.unwrap();
    migrate(&connection).await.unwrap();
    connection.close().await.unwrap();
    name
}

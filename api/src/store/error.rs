//! What can go wrong between the service and its database.

use std::sync::Arc;

use sea_orm::{
    DbErr, RuntimeErr, SqlErr,
    sqlx::{Error as SqlxError, error::DatabaseError},
};

use crate::problem::{CommonProblem, Problem};

/// A read that failed. It says nothing to the caller: the details are for the log.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the database did not answer: {0}")]
pub struct ReadError(Arc<DbErr>);

impl ReadError {
    /// Whether the database refused a text of the caller's: PostgreSQL takes no U+0000, SQLite does.
    #[must_use]
    pub fn is_of_text(&self) -> bool {
        is_of_text(&self.0)
    }

    /// Whether the database broke it off because it took too long: SQLSTATE 57014, `query_canceled`.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        has_code(&self.0, &["57014"])
    }

    /// Whether the database is at fault and may be well again later: it is out, or has no room, or takes no writes.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        is_lost(&self.0) || cannot(&self.0)
    }
}

/// Whether there is no connection to the database, or there no longer is.
fn is_lost(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(_)) {
        return true;
    }
    match sqlx_error(error) {
        Some(
            SqlxError::Io(_)
            | SqlxError::Tls(_)
            | SqlxError::Protocol(_)
            | SqlxError::PoolTimedOut
            | SqlxError::PoolClosed
            | SqlxError::WorkerCrashed,
        ) => true,
        // PostgreSQL's class 08, connection exception, and 57P01 to 57P05: it stops, has crashed, or is not up yet.
        Some(error) => {
            code(error).is_some_and(|code| code.len() == 5 && (code.starts_with("08") || code.starts_with("57P")))
        }
        None => false,
    }
}

/// Whether the database is there, but cannot do what it was asked: no room, no memory, no more connections, a disk that
/// fails, or it is only to be read.
fn cannot(error: &DbErr) -> bool {
    let Some(code) = sqlx_error(error).and_then(code) else { return false };
    // PostgreSQL: class 53, insufficient resources; class 58, system error; 25006, read-only transaction.
    if code.len() == 5 {
        return code.starts_with("53") || code.starts_with("58") || code == "25006";
    }
    // SQLite: the low byte of a result code tells its kind. READONLY, IOERR, FULL, CANTOPEN.
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 8 | 10 | 13 | 14))
}

fn sqlx_error(error: &DbErr) -> Option<&SqlxError> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

/// What the database called an error: a SQLSTATE on PostgreSQL, a result code on SQLite.
fn code(error: &SqlxError) -> Option<std::borrow::Cow<'_, str>> {
    error.as_database_error().and_then(DatabaseError::code)
}

/// SQLSTATE 22021, `character_not_in_repertoire`.
fn is_of_text(error: &DbErr) -> bool {
    has_code(error, &["22021"])
}

/// Two writes that waited for each other, of which PostgreSQL ended this one: deadlock, serialization failure.
fn is_crossing(error: &DbErr) -> bool {
    has_code(error, &["40P01", "40001"])
}

/// Another has held the SQLite database for longer than one waits.
fn is_busy(error: &DbErr) -> bool {
    has_code(error, &["5", "517"])
}

/// SQLSTATE 42501, `insufficient_privilege`.
pub(super) fn is_of_privilege(error: &DbErr) -> bool {
    has_code(error, &["42501"])
}

/// Whether the database gave one of these codes.
fn has_code(error: &DbErr, codes: &[&str]) -> bool {
    sqlx_error(error).and_then(code).is_some_and(|code| codes.contains(&code.as_ref()))
}

impl From<DbErr> for ReadError {
    fn from(error: DbErr) -> Self {
        Self(Arc::new(error))
    }
}

/// A write that was not carried out; nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The caller can do something about it.
    #[error("refused: {0:?}")]
    Problems(Vec<Problem>),
    /// The service failed; the details are for the log.
    #[error(transparent)]
    Failed(#[from] ReadError),
    /// Another write crossed this one; carried out anew it may well succeed.
    #[error("another write crossed this one")]
    Crossed,
    /// The connection was lost while the write was being kept: it may have been or not.
    #[error("it is not known whether the write was kept: {0}")]
    InDoubt(ReadError),
    /// Stored data or the service itself is not as it should be; the details are for the log.
    #[error("{0}")]
    Broken(String),
}

impl Refused {
    /// What a commit that failed means.
    pub(super) fn of_commit(error: DbErr) -> Self {
        if is_lost(&error) { Self::InDoubt(error.into()) } else { error.into() }
    }

    /// What a failure to add to the trail means: whatever it is, no caller can do anything about it.
    pub(super) fn of_trail(error: DbErr) -> Self {
        if is_crossing(&error) { Self::Crossed } else { Self::Failed(error.into()) }
    }

    /// The same refusal, its problems tied to an input field.
    #[must_use]
    pub fn at(self, field: &str) -> Self {
        match self {
            Self::Problems(problems) => Self::Problems(problems.into_iter().map(|problem| problem.at(field)).collect()),
            other => other,
        }
    }

    /// The same refusal, its problems' fields placed below an input field.
    #[must_use]
    pub fn within(self, outer: &str) -> Self {
        match self {
            Self::Problems(problems) => {
                let inner = |problem: Problem| {
                    let path = format!("{outer}.{}", problem.field.join("."));
                    problem.at(&path)
                };
                Self::Problems(problems.into_iter().map(inner).collect())
            }
            other => other,
        }
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Problems(vec![problem])
    }
}

impl From<Box<Problem>> for Refused {
    fn from(problem: Box<Problem>) -> Self {
        Self::from(*problem)
    }
}

impl From<DbErr> for Refused {
    /// Two writers may pass the same check at once; the constraint that stops the second is a problem to tell.
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => CommonProblem::AlreadyExists {}.into(),
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => CommonProblem::InUse {}.into(),
            None if is_of_text(&error) => CommonProblem::ControlCharacter {}.into(),
            None if is_crossing(&error) => Self::Crossed,
            None if is_busy(&error) => CommonProblem::Crossed {}.into(),
            _ => Self::Failed(error.into()),
        }
    }
}

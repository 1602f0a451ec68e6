//! What can go wrong between the service and its database.

use std::sync::Arc;

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx::error::DatabaseError};

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
}

/// SQLSTATE 22021, `character_not_in_repertoire`.
fn is_of_text(error: &DbErr) -> bool {
    has_code(error, &["22021"])
}

/// Two writes that waited for each other: PostgreSQL ends one of them (deadlock, serialization failure), SQLite gives up
/// when the other has held the database too long (busy).
fn is_crossing(error: &DbErr) -> bool {
    has_code(error, &["40P01", "40001", "5", "517"])
}

/// SQLSTATE 42501, `insufficient_privilege`.
pub(super) fn is_of_privilege(error: &DbErr) -> bool {
    has_code(error, &["42501"])
}

/// Whether the database gave one of these codes: SQLSTATE on PostgreSQL, a result code on SQLite.
fn has_code(error: &DbErr, codes: &[&str]) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) = error else {
        return false;
    };
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| codes.contains(&code.as_ref()))
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
    /// Stored data or the service itself is not as it should be; the details are for the log.
    #[error("{0}")]
    Broken(String),
}

impl Refused {
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
            None if is_crossing(&error) => CommonProblem::Crossed {}.into(),
            _ => Self::Failed(error.into()),
        }
    }
}

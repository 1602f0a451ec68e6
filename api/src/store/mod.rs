//! The only way to the database: reads that carry the caller's access, writes that carry their audit events.

mod batch;
mod bulk;
mod connect;
mod error;
mod interrupt;
mod list;
mod loader;
mod outage;
mod probe;
mod roles;
mod sort;
mod tally;
mod trail;
mod write;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::DatabaseConnection;
/// A pool of connections to the database.
pub use sea_orm::DatabaseConnection as Database;

pub use batch::{BatchQueue, Together, drive};
pub(crate) use bulk::insert_many;
pub use connect::{ConnectError, connect, connect_existing, connect_for_requests, migrate};
pub use error::{ReadError, Refused};
pub use interrupt::Watched;
pub use list::{ListSpec, Page, Paging, Relation, Row};
pub(crate) use list::{any_of, cut};
pub use loader::{Children, Loaders, Reader, Size};
pub use outage::Outage;
pub use probe::{DatabaseState, Health, MigrationState, Probe};
pub use roles::{RoleError, grant};
pub use sort::{CursorError, Direction, SortBy, SortKey, SortKind, SortValue, column, decode_cursor, encode_cursor};
pub use tally::{PoolUse, Tally, counted, pool_use};
pub(crate) use trail::append;
pub use write::{Beside, Tx};

use crate::{
    auth::{Caller, Power, Reach, Role},
    clock::{Clock, Ids},
    problem::Language,
    release::figures::Thresholds,
};

/// What the whole service shares.
#[derive(Clone)]
pub struct Registry {
    /// The connection pool.
    pub database: DatabaseConnection,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New keys.
    pub ids: Ids,
    /// Rules an operator may set.
    pub rules: RuleSettings,
}

/// Rules that differ between installations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleSettings {
    /// Whether organisation numbers of the synthetic series (first digit 2 or 3) are accepted.
    pub synthetic_organisation_numbers: bool,
    /// From how many people a count is published.
    pub disclosure: Thresholds,
}

/// One request: who asks, and when.
#[derive(Clone)]
pub struct Scope {
    /// The shared service.
    pub registry: Registry,
    /// Who asks.
    pub caller: Arc<Caller>,
    /// The language of messages.
    pub language: Language,
    /// The request's id in the log and the audit trail.
    pub request_id: Arc<str>,
    /// When the request came.
    pub now: DateTime<Utc>,
}

impl Scope {
    /// What is asked on the command line, by somebody who holds the database.
    #[must_use]
    pub fn of_command_line(registry: Registry, subject: &str) -> Self {
        let everything = Power::new(Role::RegistryAdmin, Reach::Everything);
        Self {
            caller: Arc::new(Caller::new(subject, "samspill:command-line", vec![everything])),
            language: Language::En,
            request_id: "command-line".into(),
            now: registry.clock.now(),
            registry,
        }
    }

    /// Begins a write: the mutation `operation`, in snake case. Nothing is kept unless [`Tx::commit`] succeeds.
    ///
    /// # Errors
    /// `FORBIDDEN` when the caller may not carry it out, or when the database does not answer.
    pub async fn begin(&self, operation: &'static str) -> Result<Tx, Refused> {
        Tx::begin(self.clone(), operation).await
    }

    /// Begins a write of the registry's own, which no caller asks for by name and [`access`](crate::access) lists nowhere.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn begin_own(&self, operation: &'static str) -> Result<Tx, Refused> {
        Tx::begin_own(self.clone(), operation).await
    }
}

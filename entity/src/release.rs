//! A frozen publication of figures (publisering).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{id::ReleaseId, record::record};

/// A frozen publication of figures (publisering).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "release")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReleaseId,
    /// 1 for the first, one more for each.
    pub number: i32,
    /// What it is called.
    pub label: String,
    /// What changed, and why it was made.
    pub note: Option<String>,
    /// The first day that is counted: of the first school year.
    pub covers_from: NaiveDate,
    /// The last day that is counted: of the last school year.
    pub covers_to: NaiveDate,
    /// Who made it.
    pub made_by: String,
    /// From how many people a count is published.
    pub k: i32,
    /// From how many where the service is a sensitive one.
    pub k_sensitive: i32,
    /// The optimistic lock: 1 when created, one more for each change.
    pub version: i32,
    /// When the record was created (UTC, microseconds).
    pub created_at: DateTime<Utc>,
    /// When the record was last changed (UTC, microseconds).
    pub updated_at: DateTime<Utc>,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

record!("release", shared);

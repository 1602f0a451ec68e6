//! How many people live in a municipality (folketall).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{MunicipalityId, PopulationId},
    record::record,
};

/// How many people live in a municipality on 1 January (folketall).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "population")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PopulationId,
    /// The municipality.
    pub municipality_id: MunicipalityId,
    /// The year, on whose 1 January they were counted; once in a municipality.
    pub year: i32,
    /// How many.
    pub inhabitants: i32,
    /// Where the figure comes from.
    pub source: String,
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

record!("population");

//! A kind of service as reference data (tjenestetype).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{KostraCodes, id::ServiceTypeId, record::record, vocabulary::ServiceType};

/// A kind of service as reference data (tjenestetype).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "service_type")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ServiceTypeId,
    /// The kind of service; one row each.
    pub code: ServiceType,
    /// The name in bokmål.
    pub name_nb: String,
    /// The name in nynorsk.
    pub name_nn: String,
    /// The name in English.
    pub name_en: String,
    /// The name in northern Sámi.
    pub name_se: Option<String>,
    /// The KOSTRA functions such a service usually books on.
    pub kostra_functions: KostraCodes,
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

record!("serviceType", shared);

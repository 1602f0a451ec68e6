//! An organisation that takes part in partnerships (virksomhet).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    KostraCodes,
    id::{MunicipalityId, OrganisationId},
    record::record,
    vocabulary::ServiceType,
};

/// An organisation that takes part in partnerships (virksomhet).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The organisation number (organisasjonsnummer): nine digits with a check digit, unique.
    pub number: Option<String>,
    /// The name.
    pub name: String,
    /// The name, normalised for sorting and searching.
    pub search_name: String,
    /// The kind of service it provides.
    pub service_type: ServiceType,
    /// The organisation it is a part of.
    pub parent_id: Option<OrganisationId>,
    /// The KOSTRA functions it books on.
    pub kostra_functions: KostraCodes,
    /// Whether it still exists and may join partnerships.
    pub active: bool,
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

record!("organisation");

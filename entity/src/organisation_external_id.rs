//! The id of an organisation in another system (ekstern id).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{MunicipalityId, OrganisationExternalIdId, OrganisationId},
    record::record,
};

/// The id of an organisation in another system (ekstern id).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "organisation_external_id")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationExternalIdId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// The system the id comes from, for example `nsr` or `gsi`.
    pub scheme: String,
    /// The id there; unique in its scheme within the municipality.
    pub value: String,
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

record!("organisationExternalId");

//! An organisation's part in a partnership (samarbeidspart).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{MunicipalityId, OrganisationId, PartnershipId, PartyId},
    record::record,
    vocabulary::PartyRole,
};

/// An organisation's part in a partnership (samarbeidspart).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "party")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PartyId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The organisation; once in a partnership.
    pub organisation_id: OrganisationId,
    /// Its role.
    pub role: PartyRole,
    /// What it is responsible for.
    pub responsibilities: Option<String>,
    /// The day it joined, when later than the start.
    pub joined_on: Option<NaiveDate>,
    /// The last day it takes part, when before the end.
    pub left_on: Option<NaiveDate>,
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

record!("party");

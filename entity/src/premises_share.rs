//! Premises used together (sambruk av lokaler, § 4.2).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Measured,
    id::{MunicipalityId, PartnershipId, PartyId, PremisesShareId},
    record::record,
};

/// Premises used together (sambruk av lokaler, § 4.2).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "premises_share")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PremisesShareId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The party whose premises they are.
    pub owner_party_id: PartyId,
    /// The name of the premises.
    pub name: String,
    /// The name, normalised for sorting and searching.
    pub search_name: String,
    /// The address.
    pub address: Option<String>,
    /// What they are used for.
    pub purpose: Option<String>,
    /// Hours a week.
    pub hours_per_week: Option<Measured>,
    /// Whether they are universally designed; none when not known.
    pub accessible: Option<bool>,
    /// The first day.
    pub from_date: NaiveDate,
    /// The last day.
    pub to_date: Option<NaiveDate>,
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

record!("premisesShare");

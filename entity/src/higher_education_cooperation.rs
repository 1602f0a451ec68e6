//! Cooperation with a university or university college (UH-samarbeid, §§ 4.2 and 4.4).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{HigherEducationCooperationId, MunicipalityId, PartnershipId, PartyId},
    record::record,
    vocabulary::HigherEducationKind,
};

/// Cooperation with a university or university college (UH-samarbeid, §§ 4.2 and 4.4).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "higher_education_cooperation")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HigherEducationCooperationId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The institution, when it is a party.
    pub institution_party_id: Option<PartyId>,
    /// The name of the institution.
    pub institution: String,
    /// The kind of cooperation.
    pub kind: HigherEducationKind,
    /// The title.
    pub title: String,
    /// The title and institution, normalised for sorting and searching.
    pub search_title: String,
    /// What is done.
    pub description: Option<String>,
    /// How many students take part.
    pub students: Option<i32>,
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

record!("higherEducationCooperation");

//! A binding partnership between equal parties (forpliktende samarbeid).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{MunicipalityId, PartnershipId},
    record::record,
    vocabulary::{PartnershipStatus, Pillar, Terms},
};

/// A binding partnership between equal parties (forpliktende samarbeid).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "partnership")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PartnershipId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The title.
    pub title: String,
    /// The title, normalised for sorting and searching.
    pub search_title: String,
    /// What the parties want to achieve together.
    pub purpose: String,
    /// The pillars of the framework plan it stands on; at least one (§ 2.2).
    pub pillars: Terms<Pillar>,
    /// Laws and regulations it rests on.
    pub legal_references: Option<String>,
    /// The first day.
    pub start_date: NaiveDate,
    /// The last day; none when it runs until further notice.
    pub end_date: Option<NaiveDate>,
    /// Where it is in its life.
    pub status: PartnershipStatus,
    /// Why it was suspended, terminated, declined or withdrawn.
    pub status_reason: Option<String>,
    /// The day it was completed or terminated.
    pub ended_on: Option<NaiveDate>,
    /// The number of the newest revision; 0 before the first proposal.
    pub revision_number: i32,
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

record!("partnership");

//! A professional learning community across services (profesjonelt læringsfellesskap, §§ 3.5–3.6).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{LearningCommunityId, MunicipalityId, PartnershipId},
    record::record,
};

/// A professional learning community across services (profesjonelt læringsfellesskap, §§ 3.5–3.6).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "learning_community")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LearningCommunityId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The name.
    pub name: String,
    /// The name, normalised for sorting and searching.
    pub search_name: String,
    /// What is being learnt.
    pub theme: Option<String>,
    /// Meetings a year.
    pub meetings_per_year: Option<i32>,
    /// How many staff take part.
    pub participants: Option<i32>,
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

record!("learningCommunity");

//! A task the parties share (felles oppgave, § 3.6).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{MunicipalityId, PartnershipId, PartyId, SharedTaskId},
    record::record,
    vocabulary::TaskStatus,
};

/// A task the parties share (felles oppgave, § 3.6).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "shared_task")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SharedTaskId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The party responsible.
    pub responsible_party_id: PartyId,
    /// The title.
    pub title: String,
    /// The title, normalised for sorting and searching.
    pub search_title: String,
    /// What is to be done.
    pub description: Option<String>,
    /// The day it should be done.
    pub due_on: Option<NaiveDate>,
    /// How far it has come.
    pub status: TaskStatus,
    /// The day it was done.
    pub completed_on: Option<NaiveDate>,
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

record!("sharedTask");

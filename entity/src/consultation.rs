//! A body that was heard (medvirkning, §§ 4.1 and 4.3).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{BreadthActivityId, ConsultationId, MunicipalityId, PartnershipId},
    record::record,
    vocabulary::{ConsultationBody, ConsultationPhase},
};

/// A body that was heard (medvirkning, §§ 4.1 and 4.3).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "consultation")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsultationId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The activity it was about.
    pub activity_id: Option<BreadthActivityId>,
    /// The body heard.
    pub body: ConsultationBody,
    /// The phase it was heard in.
    pub phase: ConsultationPhase,
    /// The day.
    pub held_on: NaiveDate,
    /// What was said.
    pub summary: Option<String>,
    /// What it changed.
    pub changed: Option<String>,
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

record!("consultation");

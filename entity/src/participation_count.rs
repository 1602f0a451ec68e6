//! How many took part, never who (deltakertall).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{BreadthActivityId, MunicipalityId, ParticipationCountId, PartnershipId},
    record::record,
    vocabulary::{AgeBand, TargetGroup},
};

/// How many took part, never who (deltakertall).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "participation_count")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParticipationCountId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The activity.
    pub activity_id: BreadthActivityId,
    /// The first day counted.
    pub period_from: NaiveDate,
    /// The last day counted.
    pub period_to: NaiveDate,
    /// The ages counted.
    pub age_band: AgeBand,
    /// The group counted.
    pub target_group: TargetGroup,
    /// Different people who took part.
    pub participants: i32,
    /// Visits in all: one person at three sessions is three.
    pub attendances: i32,
    /// Sessions held.
    pub sessions: i32,
    /// Minutes of activity in all sessions together.
    pub minutes: i32,
    /// The id of the count in the system that reported it; unique in an activity's municipality.
    pub external_id: Option<String>,
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

record!("participationCount");

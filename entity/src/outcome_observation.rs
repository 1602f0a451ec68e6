//! What was observed (resultat).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Measured,
    id::{BreadthActivityId, IndicatorId, MunicipalityId, OutcomeObservationId, PartnershipId},
    record::record,
};

/// What was observed (resultat).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "outcome_observation")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OutcomeObservationId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The indicator.
    pub indicator_id: IndicatorId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The activity, when the observation is of one.
    pub activity_id: Option<BreadthActivityId>,
    /// What was observed: the activity's key, or the partnership's. Never null, because nulls are not equal in a
    /// unique index.
    pub subject_id: Uuid,
    /// The first day of the period.
    pub period_from: NaiveDate,
    /// The last day of the period.
    pub period_to: NaiveDate,
    /// The part measured, for example an age band or a school; empty for the whole.
    pub dimension: String,
    /// The value observed.
    pub actual: Option<Measured>,
    /// The observation in words, for a qualitative indicator.
    pub narrative: Option<String>,
    /// Where the value comes from.
    pub source: Option<String>,
    /// A comment.
    pub comment: Option<String>,
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

record!("outcomeObservation");

//! A measure of what the work leads to (indikator).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{IndicatorId, MunicipalityId},
    record::record,
    vocabulary::{IndicatorMeasure, QualityDimension, ResultType, ServiceType},
};

/// A measure of what the work leads to (indikator).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "indicator")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IndicatorId,
    /// The municipality that owns the record; none where the whole country shares it.
    pub municipality_id: Option<MunicipalityId>,
    /// What the code is unique within: the municipality's key, or all zeros for the country. Never null, because nulls
    /// are not equal in a unique index.
    pub code_scope: Uuid,
    /// The code; unique in the municipality, or in the country where it is shared.
    pub code: String,
    /// The name.
    pub name: String,
    /// The name and code, normalised for sorting and searching.
    pub search_name: String,
    /// What is measured, and how.
    pub definition: String,
    /// The kind of value.
    pub measure: IndicatorMeasure,
    /// The unit of the value.
    pub unit: Option<String>,
    /// Whether more is better.
    pub ascending: bool,
    /// The dimension of quality (§ 4.1.1).
    pub quality_dimension: QualityDimension,
    /// Output, outcome or impact.
    pub result_type: ResultType,
    /// The service whose goal it serves (§ 2.4.1).
    pub goal_owner: ServiceType,
    /// Whether new targets and observations may use it.
    pub active: bool,
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

record!("indicator", optional);

/// What the code of an indicator is unique within: its municipality, or the country.
#[must_use]
pub fn code_scope(municipality: Option<MunicipalityId>) -> Uuid {
    municipality.map_or(Uuid::nil(), MunicipalityId::uuid)
}

//! The joint budget of a partnership for one fiscal year (felles budsjett).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{BudgetId, MunicipalityId, PartnershipId},
    record::record,
    vocabulary::BudgetStatus,
};

/// The joint budget of a partnership for one fiscal year (felles budsjett).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "budget")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BudgetId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The fiscal year; once in a partnership.
    pub fiscal_year: i32,
    /// Draft, committed or closed.
    pub status: BudgetStatus,
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

record!("budget");

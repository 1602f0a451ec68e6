//! One line of a joint budget (budsjettlinje).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Nok,
    id::{BudgetId, BudgetLineId, MunicipalityId, PartnershipId, PartyId},
    record::record,
    vocabulary::{BudgetCategory, BudgetLineKind, ResourceKind},
};

/// One line of a joint budget (budsjettlinje).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "budget_line")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BudgetLineId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The budget.
    pub budget_id: BudgetId,
    /// The party that contributes or bears the cost.
    pub party_id: PartyId,
    /// Contribution or cost.
    pub kind: BudgetLineKind,
    /// Cash or in kind.
    pub resource: ResourceKind,
    /// What it is for.
    pub category: BudgetCategory,
    /// The KOSTRA function: three digits.
    pub kostra_function: String,
    /// The KOSTRA art: three digits.
    pub kostra_art: Option<String>,
    /// More about the line.
    pub description: Option<String>,
    /// The planned amount.
    pub planned: Nok,
    /// The amount in the accounts.
    pub actual: Option<Nok>,
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

record!("budgetLine");

//! A goal of one side of a partnership, or of all together (mål).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{MunicipalityId, PartnershipGoalId, PartnershipId, PartyId},
    record::record,
    vocabulary::Pillar,
};

/// A goal of one side of a partnership, or of all together (mål).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "partnership_goal")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PartnershipGoalId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// Whose goal it is; none when all parties share it.
    pub party_id: Option<PartyId>,
    /// The goal.
    pub text: String,
    /// The pillar it belongs to.
    pub pillar: Option<Pillar>,
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

record!("goal");

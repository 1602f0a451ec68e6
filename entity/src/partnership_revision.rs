//! A version of the agreement: the terms frozen when it was proposed (avtalerevisjon).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{MunicipalityId, PartnershipId, PartnershipRevisionId},
    record::record,
    vocabulary::RevisionStatus,
};

/// A version of the agreement: the terms frozen when it was proposed (avtalerevisjon).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "partnership_revision")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PartnershipRevisionId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// 1 for the first, one more for each.
    pub number: i32,
    /// Whether it is being edited, awaits answers, is in force or is past.
    pub status: RevisionStatus,
    /// The frozen terms as JSON; none while it is being edited.
    pub terms: Option<String>,
    /// What the proposer says about it.
    pub comment: Option<String>,
    /// When it was proposed.
    pub proposed_at: Option<DateTime<Utc>>,
    /// Who proposed it.
    pub proposed_by: Option<String>,
    /// When the last answer came, or it was withdrawn.
    pub settled_at: Option<DateTime<Utc>>,
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

record!("revision");

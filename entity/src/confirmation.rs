//! A party's answer to one revision (bekreftelse).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{ConfirmationId, MunicipalityId, PartnershipId, PartnershipRevisionId, PartyId},
    record::record,
    vocabulary::ConfirmationDecision,
};

/// A party's answer to one revision (bekreftelse).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "confirmation")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConfirmationId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The revision answered.
    pub revision_id: PartnershipRevisionId,
    /// The party that answers; once for each revision.
    pub party_id: PartyId,
    /// Yes or no.
    pub decision: ConfirmationDecision,
    /// When it was answered.
    pub decided_at: DateTime<Utc>,
    /// Who answered, as the identity provider names them.
    pub decided_by: String,
    /// A comment or the reason.
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

record!("confirmation");

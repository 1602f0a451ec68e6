//! Who changed what, and when (revisjonsspor). Written in the transaction of the change and never altered.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{
    id::{AuditEventId, MunicipalityId},
    record::Kind,
};

/// One change of one record.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// The key; events of one process sort by time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    /// When it happened (UTC, microseconds).
    pub at: DateTime<Utc>,
    /// Who: the subject the identity provider gave.
    pub subject: String,
    /// The identity provider that vouches for the subject.
    pub issuer: String,
    /// The role used.
    pub role: String,
    /// The organisation acted for, when the caller acts for one: its public id.
    pub acting_organisation: Option<String>,
    /// The request that did it, as in the log.
    pub request_id: String,
    /// The operation: the mutation's name in the schema.
    pub operation: String,
    /// What was done: `CREATE`, `UPDATE` or `DELETE`.
    pub action: String,
    /// The public id of the record.
    pub record: String,
    /// The municipality that owns the record.
    pub municipality_id: Option<MunicipalityId>,
    /// The changed fields before, as a JSON object; none for a new record.
    pub before: Option<String>,
    /// The changed fields after, as a JSON object; none for a deleted record.
    pub after: Option<String>,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Kind for Entity {
    const PREFIX: &'static str = "auditEvent";
}

impl ActiveModelBehavior for ActiveModel {}

//! Who did what, and when (revisjonsspor). Written in the transaction of the deed and never altered.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AuditEventId, Id, MunicipalityId, OrganisationId, PartnershipId},
    record::{Fresh, Kind, Record, Stamped},
    vocabulary::AuditAction,
};

/// One deed done to one record.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    /// The place in the trail: 1, 2, 3 … without a gap.
    pub sequence: i64,
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
    /// The program the caller used, as the identity provider names it.
    pub client: Option<String>,
    /// The supplier that acts on the caller's behalf, where the identity provider names one.
    pub supplier: Option<String>,
    /// The request that did it, as in the log.
    pub request_id: String,
    /// The operation: the root field's name in the schema.
    pub operation: String,
    /// What was done.
    pub action: AuditAction,
    /// The public id of the record.
    pub record: String,
    /// The kind of record, as in its public id.
    pub kind: String,
    /// The bare key of the record.
    pub record_key: Uuid,
    /// The municipality that owns the record.
    pub municipality_id: Option<MunicipalityId>,
    /// The partnership the record is a part of.
    pub partnership_id: Option<PartnershipId>,
    /// The organisation the record is about: for staff and their shares the employer, for a party the one that takes part.
    pub organisation_id: Option<OrganisationId>,
    /// Whether the event stays within the owning municipality, whoever takes part in the partnership.
    pub confined: bool,
    /// The changed fields before, as a JSON object; none for a new record.
    pub before: Option<String>,
    /// The changed fields after, as a JSON object; none for a deleted record.
    pub after: Option<String>,
    /// The hash of the event before this one; zeros for the first.
    pub previous_hash: String,
    /// SHA-256 in hexadecimal over everything above.
    pub hash: String,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Kind for Entity {
    const PREFIX: &'static str = "auditEvent";
}

impl Record for Entity {
    fn id_column() -> Column {
        Column::Id
    }
}

impl Stamped for Model {
    type Entity = Entity;

    fn id(&self) -> AuditEventId {
        self.id
    }

    /// An event has one version: it never changes.
    fn version(&self) -> i32 {
        1
    }

    fn created_at(&self) -> DateTime<Utc> {
        self.at
    }

    fn updated_at(&self) -> DateTime<Utc> {
        self.at
    }

    fn municipality_id(&self) -> Option<MunicipalityId> {
        self.municipality_id
    }
}

impl Fresh for ActiveModel {
    fn stamp_new(&mut self, id: Uuid, now: DateTime<Utc>) {
        self.id = sea_orm::Set(Id::new(id));
        self.at = sea_orm::Set(now);
    }

    /// The database refuses a changed event; there is nothing to stamp.
    fn stamp_changed(&mut self, _: i32, _: DateTime<Utc>) {}
}

impl ActiveModelBehavior for ActiveModel {}

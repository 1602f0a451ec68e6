//! A part of a position shared with a partnership (delt stilling).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Percentage,
    id::{MunicipalityId, OrganisationId, PartnershipId, PartyId, StaffAllocationId, StaffMemberId},
    record::record,
    vocabulary::StaffFunction,
};

/// A part of a position shared with a partnership (delt stilling).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "staff_allocation")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StaffAllocationId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The person.
    pub staff_member_id: StaffMemberId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The party where the work is done.
    pub host_party_id: PartyId,
    /// The organisation that hosts the person as the employer has agreed to it: by the terms in force, or because it named
    /// the host itself. None as long as others only propose it.
    pub agreed_host_id: Option<OrganisationId>,
    /// The party that refunds the employer.
    pub refund_party_id: Option<PartyId>,
    /// The share of the salary cost it refunds.
    pub refund_percentage: Option<Percentage>,
    /// The position percentage: 0.01–100 % of a full-time position.
    pub percentage: Percentage,
    /// What the person does.
    pub function: StaffFunction,
    /// More about the work.
    pub note: Option<String>,
    /// The first day.
    pub from_date: NaiveDate,
    /// The last day; none when it runs until further notice.
    pub to_date: Option<NaiveDate>,
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

record!("staffAllocation");

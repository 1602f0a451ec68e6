//! The keys that personal data in the audit trail is sealed with, one a person. The trail is never altered; deleting a
//! person's key makes what it tells of them unreadable.

use sea_orm::entity::prelude::*;

use crate::id::StaffMemberId;

/// One person's key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "personal_key")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_member_id: StaffMemberId,
    /// 256 random bits, in base64.
    pub secret: String,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! Mutations that were sent with an `Idempotency-Key`, for as long as they may be sent again. Nothing in a row tells who
//! sent what to whoever does not hold the key.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One request with a key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotent_request")]
pub struct Model {
    /// What stands for the caller and the key: derived from both, 64 hex digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// What was asked for, as a code that only the key can check.
    pub body: String,
    /// What the caller was trusted with, as such a code.
    pub powers: String,
    /// The attempt that may write: 1, and one more each time another takes the request over.
    pub attempt: i32,
    /// Until when the attempt has it to itself (UTC).
    pub lease_until: DateTime<Utc>,
    /// When the key is forgotten (UTC).
    pub expires_at: DateTime<Utc>,
    /// The answer, sealed; none while it is still to come.
    pub answer: Option<String>,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

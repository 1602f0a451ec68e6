//! What a mutation that was sent with an `Idempotency-Key` has written so far, root field by root field: kept in the
//! transaction that wrote it.

use sea_orm::entity::prelude::*;

/// One root field that was carried out.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotent_step")]
pub struct Model {
    /// The request it belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub request: String,
    /// Its place among the root fields, in the order they are carried out, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    /// The mutation.
    pub operation: String,
    /// The public ids of the records it wrote, with spaces between.
    pub records: String,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! Secrets that all replicas share, made with the database.

use sea_orm::entity::prelude::*;

/// One secret.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "secret")]
pub struct Model {
    /// What it is for: `changes` seals the cursors over changes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// 64 hexadecimal digits.
    pub secret: String,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

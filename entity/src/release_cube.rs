//! What a release was made from, kept so that later releases are protected together with it. Nobody is shown it.

use sea_orm::entity::prelude::*;

use crate::id::ReleaseId;

/// A cube of a release, exact: with what it hides.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "release_cube")]
pub struct Model {
    /// The release.
    #[sea_orm(primary_key, auto_increment = false)]
    pub release_id: ReleaseId,
    /// Which cube.
    #[sea_orm(primary_key, auto_increment = false)]
    pub cube: String,
    /// The cube, as JSON.
    pub frozen: String,
    /// A hash of all exact figures, to tell whether anything changed.
    pub fingerprint: String,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

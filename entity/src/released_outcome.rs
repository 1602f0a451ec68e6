//! Cells of the outcome cube as they were released. Of what is hidden no figure is here.

use sea_orm::entity::prelude::*;

use crate::{
    Measured,
    id::{IndicatorId, ReleaseId},
    vocabulary::PlaceKind,
};

/// What an indicator came to in a place and a school year, as it was released.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "released_outcome")]
pub struct Model {
    /// The release.
    #[sea_orm(primary_key, auto_increment = false)]
    pub release_id: ReleaseId,
    /// The place of the cell in the release, from 0: by where it stands, never by what it holds.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i32,
    /// How large an area it is about.
    pub place_kind: PlaceKind,
    /// The number of the municipality or county, the KOSTRA group; empty for the country.
    pub place: String,
    /// The year the school year begins; 0 for all together.
    pub school_year: i32,
    /// The indicator.
    pub indicator_id: IndicatorId,
    /// What was aimed for.
    pub target: Option<Measured>,
    /// Whether the value at the start is hidden.
    pub baseline_suppressed: bool,
    /// The value at the start.
    pub baseline: Option<Measured>,
    /// Whether the value observed is hidden.
    pub actual_suppressed: bool,
    /// The value observed.
    pub actual: Option<Measured>,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! What is shared and won in a place, as it was released. Of what is hidden no figure is here.

use sea_orm::entity::prelude::*;

use crate::{Nok, id::ReleaseId, vocabulary::PlaceKind};

/// Shared staff and external funding of a place and a school year, as they were released.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "released_resource")]
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
    /// Whether the shared staff are hidden.
    pub staff_suppressed: bool,
    /// Shared positions on 1 October, in hundredths of a per cent of a full position.
    pub staff: Option<i64>,
    /// External funding awarded in the school year.
    pub funding: Nok,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

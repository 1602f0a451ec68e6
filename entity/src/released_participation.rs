//! Cells of the participation cube as they were released. Of what is hidden no figure is here.

use sea_orm::entity::prelude::*;

use crate::{
    id::ReleaseId,
    vocabulary::{AgeBand, PlaceKind, ReachedService, SubjectField},
};

/// A cell of the participation cube as it was released.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "released_participation")]
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
    /// The service; none for all together.
    pub service: Option<ReachedService>,
    /// The subject field; none for all together.
    pub subject: Option<SubjectField>,
    /// The age band; none for all together.
    pub age_band: Option<AgeBand>,
    /// Whether it is hidden; then there are no figures.
    pub suppressed: bool,
    /// How many took part.
    pub participants: Option<i64>,
    /// Visits in all.
    pub attendances: Option<i64>,
    /// Sessions held.
    pub sessions: Option<i64>,
    /// Minutes of activity.
    pub minutes: Option<i64>,
    /// Activities somebody was counted in.
    pub activities: Option<i64>,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

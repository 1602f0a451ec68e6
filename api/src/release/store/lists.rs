//! How lists of releases are narrowed and sorted.

use entity::release;

use crate::{
    auth::Caller,
    graphql::{
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::Result,
    },
    release::inputs::{ReleaseFilter, ReleaseSortField},
    store::{SortKey, column},
};

impl Filter<release::Entity> for ReleaseFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        to.by("number", self.number, column(release::Column::Number))
    }
}

impl SortField<release::Entity> for ReleaseSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Number => SortKey::int(release::Column::Number),
            Self::CreatedAt => SortKey::instant(release::Column::CreatedAt),
        }
    }
}

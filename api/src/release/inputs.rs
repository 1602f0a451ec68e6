//! What releases are narrowed and sorted by.

use async_graphql::InputObject;

use crate::graphql::{comparators::IntComparator, sorting::sort_fields};

/// Narrows a list of releases; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct ReleaseFilter {
    /// The number of the release.
    pub number: Option<IntComparator>,
}

sort_fields! {
    /// What releases can be sorted by.
    pub ReleaseSortField { Number, CreatedAt }
}

//! What population figures are narrowed and sorted by.

use async_graphql::InputObject;

use crate::graphql::{
    comparators::{CodeComparator, IdComparator, IntComparator},
    sorting::sort_fields,
};

/// Narrows a list of population figures; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct PopulationFilter {
    /// The municipality.
    pub municipality: Option<IdComparator>,
    /// The number of the municipality: four digits.
    pub municipality_number: Option<CodeComparator>,
    /// The year, on whose 1 January they were counted.
    pub year: Option<IntComparator>,
}

sort_fields! {
    /// What population figures can be sorted by.
    pub PopulationSortField { Year, CreatedAt }
}

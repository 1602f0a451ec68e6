//! Root fields for population figures.

use super::types::Population;
use crate::graphql::connection::roots;

roots! {
    PopulationQueries of Population {
        /// One population figure by id; null when it does not exist.
        population;
        /// How many people live in the municipalities (folketall), as far as the operator has told.
        populations;
    }
}

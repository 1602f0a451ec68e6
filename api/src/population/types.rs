//! Population figures as the API shows them.

use async_graphql::Object;

use super::inputs::{PopulationFilter, PopulationSortField};
use crate::graphql::{
    connection::Listed,
    record::{record_fields, record_object},
};

record_object! {
    /// How many people live in a municipality on 1 January of a year (folketall): an official figure.
    pub Population of population = owned + PopulationFields
}

record_fields! {
    /// What a population figure says.
    PopulationFields of population
}

#[Object]
impl PopulationFields {
    /// The year, on whose 1 January they were counted.
    async fn year(&self) -> i32 {
        self.0.year
    }

    /// How many people live there.
    async fn inhabitants(&self) -> i32 {
        self.0.inhabitants
    }

    /// Where the figure comes from.
    async fn source(&self) -> &str {
        &self.0.source
    }
}

impl Listed for Population {
    type Filter = PopulationFilter;
    type SortField = PopulationSortField;
}

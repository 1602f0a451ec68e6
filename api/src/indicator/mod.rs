//! Indicators: what the work is measured by, in one municipality or in the whole country.

pub mod inputs;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

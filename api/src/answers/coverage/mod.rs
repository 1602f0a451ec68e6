//! Which services have a partnership with the culture school, and which have none.

pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

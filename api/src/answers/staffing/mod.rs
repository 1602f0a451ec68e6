//! How many full-time equivalents are shared, by service, host, employer or who pays.

pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

//! What is put in and spent in a fiscal year, added up over budgets.

pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

//! What needs somebody's attention soon.

pub mod queries;
pub(crate) mod store;
pub mod types;

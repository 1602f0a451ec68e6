//! Whether more of somebody's position can be shared, when not, and because of what.

pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

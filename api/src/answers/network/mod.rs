//! Who works with whom, ready to draw: nodes and weighted links.

pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

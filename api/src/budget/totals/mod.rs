//! What a budget adds up to.

pub mod rules;
pub(crate) mod store;
pub mod types;

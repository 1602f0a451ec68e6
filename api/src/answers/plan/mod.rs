//! Which plan goals and pillars have activities, who was heard in which phase, and what is missing.

pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

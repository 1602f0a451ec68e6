//! Outcomes: what partnerships aim for, and what was observed.

pub mod cube;
pub mod inputs;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

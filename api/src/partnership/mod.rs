//! Partnerships: what equal parties bind themselves to do together, from draft to end.

pub mod inputs;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod terms;
pub mod types;

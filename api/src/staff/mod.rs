//! Shared staff: who may be shared, with which partnership, for how much of their position (delte stillinger, § 3.6).

pub mod inputs;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

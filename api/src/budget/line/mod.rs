//! The lines of a joint budget: what each party puts in, and what it costs.

pub mod inputs;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

//! Applications for external funding that the parties make together.

pub mod inputs;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

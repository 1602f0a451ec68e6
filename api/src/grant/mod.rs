//! Access given to people, groups and machines, and what a caller learns about its own.

pub mod inputs;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;
pub mod viewer;

pub use store::appoint;

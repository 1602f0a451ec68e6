//! Organisations: the culture schools and services that make partnerships.

pub mod inputs;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

pub use store::culture_school_in;

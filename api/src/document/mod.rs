//! Links to documents about a partnership, kept elsewhere.

pub mod inputs;
pub mod mutations;
pub mod queries;
pub(crate) mod store;
pub mod types;

//! Parties: each organisation's part in a partnership.

pub mod inputs;
pub mod mutations;
pub mod queries;
pub(crate) mod store;
pub mod types;

//! Goals of a partnership: each side's own, and those all share.

pub mod inputs;
pub mod mutations;
pub mod queries;
pub(crate) mod store;
pub mod types;

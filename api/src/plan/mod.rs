//! Plan links: the goals of municipal plans that partnerships serve.

pub mod inputs;
pub mod mutations;
pub mod queries;
pub(crate) mod store;
pub mod types;

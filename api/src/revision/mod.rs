//! Revisions of an agreement: frozen terms, the parties' answers, and what differs between two.

pub mod difference;
pub mod inputs;
pub mod queries;
pub(crate) mod store;
pub mod terms;
pub mod types;

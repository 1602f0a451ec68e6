//! Consultations: which bodies were heard, when, and what it changed (medvirkning).

pub mod inputs;
pub mod mutations;
pub mod queries;
pub(crate) mod store;
pub mod types;

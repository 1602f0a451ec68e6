//! Participation counts: how many took part in activities, never who (deltakertall).

pub mod cube;
pub mod inputs;
pub mod mutations;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod submission;
pub mod types;

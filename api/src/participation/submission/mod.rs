//! Counts reported by other systems: many at once, each known by the reporting system's own id, safe to repeat.

pub mod inputs;
pub mod mutations;
pub(crate) mod store;

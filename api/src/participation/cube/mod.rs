//! Participation as a fixed cube: by service and subject field, and by service and age band, each by school year and
//! place, with all margins (deltakelse).

pub mod figures;
pub mod inputs;
pub mod queries;
pub(crate) mod store;
pub mod types;

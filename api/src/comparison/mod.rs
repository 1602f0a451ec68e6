//! A municipality beside its KOSTRA group and the country: reach, shared staff, external funding (sammenligning).

pub mod figures;
pub mod queries;
pub(crate) mod store;
pub mod types;

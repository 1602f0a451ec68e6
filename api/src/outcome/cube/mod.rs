//! Outcomes as a fixed cube: target, baseline and actual value by indicator, school year and place (måloppnåelse).

pub mod figures;
pub mod inputs;
pub mod queries;
pub(crate) mod store;
pub mod types;

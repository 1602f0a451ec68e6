//! How many people live in a municipality (folketall): official figures that the operator gives; none are made up.

pub mod inputs;
pub mod queries;
pub mod rules;
pub(crate) mod store;
pub mod types;

pub use rules::{Inhabitants, Unusable, read};
pub use store::record;

//! Where things are: municipalities, counties, and the reference lists of KOSTRA functions and service types.

pub mod inputs;
pub mod queries;
mod store;
pub mod types;

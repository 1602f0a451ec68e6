//! stub
pub mod types;

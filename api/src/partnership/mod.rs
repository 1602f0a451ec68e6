//! Partnerships: what equal parties bind themselves to do together.

pub(crate) mod store;
pub mod terms;
pub mod types;

//! The audit trail: who did what to which record, for whom and when; a chain of hashes that tells when it was tampered
//! with; and who read whose name.
//!
//! Events are written by `store::Tx`, in the transaction of the deed they tell of. What they tell of people is sealed
//! under a key of each person's own, so that it can be made unreadable although the trail is never altered.

pub mod chain;
pub mod changes;
pub mod disclosure;
pub mod inputs;
pub mod personal;
pub mod queries;
pub mod seal;
pub(crate) mod store;
pub mod types;

pub use store::verify::{TrailError, Verified, head, verify};

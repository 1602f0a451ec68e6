//! What changed since a cursor, for systems that keep a copy.
//!
//! The feed is read from the audit trail, whose events are numbered just before they are committed, under a lock that is
//! held until they are: whoever sees an event sees all before it, so a place in the trail is a place nothing is put in front
//! of later. Instants are none: a write that began early may be committed late.
//!
//! A cursor is a place in the trail, sealed: the places run over the whole registry, and would tell how much is done
//! elsewhere. It also holds what its caller could see; with other powers it is refused, for records may then have come into
//! sight, or left it, without a change.
//!
//! Who sees an event is decided in [`access`](crate::access). A partnership comes into sight, or leaves it, when one of
//! the caller's own becomes a party, or is one no longer: such changes name the partnership to read anew.

pub mod cursor;
pub mod queries;
pub(crate) mod store;
pub mod types;

//! The GraphQL side of the house: how records, lists, filters and writes look in the schema.
//!
//! Concepts (partnerships, staff, …) have folders of their own; what they share is here.

pub mod cells;
pub mod changes;
pub mod coded;
pub mod comparators;
pub mod connection;
pub mod context;
pub mod errors;
pub mod guard;
pub mod ids;
pub mod limits;
pub mod mutation;
pub mod node;
pub mod nulls;
pub mod record;
pub mod refusal;
pub mod scalars;
pub mod schema;
pub mod sorting;
pub mod vocabularies;

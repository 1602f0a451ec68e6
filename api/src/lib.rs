//! Samspill: the registry of binding partnerships between Norwegian culture schools and other municipal services.
//!
//! One folder a concept; `access` decides who sees what, `store` is the only way to the database, `graphql` holds what
//! the concepts' parts of the schema share.

pub mod access;
pub mod auth;
pub mod clock;
pub mod demo;
pub mod graphql;
pub mod http;
pub mod municipality;
pub mod organisation;
pub mod partnership;
pub mod party;
pub mod privacy;
pub mod problem;
pub mod reference;
pub mod staff;
pub mod store;
pub mod synthetic;
pub mod text;
pub mod vocabulary;

//! Samspill: the registry of binding partnerships between Norwegian culture schools and other municipal services.
//!
//! One folder a concept; `access` decides who sees what, `store` is the only way to the database, `graphql` holds what
//! the concepts' parts of the schema share.

pub mod access;
pub mod activity;
pub mod answers;
pub mod audit;
pub mod auth;
pub mod belonging;
pub mod budget;
pub mod clock;
pub mod comparison;
pub mod consultation;
pub mod demo;
pub mod disclosure;
pub mod document;
pub mod export;
pub mod feed;
pub mod funding;
pub mod goal;
pub mod grant;
pub mod graphql;
pub mod higher_education;
pub mod http;
pub mod idempotency;
pub mod indicator;
pub mod learning;
pub mod municipality;
pub mod open_data;
pub mod organisation;
pub mod outcome;
pub mod participation;
pub mod partnership;
pub mod party;
pub mod persisted;
pub mod plan;
pub mod population;
pub mod premises;
pub mod privacy;
pub mod problem;
pub mod reference;
pub mod release;
pub mod retention;
pub mod revision;
pub mod sealing;
pub mod staff;
pub mod store;
pub mod synthetic;
pub mod task;
pub mod text;
pub mod vocabulary;
pub mod watch;

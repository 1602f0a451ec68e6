//! End-to-end tests: the real program, asked over HTTP, on SQLite and on PostgreSQL. One file a capability.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[macro_use]
mod support;

mod access;
mod audit;
mod auth;
mod conformance;
mod durability;
mod exports;
mod grants;
mod house;
mod http;
mod identity_providers;
mod limits;
mod money;
mod organisations;
mod paging;
mod partnerships;
mod releases;
mod retention;
mod schema;
mod staff;
mod startup;
mod statements;
mod timeouts;
mod walk;

//! End-to-end tests: the real program, asked over HTTP, on SQLite and on PostgreSQL. One file a capability.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[macro_use]
mod support;

mod access;
mod answers;
mod audit;
mod auth;
mod conformance;
mod connections;
mod durability;
mod edge;
mod exports;
mod faults;
mod feed;
mod grants;
mod graphiql;
mod house;
mod http;
mod idempotency;
mod identity_providers;
mod limits;
mod money;
mod open_data;
mod organisations;
mod paging;
mod partnerships;
mod persisted;
mod releases;
mod retention;
mod schema;
mod staff;
mod startup;
mod statements;
mod stopping;
mod submissions;
mod timeouts;
mod walk;
mod watch;

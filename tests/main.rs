//! End-to-end tests: the real program, asked over HTTP, on SQLite and on PostgreSQL. One file a capability.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

#[macro_use]
mod support;

mod auth;
mod durability;
mod organisations;
mod paging;
mod partnerships;
mod schema;
mod startup;
mod statements;

//! What the tests stand on: a database each, the real program, and a client that asks it.
//!
//! ```text
//! on_both!(an_organisation_can_be_read_back);
//!
//! async fn an_organisation_can_be_read_back(backend: Backend) {
//!     let server = Server::start(backend).await;
//!     let planner = server.planner("4601");
//!     let created = organisation(&planner, "4601", json!({ "name": "Bergen kulturskole" })).await;
//!     let query = "query ($id: ID!) { organisation(id: $id) { name } }";
//!     let data = planner.data(query, json!({ "id": created["id"] })).await;
//!     assert_eq!(data["organisation"]["name"], "Bergen kulturskole");
//! }
//! ```

pub mod client;
pub mod database;
pub mod postgres;
pub mod program;
pub mod provider;
pub mod records;
pub mod server;

pub use client::{Client, Reply};
pub use database::{Backend, TestDatabase};
pub use provider::Provider;
pub use server::Server;

/// Makes two tests of each function named: `<name>::sqlite` and `<name>::postgres`.
///
/// A function is `async fn(Backend)`. One that is not named here is reported by the compiler as never used.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use $crate::support::Backend;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(Backend::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if Backend::Postgres.is_available(module_path!()) {
                    super::$name(Backend::Postgres).await;
                }
            }
        }
    )+};
}

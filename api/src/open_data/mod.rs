//! Open data: released figures for everybody, without a token, with a description that catalogues harvest (DCAT-AP-NO).
//!
//! ```text
//! terms.rs       who publishes, where, and whom to ask: what the operator says
//! datasets.rs    what is published, in words
//! releases.rs    the releases that are published
//! addresses.rs   where everything is: stable addresses
//! catalogue.rs   the description as a graph; one graph, whatever it is written as
//! rdf.rs         how graphs are put together and written: Turtle, JSON-LD
//! dictionary.rs  what the columns mean, from the descriptions in the API's schema
//! csvw.rs        the same for programs, beside each file (CSV on the Web)
//! pages/         the same for people
//! store.rs       reads the releases
//! ```
//!
//! The files themselves are exports, opened for [`access::public`](crate::access::public). Nothing else of the registry is
//! read here.

pub mod addresses;
pub mod catalogue;
pub mod csvw;
pub mod datasets;
pub mod dictionary;
pub mod pages;
pub mod rdf;
pub mod releases;
mod store;
pub mod terms;

pub use addresses::Addresses;
pub use datasets::Dataset;
pub use dictionary::Dictionary;
pub use releases::Published;
pub use store::{all, number};
pub use terms::{EmailAddress, Line, PublicUrl, Publisher};

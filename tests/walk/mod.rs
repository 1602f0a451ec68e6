//! Two municipalities alike, and every path of the schema walked to find the one from the other.
//!
//! The schema is read from the server, so that a new type, field, filter, order or mutation is covered as it comes. What
//! a test asks for is made in `asks`; what it asks of is made in `town`, through the schema's own mutations.

mod answers;
mod asks;
mod coverage;
mod foreign;
mod hidden;
mod neighbour;
mod schema;
mod shared;
pub mod town;
mod writes;

use town::Name;

use crate::support::{Backend, Server};

/// The town of those who ask.
pub const OURS: Name = Name { word: "Qvarxa", number: "4601", digits: 31, first_number: 0 };
/// The town they must not find.
pub const THEIRS: Name = Name { word: "Zvorba", number: "5501", digits: 72, first_number: 500 };

/// A server that answers all at once what one record and its lists hold: usual limits are for usual questions.
pub async fn server(backend: Backend) -> Server {
    Server::start_with(backend, &[("SAMSPILL_REQUEST_COMPLEXITY", "1000000")]).await
}

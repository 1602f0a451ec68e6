//! Exports: the registry's lists as tables that analysts load, streamed in constant memory.
//!
//! An export is a list of the API, flattened: one row a record, and beside it what the API says in its single relations.
//! Whoever asks gets the rows and fields that the API would give it, narrowed by the same filter input, checked by the same
//! guard. Each table is a [`Sheet`]; its columns are named after the API's fields.
//!
//! Rows come in the order of their ids and are read a page at a time, each with a connection that goes back before the
//! page is sent: a reader that is slow, or stops, holds none. A row is as it is when its page is read; rows registered
//! after the export began are left out. The id of a row is its cursor: `after=<id>` goes on behind it.
//!
//! Participation, outcomes and resources are the cells of fixed cubes: of a release, which never changes, or exact; see
//! [`Cube`].

mod alike;
mod budget;
pub mod column;
mod counts;
mod cubes;
mod etag;
mod filter;
pub mod format;
mod open;
mod partnerships;
mod refusals;
mod request;
mod results;
mod sheet;
mod staffing;
mod store;
mod stream;

pub use budget::BudgetSheet;
pub use column::{Cell, Column, Kind, Row};
pub use counts::CountSheet;
pub use cubes::{Cube, OutcomeCube, ParticipationCube, ResourceCube};
pub use etag::ETag;
pub use format::Format;
pub use open::{Export, Failure, open};
pub use partnerships::PartnershipSheet;
pub use refusals::ExportRefusal;
pub use request::{Asked, File, Table};
pub use results::{ObservationSheet, TargetSheet};
pub use sheet::Sheet;
pub use staffing::StaffingSheet;
pub use stream::{Bounds, BrokenOff, Pages, stream};

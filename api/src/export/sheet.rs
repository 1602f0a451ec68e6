//! A list of the API as a table.

use super::{
    column::{Column, Row},
    store::{EntityOf, Extent, ModelOf},
};
use crate::{
    graphql::connection::Listed,
    store::{ReadError, Reader},
};

/// A list of the API as a table: one row a record.
pub trait Sheet: Send + Sync + 'static {
    /// The record of a row.
    type Node: Listed<Filter: Clone + Send + Sync>;

    /// The API's root field with the same rows.
    const LIST: &'static str;
    /// The columns.
    const COLUMNS: &'static [Column];

    /// The rows of these records: what the reader's caller may read of them, and of what they name. Read by one statement
    /// after the other, so that an export takes one connection to the database and no more.
    fn rows(reader: &Reader, records: Vec<ModelOf<Self>>) -> impl Future<Output = Result<Vec<Row>, ReadError>> + Send;

    /// How much there is, and how new, of the tables that the rows draw from besides their own.
    fn drawn_from(reader: &Reader) -> impl Future<Output = Result<Vec<Extent>, ReadError>> + Send;
}

/// The prefix of the public ids of a sheet's rows.
#[must_use]
pub const fn prefix<S: Sheet + ?Sized>() -> &'static str {
    <EntityOf<S> as entity::Kind>::PREFIX
}

//! Released figures as tables: one row a cell of a fixed cube. What is hidden of a cell is missing, and said to be.
//!
//! The cells of a release never change, and everybody who may see releases gets the same of them, save that outcomes are
//! those of the indicators one may see. A cell's place in its release is its cursor.

mod outcomes;
mod participation;

pub use outcomes::OutcomeCube;
pub use participation::ParticipationCube;

use entity::{Id, Kind as _, release};
use futures_util::{FutureExt as _, future::BoxFuture};

use super::{
    Asked, Column, ETag, Export, ExportRefusal, Failure, Row,
    column::{Cell, Kind},
    store::Extent,
    stream::Pages,
};
use crate::{
    release::store::read,
    store::{ReadError, Reader, Scope},
};

/// Cells that are read at once.
const PAGE: u64 = 500;

/// The cells of a cube of a release.
pub trait Cube: Send + Sync + 'static {
    /// The columns.
    const COLUMNS: &'static [Column];

    /// At most so many cells behind a place in the release, in order: the place of each, and its row.
    fn page(
        reader: &Reader,
        release: &release::Model,
        after: Option<i32>,
        limit: u64,
    ) -> impl Future<Output = Result<Vec<(i32, Row)>, ReadError>> + Send;

    /// How much there is, and how new, of what may change in the rows although the release does not.
    fn drawn_from(reader: &Reader) -> impl Future<Output = Result<Vec<Extent>, ReadError>> + Send;
}

// The columns that every cube begins with.
const CURSOR: Column = Column::derived("cursor", Kind::Int);
const RELEASE_ID: Column = Column::derived("release.id", Kind::Code);
const RELEASE_NUMBER: Column = Column::derived("release.number", Kind::Int);
const PLACE_KIND: Column = Column::new("placeKind", Kind::Code);
const PLACE: Column = Column::optional("place", Kind::Digits);
const SCHOOL_YEAR: Column = Column::optional("schoolYear", Kind::Int);

/// The cells of those columns: where a figure stands.
fn cell(
    release: &release::Model,
    ordinal: i32,
    kind: entity::vocabulary::PlaceKind,
    place: &str,
    school_year: i32,
) -> Row {
    vec![
        Cell::Int(ordinal),
        Cell::id(release.id),
        Cell::Int(release.number),
        Cell::code(kind),
        Cell::maybe(Some(place).filter(|place| !place.is_empty()), Cell::text),
        Cell::maybe(Some(school_year).filter(|year| *year != 0), Cell::Int),
    ]
}

/// Opens the export of a cube: of the release that is named, or the latest. Where there is none to be seen, there are no
/// rows, as in the API.
///
/// # Errors
/// When what is asked for cannot be had, or the database does not answer.
pub async fn open<C: Cube>(scope: Scope, asked: &Asked) -> Result<Export, Failure> {
    if asked.filter.is_some() {
        return Err(ExportRefusal::NoFilter {}.into());
    }
    let not_a_release = || ExportRefusal::NotARelease { prefix: release::Entity::PREFIX };
    let named = asked.release.as_ref().map(|id| id.parse::<Id<release::Entity>>().map_err(|_| not_a_release()));
    let not_a_cursor = || ExportRefusal::NotACellCursor {};
    let after = asked.after.as_ref().map(|after| after.parse::<i32>().map_err(|_| not_a_cursor())).transpose()?;
    let release = read::release(&scope, named.transpose()?).await?;
    let caller = std::sync::Arc::clone(&scope.caller);
    let reader = Reader::new(scope);
    let frozen = Extent {
        rows: release.as_ref().map_or(0, |release| release.number.into()),
        changed: release.as_ref().map(|release| release.created_at),
    };
    let mut extents = vec![frozen];
    extents.extend(C::drawn_from(&reader).await?);
    let etag = ETag::of(asked, &caller, &extents);
    let cells =
        Cells::<C> { reader, release, after, left: asked.limit.unwrap_or(u64::MAX), cube: std::marker::PhantomData };
    Ok(Export { etag, columns: C::COLUMNS, pages: Box::new(cells) })
}

/// The cells of a release, a page at a time.
struct Cells<C> {
    reader: Reader,
    release: Option<release::Model>,
    after: Option<i32>,
    left: u64,
    cube: std::marker::PhantomData<fn() -> C>,
}

impl<C: Cube> Cells<C> {
    async fn page(&mut self) -> Result<Option<Vec<Row>>, ReadError> {
        let Some(release) = self.release.as_ref().filter(|_| self.left > 0) else {
            return Ok(None);
        };
        let limit = PAGE.min(self.left);
        let cells = C::page(&self.reader, release, self.after, limit).await?;
        let found = u64::try_from(cells.len()).unwrap_or(u64::MAX);
        self.after = cells.last().map(|(place, _)| *place).or(self.after);
        // A page that is not full is the last one.
        self.left = if found < limit { 0 } else { self.left.saturating_sub(found) };
        Ok((found > 0).then(|| cells.into_iter().map(|(_, row)| row).collect()))
    }
}

impl<C: Cube> Pages for Cells<C> {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<Row>>, ReadError>> {
        self.page().boxed()
    }
}

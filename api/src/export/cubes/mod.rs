//! Figures as tables: one row a cell of a fixed cube, narrowed by the arguments of the API's field. What is hidden of a
//! cell is missing, and said to be.
//!
//! The cells of a release never change, and everybody who may see releases gets the same of them, save that outcomes are
//! those of the indicators one may see. Who sees all that is counted in a municipality and names it gets its exact cells
//! instead, by the same rule as in the API; they are added up once, when the export begins.

mod cursor;
mod outcomes;
mod participation;
mod resources;

pub use outcomes::OutcomeCube;
pub use participation::ParticipationCube;
pub use resources::ResourceCube;

use std::{sync::Arc, vec};

use entity::{Id, Kind as _, id::MunicipalityId, release};
use futures_util::{FutureExt as _, future::BoxFuture};

use self::cursor::Released;
use super::{
    Asked, Column, ETag, Export, ExportRefusal, Failure, Row,
    column::{Cell, Kind},
    filter::Arguments,
    store::Extent,
    stream::Pages,
};
use crate::{
    auth::Caller,
    graphql::{cells::Window, errors::Result as FieldResult, guard::Guard},
    participation::cube::inputs::Where,
    release::{
        places::Place,
        store::read::{self, Origin, Which},
    },
    store::{ReadError, Reader, Scope},
};

/// Cells that are read at once.
const PAGE: u64 = 500;

/// A fixed cube.
pub trait Cube: Send + Sync + 'static {
    /// The API's root field with the same cells.
    const FIELD: &'static str;
    /// The columns.
    const COLUMNS: &'static [Column];
    /// Whether a caller gets exact figures of a municipality.
    const SEES_ALL_IN: fn(&Caller, MunicipalityId) -> bool;

    /// Which cells are wanted.
    type Asked: Send + Sync;
    /// Where an exact cell stands; in the order of the cells.
    type Key: Ord + Send;

    /// Reads the arguments of the field. What they do not name is wanted in every way, all margins among them, unless
    /// they say what to list `by`.
    ///
    /// # Errors
    /// When the field would refuse them.
    fn read(arguments: Arguments) -> FieldResult<Self::Asked>;

    /// Where.
    fn place(asked: &Self::Asked) -> &Where;

    /// At most so many cells of a release behind a place in it, in order: the place of each, and its row.
    fn page(
        reader: &Reader,
        release: &release::Model,
        asked: &Self::Asked,
        window: &Window,
    ) -> impl Future<Output = Result<Vec<(i32, Row)>, ReadError>> + Send;

    /// The row of the one cell that is asked for, when it is one and the release has nothing in it.
    fn nothing_in(release: &release::Model, asked: &Self::Asked) -> Option<Row>;

    /// The exact cells of a municipality, in order, each with its row.
    fn exact(
        reader: &Reader,
        municipality: MunicipalityId,
        asked: &Self::Asked,
    ) -> impl Future<Output = Result<Vec<(Self::Key, Row)>, ReadError>> + Send;

    /// Which exact cell a cursor tells of.
    fn key(cursor: &str) -> Option<Self::Key>;

    /// How much there is, and how new, of what may change in the rows although the release does not.
    fn drawn_from(reader: &Reader) -> impl Future<Output = Result<Vec<Extent>, ReadError>> + Send;
}

/// The columns that every cube begins with, then its [`SCHOOL_YEAR`]: the cells are [`beginning`].
const BEGINNING: &[Column] = &[
    Column::derived("cursor", Kind::Code),
    Column::new("exact", Kind::Flag),
    Column { optional: true, ..Column::derived("release.id", Kind::Code) },
    Column { optional: true, ..Column::derived("release.number", Kind::Int) },
    Column::new("placeKind", Kind::Code),
    Column::optional("place", Kind::Digits),
];
const SCHOOL_YEAR: Column = Column::optional("schoolYear", Kind::Int);

/// Which row a cell has.
enum Of<'a> {
    /// That of a cell of a release, by its place in it.
    Release(&'a release::Model, i32),
    /// That of an exact cell, by its cursor.
    Exact(String),
}

/// The cells of the first columns: where a figure comes from, and where it stands.
fn beginning(of: Of<'_>, place: &Place, school_year: Option<i32>) -> Row {
    let (cursor, release) = match of {
        Of::Release(release, ordinal) => (Released { release: release.number, ordinal }.to_string(), Some(release)),
        Of::Exact(cursor) => (cursor, None),
    };
    vec![
        Cell::Text(cursor.into()),
        Cell::Flag(release.is_none()),
        Cell::maybe(release, |release| Cell::id(release.id)),
        Cell::maybe(release, |release| Cell::Int(release.number)),
        Cell::code(place.kind),
        Cell::maybe(Some(&*place.name).filter(|name| !name.is_empty()), Cell::text),
        Cell::maybe(school_year, Cell::Int),
    ]
}

/// Opens the export of a cube: of the release that is named, that a cursor names, or the latest; or of exact figures. Where
/// there is no release to be seen, there are no rows, as in the API.
///
/// # Errors
/// When what is asked for cannot be had, or the database does not answer.
pub async fn open<C: Cube>(scope: Scope, guard: &Guard, asked: &Asked) -> Result<Export, Failure> {
    let arguments = asked.filter.clone().map(|filter| Arguments::read(guard, C::FIELD, filter)).transpose()?;
    let wanted = C::read(arguments.unwrap_or_default())?;
    let after = asked.after.as_deref().and_then(Released::read);
    let which = which(asked, after)?;
    let origin = read::origin(&scope, C::place(&wanted), which, C::SEES_ALL_IN).await?;
    let caller = Arc::clone(&scope.caller);
    let reader = Reader::new(scope);
    let left = asked.limit.unwrap_or(u64::MAX);
    let (etag, pages): (ETag, Box<dyn Pages>) = match origin {
        Origin::Own(own) => {
            let behind = asked.after.as_deref().map(|after| C::key(after).ok_or(ExportRefusal::NotACellCursor {}));
            let behind = behind.transpose()?;
            let cells = C::exact(&reader, own, &wanted).await?;
            let rows = cells.into_iter().filter(|(key, _)| behind.as_ref().is_none_or(|behind| key > behind));
            let rows: Vec<Row> = rows.map(|(_, row)| row).take(usize::try_from(left).unwrap_or(usize::MAX)).collect();
            (ETag::of(asked, &caller, &rows), Box::new(Kept { rows: rows.into_iter() }))
        }
        _ if asked.after.is_some() && after.is_none() => return Err(ExportRefusal::NotACellCursor {}.into()),
        Origin::Release(release) => {
            if let Some(after) = after.filter(|after| after.release != release.number) {
                return Err(ExportRefusal::OtherRelease { number: after.release }.into());
            }
            let (number, made, drawn_from) = (release.number, release.created_at, C::drawn_from(&reader).await?);
            let after = after.map(|after| after.ordinal);
            let cells = Frozen::<C> { reader, release, wanted, after, left, begun: asked.after.is_some() };
            (ETag::of(asked, &caller, &(number, made, drawn_from)), Box::new(cells))
        }
        Origin::Nowhere => (ETag::of(asked, &caller, &()), Box::new(Kept { rows: Vec::new().into_iter() })),
    };
    Ok(Export { etag, columns: C::COLUMNS, pages })
}

/// The release that is named; else the one that a cursor is of, so that an export goes on in the release it began with.
fn which(asked: &Asked, after: Option<Released>) -> Result<Which, ExportRefusal> {
    let not_a_release = || ExportRefusal::NotARelease { prefix: release::Entity::PREFIX };
    let named = asked.release.as_ref().map(|id| id.parse::<Id<release::Entity>>().map_err(|_| not_a_release()));
    Ok(match (named.transpose()?, after) {
        (Some(id), _) => Which::Named(id),
        (None, Some(after)) => Which::Numbered(after.release),
        (None, None) => Which::Latest,
    })
}

/// Rows in memory, a page at a time.
struct Kept {
    rows: vec::IntoIter<Row>,
}

impl Pages for Kept {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<Row>>, ReadError>> {
        let page: Vec<Row> = self.rows.by_ref().take(usize::try_from(PAGE).unwrap_or(usize::MAX)).collect();
        async move { Ok(Some(page).filter(|page| !page.is_empty())) }.boxed()
    }
}

/// The cells of a release, a page at a time.
struct Frozen<C: Cube> {
    reader: Reader,
    release: release::Model,
    wanted: C::Asked,
    after: Option<i32>,
    left: u64,
    /// Whether rows were given already, by this export or the one it goes on with.
    begun: bool,
}

impl<C: Cube> Frozen<C> {
    async fn page(&mut self) -> Result<Option<Vec<Row>>, ReadError> {
        if self.left == 0 {
            return Ok(None);
        }
        let window = Window { limit: PAGE.min(self.left), backwards: false, after: self.after, before: None };
        let cells = C::page(&self.reader, &self.release, &self.wanted, &window).await?;
        let found = u64::try_from(cells.len()).unwrap_or(u64::MAX);
        self.after = cells.last().map(|(place, _)| *place).or(self.after);
        // A page that is not full is the last one.
        self.left = if found < window.limit { 0 } else { self.left.saturating_sub(found) };
        let mut rows: Vec<Row> = cells.into_iter().map(|(_, row)| row).collect();
        if rows.is_empty() && !self.begun {
            rows.extend(C::nothing_in(&self.release, &self.wanted));
        }
        self.begun = true;
        Ok(Some(rows).filter(|rows| !rows.is_empty()))
    }
}

impl<C: Cube> Pages for Frozen<C> {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<Row>>, ReadError>> {
        self.page().boxed()
    }
}

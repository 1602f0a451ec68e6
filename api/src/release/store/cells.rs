//! Released cells in SQL, by where they stand.

use entity::{id::ReleaseId, released_outcome, released_participation};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use crate::{
    graphql::cells::Window,
    store::{Database, ReadError},
};

/// A page of cells, and whether there is more beyond it.
pub async fn page<E: EntityTrait>(
    database: &Database,
    cells: Select<E>,
    ordinal: E::Column,
    window: &Window,
) -> Result<(Vec<E::Model>, bool), ReadError>
where
    E::Model: FromQueryResult,
{
    let mut cells = cells;
    if let Some(after) = window.after {
        cells = cells.filter(ordinal.gt(after));
    }
    if let Some(before) = window.before {
        cells = cells.filter(ordinal.lt(before));
    }
    cells = if window.backwards { cells.order_by_desc(ordinal) } else { cells.order_by_asc(ordinal) };
    let mut rows = cells.limit(window.limit + 1).all(database).await?;
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    if window.backwards {
        rows.reverse();
    }
    Ok((rows, more))
}

/// How many cells there are.
pub async fn count<E: EntityTrait>(database: &Database, cells: Select<E>) -> Result<i64, ReadError>
where
    E::Model: FromQueryResult + Sized + Send + Sync,
{
    let count = cells.count(database).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The shown cells of the participation cube of a release after a place in it, at most so many, in order: for exports, a
/// page at a time, so that a reader who stops holds nothing. Hidden cells are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn shown_participation(
    connection: &impl ConnectionTrait,
    release: ReleaseId,
    after: Option<i32>,
    most: u64,
) -> Result<Vec<released_participation::Model>, DbErr> {
    use released_participation::Column;
    let mut cells = released_participation::Entity::find()
        .filter(Column::ReleaseId.eq(release))
        .filter(Column::Suppressed.eq(false));
    if let Some(after) = after {
        cells = cells.filter(Column::Ordinal.gt(after));
    }
    cells.order_by_asc(Column::Ordinal).limit(most).all(connection).await
}

/// The cells of the outcome cube of a release after a place in it, at most so many, in order: for exports, as
/// [`shown_participation`]. What is hidden of a cell is not there; cells whose actual value is hidden are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn shown_outcomes(
    connection: &impl ConnectionTrait,
    release: ReleaseId,
    after: Option<i32>,
    most: u64,
) -> Result<Vec<released_outcome::Model>, DbErr> {
    use released_outcome::Column;
    let mut cells = released_outcome::Entity::find()
        .filter(Column::ReleaseId.eq(release))
        .filter(Column::ActualSuppressed.eq(false));
    if let Some(after) = after {
        cells = cells.filter(Column::Ordinal.gt(after));
    }
    cells.order_by_asc(Column::Ordinal).limit(most).all(connection).await
}

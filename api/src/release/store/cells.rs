//! Released cells in SQL, by where they stand.

use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::{
    graphql::cells::Window,
    store::{Database, ReadError, cut},
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
    let more = cut(&mut rows, window.limit, window.backwards);
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

//! Exports in SQL: the rows of a table a page at a time, what they name, and how new it all is.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_graphql::dataloader::Loader;
use chrono::{DateTime, Utc};
use entity::{Id, Record, id::ReleaseId, released_resource};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait as _, DbBackend, EntityTrait, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
    sea_query::{Alias, Expr, ExprTrait as _, Func, IntoIden as _, Query},
};

use super::sheet::Sheet;
use crate::{
    access::Protected,
    graphql::{
        cells::Window,
        comparators::Narrowing,
        connection::{Filter, Listed},
        errors::ApiError,
        record::Node,
    },
    release::store::cells,
    store::{Children, ListSpec, Paging, ReadError, Reader, Relation, Size, column},
};

/// The table that the rows of a sheet are stored in.
pub type EntityOf<S> = <<S as Sheet>::Node as Node>::Entity;
/// A stored row of a sheet.
pub type ModelOf<S> = <EntityOf<S> as EntityTrait>::Model;

/// How much there is of a table that a caller may see, and how new it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How many rows.
    pub rows: i64,
    /// When one of them was last changed.
    pub changed: Option<DateTime<Utc>>,
}

/// The rows of a sheet that are wanted.
pub struct Wanted<E: Record> {
    filter: Condition,
    until: DateTime<Utc>,
    /// How many they are, and how new.
    extent: Extent,
    table: std::marker::PhantomData<E>,
}

/// More rows than this are read by walking through the whole table in the order of its keys, once for all pages; fewer
/// are found the way the database thinks best, and sorted for each page.
const FEW: i64 = 5_000;

impl<E: Record + Protected> Wanted<E> {
    /// The rows that fit a filter and were registered by an instant.
    ///
    /// # Errors
    /// When the filter cannot be used, or the database does not answer.
    pub async fn new<T: Listed<Entity = E>>(
        filter: Option<T::Filter>,
        reader: &Reader,
        until: DateTime<Utc>,
    ) -> Result<Self, ApiError> {
        let filter = {
            let mut narrowing = Narrowing::new(reader.caller());
            if let Some(filter) = filter {
                filter.narrow(&mut narrowing)?;
            }
            narrowing.into_condition()
        };
        let extent = measure::<E>(reader, filter.clone()).await?;
        Ok(Self { filter, until, extent, table: std::marker::PhantomData })
    }

    /// How many they are, and how new.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// At most so many of them, behind an id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn page(&self, reader: &Reader, after: Option<Id<E>>, limit: u64) -> Result<Vec<E::Model>, ReadError> {
        // SQLite has no idea how many rows a condition lets through, and would gather and sort all of them for each page.
        let walk = self.extent.rows > FEW && reader.database().get_database_backend() == DbBackend::Sqlite;
        let mut page = E::find().filter(stamp::<E>("created_at").lte(self.until));
        for condition in [E::visible(reader.caller()), self.filter.clone()] {
            page = match condition {
                condition if condition.is_empty() => page,
                condition if walk => page.filter(Expr::case(condition, 1).finally(0).eq(1)),
                condition => page.filter(condition),
            };
        }
        if let Some(after) = after {
            page = page.filter(column(E::id_column()).gt(after));
        }
        Ok(page.order_by_asc(E::id_column()).limit(limit).all(reader.database()).await?)
    }
}

/// How much there is of a table that the reader's caller may see, and how new it is.
pub async fn extent<E: Record + Protected>(reader: &Reader) -> Result<Extent, ReadError> {
    measure::<E>(reader, Condition::all()).await
}

async fn measure<E: Record + Protected>(reader: &Reader, filter: Condition) -> Result<Extent, ReadError> {
    let (rows, changed) = (Alias::new("_rows"), Alias::new("_changed"));
    let mut select = Query::select();
    select
        .expr_as(Func::count(column(E::id_column())), rows)
        .expr_as(Func::max(stamp::<E>("updated_at")), changed)
        .from(E::default().table_ref())
        .cond_where(E::visible(reader.caller()))
        .cond_where(filter);
    let row = reader.database().query_one(&select).await?;
    Ok(match row {
        Some(row) => Extent { rows: row.try_get("", "_rows")?, changed: row.try_get("", "_changed")? },
        None => Extent { rows: 0, changed: None },
    })
}

/// One of the stamps that every record has.
fn stamp<E: EntityTrait>(name: &'static str) -> Expr {
    Expr::col((E::default().into_iden(), Alias::new(name).into_iden()))
}

/// Records by their ids.
pub type Records<E> = HashMap<Id<E>, Arc<<E as EntityTrait>::Model>>;

/// The records with these ids that the reader's caller may see.
pub async fn records<E: Record + Protected>(
    reader: &Reader,
    ids: impl IntoIterator<Item = Id<E>>,
) -> Result<Records<E>, ReadError> {
    let ids: Vec<Id<E>> = ids.into_iter().collect::<HashSet<_>>().into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    reader.load(&ids).await
}

/// The records that the reader's caller may see of those whose column names one of these, in no order.
pub async fn belonging<E: Record + Protected, P>(
    reader: &Reader,
    named_in: E::Column,
    parents: impl Iterator<Item = Id<P>>,
) -> Result<Vec<E::Model>, ReadError> {
    let among = reader.among(named_in, parents);
    Ok(E::find().filter(E::visible(reader.caller())).filter(among).all(reader.database()).await?)
}

/// How many records that the reader's caller may see name each of these in a column; those that none names are left out.
pub async fn counts<E: Record + Protected, P>(
    reader: &Reader,
    named_in: E::Column,
    parents: impl Iterator<Item = Id<P>>,
) -> Result<HashMap<Id<P>, i64>, ReadError> {
    let spec = Arc::new(ListSpec::<E> {
        relation: Some(Relation::Column(named_in)),
        filter: Condition::all(),
        order: Vec::new(),
        paging: Paging { limit: 0, backwards: false, after: None, before: None },
        rows_fingerprint: String::new(),
        page_fingerprint: String::new(),
    });
    let size = |parent: Id<P>| Size(Children { parent: Some(parent.uuid()), spec: Arc::clone(&spec) });
    let sizes: Vec<Size<E>> = parents.map(size).collect();
    let found: HashMap<Size<E>, i64> = reader.load(&sizes).await?;
    let named = found.into_iter().filter_map(|(size, count)| Some((Id::new(size.0.parent?), count)));
    Ok(named.collect())
}

/// What is shared and won in the places of a release, behind a place in it, at most so many, in order. What is hidden is told
/// to be, without its figures.
pub async fn resource_cells(
    reader: &Reader,
    release: ReleaseId,
    window: &Window,
) -> Result<Vec<released_resource::Model>, ReadError> {
    use released_resource::{Column, Entity};
    let cells = Entity::find().filter(Column::ReleaseId.eq(release));
    let (cells, _) = cells::page(reader.database(), cells, Column::Ordinal, window).await?;
    Ok(cells)
}

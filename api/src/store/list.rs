//! One statement for a page of records, for the whole registry or for any number of parents at once.

use std::{collections::HashMap, sync::Arc};

use entity::{Id, Record, Stamped};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, Iden, Iterable,
    sea_query::{
        Alias, DynIden, Expr, ExprTrait, Func, IntoColumnRef, IntoIden, IntoTableRef, OverStatement, Query,
        SelectStatement, WindowStatement,
    },
};
use uuid::Uuid;

use super::sort::{SortBy, SortValue, beyond, key_column, order_by};
use crate::access::Protected;
use crate::auth::Caller;

/// How the rows of a list belong to their parent.
pub enum Relation<E: EntityTrait> {
    /// The rows name their parent in a column.
    Column(E::Column),
    /// Another table links rows and parents.
    Through {
        /// The linking table.
        table: DynIden,
        /// Its column that names the row.
        row: DynIden,
        /// Its column that names the parent.
        parent: DynIden,
    },
    /// Rows and parents have a value in common.
    Alike {
        /// The column of the rows.
        row: E::Column,
        /// The table of the parents.
        table: DynIden,
        /// Its column with the same value.
        same: DynIden,
        /// Its key.
        parent: DynIden,
    },
}

impl<E: EntityTrait> Relation<E> {
    /// A relation through a table that links `row` and `parent`.
    pub fn through<L: EntityTrait>(row: L::Column, parent: L::Column) -> Self {
        Self::Through { table: L::default().into_iden(), row: row.into_iden(), parent: parent.into_iden() }
    }

    /// A relation to the records of a table that have the same value in `same` as the rows in `row`.
    pub fn alike<P: Record>(row: E::Column, same: P::Column) -> Self {
        let parent = P::id_column().into_iden();
        Self::Alike { row, table: P::default().into_iden(), same: same.into_iden(), parent }
    }

    fn parent(&self) -> Expr {
        match self {
            Self::Column(column) => Expr::col(column.as_column_ref()),
            Self::Through { table, parent, .. } | Self::Alike { table, parent, .. } => {
                Expr::col((table.clone(), parent.clone()).into_column_ref())
            }
        }
    }

    /// A name that tells relations to the same table apart.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Column(column) => column.unquoted().to_owned(),
            Self::Through { table, parent, .. } | Self::Alike { table, parent, .. } => format!("{table}.{parent}"),
        }
    }
}

/// Which part of a list is wanted.
#[derive(Clone, Debug)]
pub struct Paging {
    /// At most so many rows.
    pub limit: u64,
    /// The last rows rather than the first.
    pub backwards: bool,
    /// Only rows beyond these values.
    pub after: Option<Vec<SortValue>>,
    /// Only rows before these values.
    pub before: Option<Vec<SortValue>>,
}

/// A list: which rows, in which order, which part.
pub struct ListSpec<E: Record> {
    /// The relation to the parents; none for all records.
    pub relation: Option<Relation<E>>,
    /// The rows wanted, beyond what the caller may see.
    pub filter: Condition,
    /// The order; the last key is the id.
    pub order: Vec<SortBy>,
    /// The part wanted.
    pub paging: Paging,
    /// Equal for lists of the same rows.
    pub rows_fingerprint: String,
    /// Equal for lists of the same rows and part.
    pub page_fingerprint: String,
}

/// A record in a list, with the values it is sorted by.
pub struct Row<E: Record> {
    /// The record.
    pub model: Arc<E::Model>,
    /// Its sort keys, for its cursor.
    pub keys: Vec<SortValue>,
}

impl<E: Record> Clone for Row<E> {
    fn clone(&self) -> Self {
        Self { model: Arc::clone(&self.model), keys: self.keys.clone() }
    }
}

/// A part of a list.
pub struct Page<E: Record> {
    /// The rows, in the list's order.
    pub rows: Vec<Row<E>>,
    /// Whether the list goes on, in the direction it was read.
    pub more: bool,
}

impl<E: Record> Default for Page<E> {
    fn default() -> Self {
        Self { rows: Vec::new(), more: false }
    }
}

impl<E: Record + Protected> ListSpec<E> {
    fn rows(&self, caller: &Caller, parents: &[Uuid], backend: sea_orm::DbBackend) -> SelectStatement {
        let mut select = Query::select();
        select.from(E::default().table_ref()).cond_where(E::visible(caller)).cond_where(self.filter.clone());
        if let Some(relation) = &self.relation {
            if let Relation::Through { table, row, .. } = relation {
                let link = Expr::col((table.clone(), row.clone())).equals(E::id_column().as_column_ref());
                select.inner_join(table.clone().into_table_ref(), link);
            }
            if let Relation::Alike { row, table, same, .. } = relation {
                let link = Expr::col((table.clone(), same.clone())).equals(row.as_column_ref());
                select.inner_join(table.clone().into_table_ref(), link);
            }
            select.and_where(any_of(relation.parent(), parents, backend));
        }
        select
    }

    fn page_statement(&self, caller: &Caller, parents: &[Uuid], backend: sea_orm::DbBackend) -> SelectStatement {
        let mut select = self.rows(caller, parents, backend);
        for column in E::Column::iter() {
            select.column(column.as_column_ref());
        }
        for (place, by) in self.order.iter().enumerate() {
            select.expr_as(by.key.expression.clone(), key_column(place));
        }
        let Paging { limit, backwards, after, before } = &self.paging;
        if let Some(values) = after {
            select.cond_where(beyond(&self.order, values, false));
        }
        if let Some(values) = before {
            select.cond_where(beyond(&self.order, values, true));
        }
        // One row more than wanted tells whether the list goes on.
        let wanted = limit + 1;
        let Some(relation) = &self.relation else {
            order_by(&mut select, &self.order, *backwards);
            return select.limit(wanted).take();
        };
        let mut window = WindowStatement::new();
        window.add_partition_by(relation.parent());
        order_by(&mut window, &self.order, *backwards);
        let (rank, parent, page) = (Alias::new("_rank"), Alias::new("_parent"), Alias::new("page"));
        select.expr_as(relation.parent(), parent).expr_window_as(
            Func::cust(Alias::new("ROW_NUMBER")),
            window,
            rank.clone(),
        );
        Query::select()
            .column(sea_orm::sea_query::Asterisk)
            .from_subquery(select, page)
            .and_where(Expr::col(rank.clone()).lte(wanted))
            .order_by(rank, sea_orm::Order::Asc)
            .take()
    }

    /// Reads the page of each parent (of nobody, for a list of all records).
    pub(super) async fn pages(
        &self,
        database: &DatabaseConnection,
        caller: &Caller,
        parents: &[Uuid],
    ) -> Result<HashMap<Option<Uuid>, Page<E>>, DbErr> {
        let statement = self.page_statement(caller, parents, database.get_database_backend());
        let mut pages: HashMap<Option<Uuid>, Page<E>> = HashMap::new();
        for row in database.query_all(&statement).await? {
            let parent = self.relation.as_ref().map(|_| row.try_get("", "_parent")).transpose()?;
            let keys = self
                .order
                .iter()
                .enumerate()
                .map(|(place, by)| by.key.kind.read(&row, &key_column(place).to_string()))
                .collect::<Result<_, _>>()?;
            let model = Arc::new(E::Model::from_query_result(&row, "")?);
            pages.entry(parent).or_default().rows.push(Row { model, keys });
        }
        for page in pages.values_mut() {
            page.more = cut(&mut page.rows, self.paging.limit, self.paging.backwards);
        }
        Ok(pages)
    }

    /// Counts the rows of each parent, whatever the part.
    pub(super) async fn sizes(
        &self,
        database: &DatabaseConnection,
        caller: &Caller,
        parents: &[Uuid],
    ) -> Result<HashMap<Option<Uuid>, i64>, DbErr> {
        let mut select = self.rows(caller, parents, database.get_database_backend());
        let size = Alias::new("_size");
        select.expr_as(Func::count(Expr::col(E::id_column().as_column_ref())), size);
        if let Some(relation) = &self.relation {
            select.expr_as(relation.parent(), Alias::new("_parent")).add_group_by([relation.parent()]);
        }
        let mut sizes = HashMap::new();
        for row in database.query_all(&select).await? {
            let parent = self.relation.as_ref().map(|_| row.try_get("", "_parent")).transpose()?;
            sizes.insert(parent, row.try_get("", "_size")?);
        }
        Ok(sizes)
    }
}

/// Reads the records with these ids that the caller may see.
pub(super) async fn by_ids<E: Record + Protected>(
    database: &DatabaseConnection,
    caller: &Caller,
    ids: &[Id<E>],
) -> Result<HashMap<Id<E>, Arc<E::Model>>, DbErr> {
    let uuids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let mut select = Query::select();
    select
        .columns(E::Column::iter().map(|column| column.as_column_ref()))
        .from(E::default().table_ref())
        .cond_where(E::visible(caller))
        .and_where(any_of(Expr::col(E::id_column().as_column_ref()), &uuids, database.get_database_backend()));
    let mut found = HashMap::new();
    for row in database.query_all(&select).await? {
        let model = E::Model::from_query_result(&row, "")?;
        found.insert(model.id(), Arc::new(model));
    }
    Ok(found)
}

/// Makes a page of what was read from its beginning, or backwards from its end, one row more than wanted if there is one.
/// Tells whether there was.
pub fn cut<T>(rows: &mut Vec<T>, limit: u64, backwards: bool) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    if backwards {
        rows.reverse();
    }
    more
}

/// That an expression is one of these keys: one array parameter on PostgreSQL, one JSON array on SQLite. However many keys,
/// the statement is the same: each that differs is prepared anew, and kept by each connection with all its parameters.
pub(crate) fn any_of(expression: Expr, keys: &[Uuid], backend: sea_orm::DbBackend) -> Expr {
    if backend == sea_orm::DbBackend::Postgres {
        let array = Expr::val(keys.to_vec());
        return expression.eq(sea_orm::sea_query::extension::postgres::PgFunc::any(array));
    }
    let (function, value) = (Alias::new("_keys"), Alias::new("value"));
    let digits = keys.iter().map(|key| key.simple().to_string()).collect::<Vec<_>>();
    let array = serde_json::Value::from(digits).to_string();
    let listed = Query::select()
        .expr(Func::cust("unhex").arg(Expr::col((function.clone(), value))))
        .from_function(Func::cust("json_each").arg(array), function)
        .take();
    expression.in_subquery(listed)
}

#[cfg(test)]
mod tests {
    use entity::partnership;
    use sea_orm::{ColumnTrait as _, DbBackend, EntityTrait as _, QueryFilter as _, QueryTrait as _, sea_query::Expr};
    use uuid::Uuid;

    use super::any_of;

    /// Connections keep a hundred statements: were each length one of its own, they would keep megabytes.
    #[test]
    fn a_list_of_any_length_is_the_same_statement() {
        for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
            let statement = |keys: usize| {
                let keys: Vec<Uuid> = (0..keys).map(|key| Uuid::from_u128(key as u128)).collect();
                let column = Expr::col(partnership::Column::Id.as_column_ref());
                partnership::Entity::find().filter(any_of(column, &keys, backend)).build(backend)
            };
            let (one, many) = (statement(1), statement(500));
            assert_eq!(one.sql, many.sql);
            assert_eq!(many.values.map(|values| values.0.len()), Some(1), "{backend:?}");
        }
    }
}

//! Many rows at once.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Iterable};

/// Bind parameters in one statement; SQLite takes 32 766, PostgreSQL 65 535.
const MOST_PARAMETERS: usize = 30_000;

/// Rows in one statement: enough to be fast, few enough that the prepared statement stays small.
const MOST_ROWS: usize = 500;

/// Adds rows, telling `written` how many each statement added. No audit events are written with them.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn insert_many<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    rows: Vec<E::Model>,
    written: &mut (impl FnMut(u64) + Send),
) -> Result<(), DbErr>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let most = (MOST_PARAMETERS / E::Column::iter().count()).min(MOST_ROWS);
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    loop {
        let chunk: Vec<E::ActiveModel> = rows.by_ref().take(most).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        let count = chunk.len() as u64;
        E::insert_many(chunk).exec_without_returning(connection).await?;
        written(count);
    }
}

//! The demonstration data.

use sea_orm::{DbErr, EntityTrait, PaginatorTrait};

use crate::store::Registry;

/// Whether nobody has registered anything yet.
///
/// # Errors
/// When the database does not answer.
pub async fn is_empty(registry: &Registry) -> Result<bool, DbErr> {
    Ok(entity::organisation::Entity::find()
        .count(&registry.database)
        .await?
        == 0)
}

/// Loads the demonstration data.
///
/// # Errors
/// When the database refuses.
pub async fn load(_: &Registry, progress: impl Fn(u64, u64) + Send) -> Result<(), DbErr> {
    progress(0, 0);
    Ok(())
}

//! The published releases in SQL.

use entity::release;
use sea_orm::{EntityTrait as _, QueryFilter as _, QueryOrder as _};

use super::Published;
use crate::{
    access::Protected as _,
    release::store::read::{self, Which},
    store::{ReadError, Scope},
};

/// The releases that the caller may see, the latest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all(scope: &Scope) -> Result<Vec<Published>, ReadError> {
    let releases = release::Entity::find().filter(release::Entity::visible(&scope.caller));
    let releases = releases.order_by_desc(release::Column::Number).all(&scope.registry.database).await?;
    Ok(releases.into_iter().map(Published::from).collect())
}

/// The release with a number, or the latest, if the caller may see it.
///
/// # Errors
/// When the database does not answer.
pub async fn number(scope: &Scope, number: Option<i32>) -> Result<Option<Published>, ReadError> {
    let which = number.map_or(Which::Latest, Which::Numbered);
    Ok(read::release(scope, which).await?.map(Published::from))
}

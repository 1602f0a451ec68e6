//! Finds the release that is asked about.

use entity::{id::ReleaseId, release};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

use crate::{
    access::Protected,
    store::{ReadError, Scope},
};

/// The release named, or the latest, if the caller may see it.
pub async fn release(scope: &Scope, id: Option<ReleaseId>) -> Result<Option<release::Model>, ReadError> {
    let visible = release::Entity::find().filter(release::Entity::visible(&scope.caller));
    let visible = match id {
        Some(id) => visible.filter(sea_orm::ColumnTrait::eq(&release::Column::Id, id)),
        None => visible.order_by_desc(release::Column::Number),
    };
    Ok(visible.one(&scope.registry.database).await?)
}

//! Finds the release that is asked about, and decides who gets exact figures instead.

use entity::{
    id::{MunicipalityId, ReleaseId},
    release,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    access::Protected,
    auth::Caller,
    participation::cube::inputs::Where,
    reference::municipality_id,
    store::{ReadError, Scope},
};

/// Which release is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The latest.
    Latest,
    /// The one with this id.
    Named(ReleaseId),
    /// The one with this number.
    Numbered(i32),
}

impl From<Option<ReleaseId>> for Which {
    fn from(id: Option<ReleaseId>) -> Self {
        id.map_or(Self::Latest, Self::Named)
    }
}

/// The release asked about, if the caller may see it.
pub async fn release(scope: &Scope, which: impl Into<Which>) -> Result<Option<release::Model>, ReadError> {
    let visible = release::Entity::find().filter(release::Entity::visible(&scope.caller));
    let visible = match which.into() {
        Which::Latest => visible.order_by_desc(release::Column::Number),
        Which::Named(id) => visible.filter(release::Column::Id.eq(id)),
        Which::Numbered(number) => visible.filter(release::Column::Number.eq(number)),
    };
    Ok(visible.one(&scope.registry.database).await?)
}

/// Where figures come from.
#[derive(Debug)]
pub enum Origin {
    /// What is registered now in the asker's own municipality: they are exact.
    Own(MunicipalityId),
    /// A release.
    Release(release::Model),
    /// There is no release, or none that the asker may see.
    Nowhere,
}

/// Where the figures of a place come from. Who names a municipality of which it sees everything that counts
/// (`sees_all_in`), and names no release, gets exact ones; everybody else gets those of a release.
pub async fn origin(
    scope: &Scope,
    place: &Where,
    which: Which,
    sees_all_in: fn(&Caller, MunicipalityId) -> bool,
) -> Result<Origin, ReadError> {
    let own = place.municipality().map(municipality_id).filter(|_| which == Which::Latest);
    if let Some(own) = own.filter(|own| sees_all_in(&scope.caller, *own)) {
        return Ok(Origin::Own(own));
    }
    Ok(release(scope, which).await?.map_or(Origin::Nowhere, Origin::Release))
}

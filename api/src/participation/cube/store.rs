//! Cells of the participation cube: of a release in SQL, and of a municipality as they are now.

use std::collections::BTreeMap;

use entity::{
    id::{MunicipalityId, ReleaseId},
    released_participation::{Column, Entity, Model},
    vocabulary::PlaceKind,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Select};

use super::{
    figures::{Figures, Key, add_up},
    inputs::{Asked, Pick, Where},
};
use crate::{
    graphql::cells::Window,
    release::store::{
        cells,
        gather::{self, Within},
    },
    store::{ReadError, Scope},
};

fn at_place(place: &Where) -> Condition {
    match place {
        Where::At(one) => Condition::all().add(Column::PlaceKind.eq(one.kind)).add(Column::Place.eq(&*one.name)),
        Where::Each(kind) => Condition::all().add(Column::PlaceKind.eq(*kind)),
    }
}

fn picked<T: Into<sea_orm::Value>>(column: Column, pick: Pick<T>) -> Condition {
    Condition::all().add(match pick {
        Pick::Together => column.is_null(),
        Pick::One(one) => column.eq(one),
        Pick::Each => column.is_not_null(),
    })
}

/// The cells of a release that are asked for.
pub fn released(release: ReleaseId, asked: &Asked) -> Select<Entity> {
    let years = Condition::all().add(match asked.school_year {
        Pick::Together => Column::SchoolYear.eq(0),
        Pick::One(year) => Column::SchoolYear.eq(year),
        Pick::Each => Column::SchoolYear.ne(0),
    });
    Entity::find()
        .filter(Column::ReleaseId.eq(release))
        .filter(at_place(&asked.place))
        .filter(years)
        .filter(picked(Column::Service, asked.service))
        .filter(picked(Column::Subject, asked.subject))
        .filter(picked(Column::AgeBand, asked.age_band))
}

/// A page of the cells of a release.
pub async fn page(scope: &Scope, cells: Select<Entity>, window: &Window) -> Result<(Vec<Model>, bool), ReadError> {
    cells::page(&scope.registry.database, cells, Column::Ordinal, window).await
}

/// How many cells of a release there are.
pub async fn count(scope: &Scope, cells: Select<Entity>) -> Result<i64, ReadError> {
    cells::count(&scope.registry.database, cells).await
}

/// The cells of a municipality as they are now, for someone who sees all its counts.
pub async fn exact(scope: &Scope, municipality: MunicipalityId) -> Result<BTreeMap<Key, Figures>, ReadError> {
    let years = (1900, 2199);
    let within = Within { years, municipality: Some((municipality, &scope.caller)) };
    let gathered = gather::participation(&scope.registry.database, &within).await?;
    let mut cells = add_up(&gathered.places, &gathered.counts);
    cells.retain(|key, _| key.place.kind == PlaceKind::Municipality);
    Ok(cells)
}

/// Participants of places in a school year, whatever the service, as a release tells them.
pub async fn reached(scope: &Scope, release: ReleaseId, school_year: i32) -> Result<Vec<Model>, ReadError> {
    let cells = Entity::find()
        .filter(Column::ReleaseId.eq(release))
        .filter(Column::SchoolYear.eq(school_year))
        .filter(Column::Service.is_null())
        .filter(Column::Subject.is_null())
        .filter(Column::AgeBand.is_null());
    Ok(cells.all(&scope.registry.database).await?)
}

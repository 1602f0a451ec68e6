//! Cells of the outcome cube: of a release in SQL, and of a municipality as they are now.

use std::collections::BTreeSet;

use entity::{
    id::{IndicatorId, MunicipalityId, ReleaseId},
    indicator,
    released_outcome::{Column, Entity, Model},
    vocabulary::PlaceKind,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, Select,
    sea_query::{Query, SelectStatement},
};

use super::{
    figures::{Key, Values, add_up},
    inputs::Asked,
};
use crate::{
    access::Protected,
    graphql::cells::Window,
    participation::cube::inputs::Where,
    release::store::{
        cells,
        gather::{self, Within},
    },
    store::{ReadError, Scope},
};

/// The indicators asked for that the caller may see.
fn indicators(scope: &Scope, asked: &Asked) -> Condition {
    let mut wanted = Condition::all().add(indicator::Entity::visible(&scope.caller));
    if let Some(id) = asked.indicator {
        wanted = wanted.add(indicator::Column::Id.eq(id));
    }
    if let Some(quality) = asked.quality {
        wanted = wanted.add(indicator::Column::QualityDimension.eq(quality));
    }
    wanted
}

/// The cells of a release that are asked for, of indicators the caller may see.
pub fn released(scope: &Scope, release: ReleaseId, asked: &Asked) -> Select<Entity> {
    let indicators: SelectStatement = Query::select()
        .column((indicator::Entity, indicator::Column::Id))
        .from(indicator::Entity)
        .cond_where(indicators(scope, asked))
        .take();
    let place = match &asked.place {
        Where::At(one) => Condition::all().add(Column::PlaceKind.eq(one.kind)).add(Column::Place.eq(&*one.name)),
        Where::Each(kind) => Condition::all().add(Column::PlaceKind.eq(*kind)),
        Where::Any => Condition::all(),
    };
    let mut cells = Entity::find()
        .filter(Column::ReleaseId.eq(release))
        .filter(place)
        .filter(Column::IndicatorId.in_subquery(indicators));
    if let Some(year) = asked.school_year {
        cells = cells.filter(Column::SchoolYear.eq(year));
    }
    cells
}

/// A page of the cells of a release.
pub async fn page(scope: &Scope, cells: Select<Entity>, window: &Window) -> Result<(Vec<Model>, bool), ReadError> {
    cells::page(&scope.registry.database, cells, Column::Ordinal, window).await
}

/// How many cells of a release there are.
pub async fn count(scope: &Scope, cells: Select<Entity>) -> Result<i64, ReadError> {
    cells::count(&scope.registry.database, cells).await
}

/// The cells of a municipality as they are now, for someone who sees all its observations.
pub async fn exact(
    scope: &Scope,
    municipality: MunicipalityId,
    asked: &Asked,
) -> Result<Vec<(Key, Values)>, ReadError> {
    let within = Within { years: (1900, 2199), municipality: Some((municipality, &scope.caller)) };
    let wanted: Vec<IndicatorId> = indicator::Entity::find()
        .select_only()
        .column(indicator::Column::Id)
        .filter(indicators(scope, asked))
        .into_tuple()
        .all(&scope.registry.database)
        .await?;
    let wanted: BTreeSet<IndicatorId> = wanted.into_iter().collect();
    let gathered = gather::outcomes(&scope.registry.database, &within).await?;
    let cells = add_up(&gathered.places, &gathered.found).into_iter().filter(|(key, _)| {
        key.place.kind == PlaceKind::Municipality
            && wanted.contains(&key.indicator)
            && asked.school_year.is_none_or(|year| year == key.school_year)
    });
    Ok(cells.collect())
}

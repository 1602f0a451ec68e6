//! Cells of the participation cube: of a release in SQL, and of a municipality as they are now.

use entity::{
    id::{MunicipalityId, ReleaseId},
    release,
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
    reference,
    release::{
        places::Place,
        rules::school_year,
        store::{
            cells,
            gather::{self, Within},
        },
    },
    store::{ReadError, Scope},
};

fn at_place(place: &Where) -> Condition {
    match place {
        Where::At(one) => Condition::all().add(Column::PlaceKind.eq(one.kind)).add(Column::Place.eq(&*one.name)),
        Where::Each(kind) => Condition::all().add(Column::PlaceKind.eq(*kind)),
        Where::Any => Condition::all(),
    }
}

fn picked<T: Into<sea_orm::Value>>(column: Column, pick: Pick<T>) -> Condition {
    let all = Condition::all();
    match pick {
        Pick::Together => all.add(column.is_null()),
        Pick::One(one) => all.add(column.eq(one)),
        Pick::Each => all.add(column.is_not_null()),
        Pick::Any => all,
    }
}

/// The cells of a release that are asked for.
pub fn released(release: ReleaseId, asked: &Asked) -> Select<Entity> {
    let all = Condition::all();
    let years = match asked.school_year {
        Pick::Together => all.add(Column::SchoolYear.eq(0)),
        Pick::One(year) => all.add(Column::SchoolYear.eq(year)),
        Pick::Each => all.add(Column::SchoolYear.ne(0)),
        Pick::Any => all,
    };
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

/// Where a cell of a release stands, and its figures; none where they are hidden.
#[must_use]
pub fn read(cell: Model) -> (Key, Option<Figures>) {
    let number = |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0);
    let figures = (!cell.suppressed).then(|| Figures {
        participants: number(cell.participants),
        attendances: number(cell.attendances),
        sessions: number(cell.sessions),
        minutes: number(cell.minutes),
        activities: number(cell.activities),
    });
    let key = Key {
        place: Place { kind: cell.place_kind, name: cell.place },
        school_year: (cell.school_year != 0).then_some(cell.school_year),
        service: cell.service,
        subject: cell.subject,
        age_band: cell.age_band,
    };
    (key, figures)
}

/// The cells of a municipality that are asked for, as they are now, for someone who sees all its counts; in the order of
/// where they stand. One that is asked for alone is there, were nothing counted in it.
pub async fn exact(
    scope: &Scope,
    municipality: MunicipalityId,
    asked: &Asked,
) -> Result<Vec<(Key, Figures)>, ReadError> {
    let years = (1900, 2199);
    let within = Within { years, municipality: Some((municipality, &scope.caller)) };
    let gathered = gather::participation(&scope.registry.database, &within).await?;
    let cells = add_up(&gathered.places, &gathered.counts).into_iter();
    let wanted = |key: &Key| key.place.kind == PlaceKind::Municipality && asked.takes(key);
    let mut cells: Vec<_> = cells.filter(|(key, _)| wanted(key)).collect();
    if cells.is_empty() {
        cells.extend(asked.one().map(|key| (key, Figures::default())));
    }
    Ok(cells)
}

/// The cell that is asked for alone, when it is one of a release: where the release does not have it, nothing was counted
/// in it.
#[must_use]
pub fn alone(release: &release::Model, asked: &Asked) -> Option<Key> {
    let years = school_year(release.covers_from)..=school_year(release.covers_to);
    asked.one().filter(|key| key.school_year.is_none_or(|year| years.contains(&year)) && exists(&key.place))
}

/// Whether there is such a place, as far as is known.
fn exists(place: &Place) -> bool {
    match place.kind {
        PlaceKind::Country => true,
        PlaceKind::County => reference::is_county(&place.name),
        PlaceKind::KostraGroup => false,
        PlaceKind::Municipality => reference::is_municipality(&place.name),
    }
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

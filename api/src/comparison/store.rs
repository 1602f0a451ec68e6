//! What is compared, in SQL.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{
    Nok,
    id::{MunicipalityId, ReleaseId},
    municipality, population, released_resource,
    vocabulary::PlaceKind,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use super::figures::{Resources, add_up};
use crate::{
    disclosure::Published,
    participation::cube::{
        inputs::{Asked, Pick, Where},
        store as participation,
    },
    release::{
        places::Place,
        rules::counting_day,
        store::gather::{self, Within},
    },
    store::{ReadError, Scope},
};

/// What there is of a place.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// How many were reached.
    pub participants: Published<i64>,
    /// Shared positions, in hundredths of a per cent of a full one.
    pub staff: Published<i64>,
    /// External funding.
    pub funding: Nok,
}

impl Default for Figures {
    fn default() -> Self {
        Self { participants: Published::shown(0), staff: Published::shown(0), funding: Nok(0) }
    }
}

/// The municipalities whose number is valid on the counting day of a school year, and how many people live there.
#[derive(Clone, Debug, Default)]
pub struct Inhabited {
    rows: Vec<(MunicipalityId, String, Option<String>, Option<i32>)>,
}

impl Inhabited {
    /// Reads them: inhabitants on 1 January within the school year.
    pub async fn read(scope: &Scope, school_year: i32) -> Result<Self, ReadError> {
        let database = &scope.registry.database;
        let day: NaiveDate = counting_day(school_year);
        let municipalities: Vec<(MunicipalityId, String, Option<String>)> = municipality::Entity::find()
            .select_only()
            .columns([municipality::Column::Id, municipality::Column::Number, municipality::Column::KostraGroup])
            .filter(municipality::Column::ValidFrom.lte(day))
            .filter(
                Condition::any()
                    .add(municipality::Column::ValidTo.is_null())
                    .add(municipality::Column::ValidTo.gte(day)),
            )
            .into_tuple()
            .all(database)
            .await?;
        let inhabitants: BTreeMap<MunicipalityId, i32> = population::Entity::find()
            .select_only()
            .columns([population::Column::MunicipalityId, population::Column::Inhabitants])
            .filter(population::Column::Year.eq(school_year + 1))
            .into_tuple()
            .all(database)
            .await?
            .into_iter()
            .collect();
        let rows = municipalities.into_iter().map(|(id, number, group)| {
            let inhabitants = inhabitants.get(&id).copied();
            (id, number, group, inhabitants)
        });
        Ok(Self { rows: rows.collect() })
    }

    /// The KOSTRA group of a municipality, where known.
    pub fn group_of(&self, number: &str) -> Option<&str> {
        self.rows.iter().find(|(_, known, ..)| known == number).and_then(|(_, _, group, _)| group.as_deref())
    }

    /// How many municipalities a place has, and how many people live there, where that is known of each of them.
    pub fn of(&self, place: &Place) -> (usize, Option<i64>) {
        let within = |number: &str, group: Option<&str>| match place.kind {
            PlaceKind::Country => true,
            PlaceKind::County => number.starts_with(&place.name),
            PlaceKind::KostraGroup => group == Some(&*place.name),
            PlaceKind::Municipality => number == place.name,
        };
        let inside: Vec<Option<i32>> = self
            .rows
            .iter()
            .filter(|(_, number, group, _)| within(number, group.as_deref()))
            .map(|(.., inhabitants)| *inhabitants)
            .collect();
        let all = inside.iter().map(|inhabitants| inhabitants.map(i64::from)).sum::<Option<i64>>();
        (inside.len(), all.filter(|_| !inside.is_empty()))
    }
}

/// What a release tells of places in a school year.
pub async fn released(
    scope: &Scope,
    release: ReleaseId,
    school_year: i32,
) -> Result<BTreeMap<Place, Figures>, ReadError> {
    let mut all: BTreeMap<Place, Figures> = BTreeMap::new();
    for cell in participation::reached(scope, release, school_year).await? {
        let place = Place { kind: cell.place_kind, name: cell.place };
        all.entry(place).or_default().participants = cell.participants.map_or_else(Published::suppressed, Into::into);
    }
    let resources = released_resource::Entity::find()
        .filter(released_resource::Column::ReleaseId.eq(release))
        .filter(released_resource::Column::SchoolYear.eq(school_year))
        .all(&scope.registry.database)
        .await?;
    for cell in resources {
        let figures = all.entry(Place { kind: cell.place_kind, name: cell.place }).or_default();
        figures.staff = cell.staff.map_or_else(Published::suppressed, Into::into);
        figures.funding = cell.funding;
    }
    Ok(all)
}

/// What a municipality is now, for someone who sees all of it.
pub async fn exact(
    scope: &Scope,
    municipality: MunicipalityId,
    number: &str,
    school_year: i32,
) -> Result<Figures, ReadError> {
    let place = Place::municipality(number);
    let within = Within { years: (school_year, school_year), municipality: Some((municipality, &scope.caller)) };
    let gathered = gather::resources(&scope.registry.database, &within).await?;
    let cells = add_up(&gathered.places, &gathered.shared, &gathered.won);
    let key = super::figures::Key { place: place.clone(), school_year };
    let Resources { staff, funding } = cells.get(&key).copied().unwrap_or_default();
    let asked = Asked {
        place: Where::At(place),
        school_year: Pick::One(school_year),
        service: Pick::Together,
        subject: Pick::Together,
        age_band: Pick::Together,
    };
    let reached = participation::exact(scope, municipality, &asked).await?;
    let participants = reached.first().map_or(0, |(_, figures)| figures.participants);
    Ok(Figures {
        participants: Published::shown(i64::try_from(participants).unwrap_or(i64::MAX)),
        staff: Published::shown(staff),
        funding,
    })
}

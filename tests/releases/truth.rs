//! What was counted, read past the program, and what of it must not be known: the rules told once more.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    activity_party, breadth_activity, county, municipality, organisation, participation_count, party,
    vocabulary::{PartyRole, ReachedService, ServiceType, SubjectField, Vocabulary as _},
};
use sea_orm::EntityTrait as _;

use super::exact::Row;
use crate::support::Server;

/// An inner cell: municipality, service, subject field, age band, school year.
pub type Inner = (String, String, String, String, i32);

/// Where a cell stands, as the API tells it; nothing for all together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    pub kind: String,
    pub place: Option<String>,
    pub year: Option<i32>,
    pub service: Option<String>,
    pub subject: Option<String>,
    pub age: Option<String>,
}

/// What is in an inner cell.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    pub people: u64,
    pub organisations: BTreeSet<String>,
}

/// Everything that was counted, at one time.
#[derive(Clone, Debug, Default)]
pub struct Truth {
    pub inner: BTreeMap<Inner, Counted>,
    /// The county and the KOSTRA group of each municipality.
    homes: BTreeMap<String, (String, Option<String>)>,
}

const SENSITIVE: [&str; 6] = ["CHILD_WELFARE", "REFUGEE_SERVICE", "HEALTH_SERVICE", "NAV", "ELDERLY_CARE", "SEVERAL"];

impl Truth {
    /// Reads what is counted now.
    pub async fn read(server: &Server) -> Self {
        let database = server.database().connect().await;
        let counties: BTreeMap<String, String> = county::Entity::find()
            .all(&database)
            .await
            .unwrap()
            .into_iter()
            .map(|county| (county.id.to_string(), county.number))
            .collect();
        let mut truth = Self::default();
        let mut numbers = BTreeMap::new();
        for home in municipality::Entity::find().all(&database).await.unwrap() {
            let county = counties[&home.county_id.to_string()].clone();
            truth.homes.insert(home.number.clone(), (county, home.kostra_group));
            numbers.insert(home.id.to_string(), home.number);
        }
        let services: BTreeMap<String, ServiceType> = organisation::Entity::find()
            .all(&database)
            .await
            .unwrap()
            .into_iter()
            .map(|organisation| (organisation.id.to_string(), organisation.service_type))
            .collect();
        let parties = party::Entity::find().all(&database).await.unwrap();
        let makers = activity_party::Entity::find().all(&database).await.unwrap();
        let mut activities = BTreeMap::new();
        for activity in breadth_activity::Entity::find().all(&database).await.unwrap() {
            let named: BTreeSet<String> = makers
                .iter()
                .filter(|maker| maker.activity_id == activity.id)
                .map(|maker| maker.party_id.to_string())
                .collect();
            let of_activity: Vec<(String, ServiceType, PartyRole)> = parties
                .iter()
                .filter(|party| party.partnership_id == activity.partnership_id)
                .filter(|party| named.is_empty() || named.contains(&party.id.to_string()))
                .map(|party| {
                    let organisation = party.organisation_id.to_string();
                    let service = services[&organisation];
                    (organisation, service, party.role)
                })
                .collect();
            let subject = match activity.subject_fields.values() {
                [only] => *only,
                _ => SubjectField::Interdisciplinary,
            };
            activities.insert(activity.id.to_string(), (through(&of_activity, activity.setting.code()), subject));
        }
        for count in participation_count::Entity::find().all(&database).await.unwrap() {
            let ((service, organisations), subject) = &activities[&count.activity_id.to_string()];
            let day = count.period_from.to_string();
            let year: i32 = day[..4].parse().unwrap();
            let year = if &day[5..7] >= "08" { year } else { year - 1 };
            let inner = (
                numbers[&count.municipality_id.to_string()].clone(),
                service.code().to_owned(),
                subject.code().to_owned(),
                count.age_band.code().to_owned(),
                year,
            );
            let cell = truth.inner.entry(inner).or_default();
            cell.people += u64::try_from(count.participants).unwrap();
            // Of so many that counted together, nobody knows whose the few are.
            let some = organisations.iter().take(usize::try_from(count.participants).unwrap());
            cell.organisations.extend(some.cloned());
        }
        database.close().await.unwrap();
        truth
    }

    /// The county and the KOSTRA group of a municipality.
    pub fn home(&self, municipality: &str) -> (String, Option<String>) {
        self.homes[municipality].clone()
    }

    fn takes(&self, cell: &Cell, inner: &Inner) -> bool {
        let (number, service, subject, age, year) = inner;
        let (county, group) = &self.homes[number];
        let here = match (cell.kind.as_str(), &cell.place) {
            ("COUNTRY", _) => true,
            ("COUNTY", place) => place.as_ref() == Some(county),
            ("KOSTRA_GROUP", place) => place == group,
            (_, place) => place.as_ref() == Some(number),
        };
        let or_all = |wanted: &Option<String>, is: &String| wanted.as_ref().is_none_or(|wanted| wanted == is);
        here && cell.year.is_none_or(|wanted| wanted == *year)
            && or_all(&cell.service, service)
            && or_all(&cell.subject, subject)
            && or_all(&cell.age, age)
    }

    /// The inner cells that a cell adds up.
    pub fn inner_of<'a>(&'a self, cell: &'a Cell) -> impl Iterator<Item = (&'a Inner, &'a Counted)> {
        self.inner.iter().filter(|(inner, _)| self.takes(cell, inner))
    }

    /// What all others counted: to those inside a municipality that is all there is to find out.
    pub fn without(&self, municipality: &str) -> Self {
        let others = self.inner.iter().filter(|(inner, _)| inner.0 != municipality);
        Self { inner: others.map(|(inner, counted)| (inner.clone(), counted.clone())).collect(), ..self.clone() }
    }

    /// The municipalities that counted something.
    pub fn municipalities(&self) -> BTreeSet<String> {
        self.inner.keys().map(|inner| inner.0.clone()).collect()
    }

    /// How many a cell counts.
    pub fn people(&self, cell: &Cell) -> u64 {
        self.inner_of(cell).map(|(_, counted)| counted.people).sum()
    }

    fn k(inner: &Inner) -> u64 {
        if SENSITIVE.contains(&inner.1.as_str()) { 5 } else { 3 }
    }

    /// From how many people a cell may be told.
    pub fn k_of(&self, cell: &Cell) -> u64 {
        self.inner_of(cell).map(|(inner, _)| Self::k(inner)).max().unwrap_or(0)
    }

    /// Whether a cell must not be known for what it is.
    pub fn is_primary(&self, cell: &Cell) -> bool {
        let people = self.people(cell);
        if people == 0 {
            return self.inner_of(cell).any(|(inner, _)| Self::k(inner) == 5);
        }
        let organisations: BTreeSet<&String> =
            self.inner_of(cell).flat_map(|(_, counted)| &counted.organisations).collect();
        people < self.k_of(cell) || organisations.len() < 2
    }

    /// Every cell there is something in: those that are offered, and those that tell subject and age at once.
    pub fn cells(&self) -> BTreeSet<Cell> {
        let mut cells = BTreeSet::new();
        for (number, service, subject, age, year) in self.inner.keys() {
            let (county, group) = &self.homes[number];
            let mut places = vec![("COUNTRY", None), ("COUNTY", Some(county)), ("MUNICIPALITY", Some(number))];
            places.extend(group.as_ref().map(|group| ("KOSTRA_GROUP", Some(group))));
            for (kind, place) in places {
                for part in 0..16 {
                    let when = |bit: u32, of: &String| (part & bit != 0).then(|| of.clone());
                    cells.insert(Cell {
                        kind: kind.to_owned(),
                        place: place.cloned(),
                        year: (part & 1 != 0).then_some(*year),
                        service: when(2, service),
                        subject: when(4, subject),
                        age: when(8, age),
                    });
                }
            }
        }
        cells
    }
}

/// The service of an activity, and whose people take part.
fn through(parties: &[(String, ServiceType, PartyRole)], setting: &str) -> (ReachedService, BTreeSet<String>) {
    let home = match setting {
        "HEALTH_CENTRE" => "HEALTH_SERVICE",
        "CARE_HOME" => "ELDERLY_CARE",
        "REFUGEE_CENTRE" => "REFUGEE_SERVICE",
        "CULTURE_SCHOOL" | "OTHER" => "",
        same => same,
    };
    let others = || parties.iter().filter(|(_, service, _)| *service != ServiceType::CultureSchool);
    let active: Vec<_> =
        others().filter(|(.., role)| *role != PartyRole::Funder && *role != PartyRole::Advisor).collect();
    let mut partners = if active.is_empty() { others().collect() } else { active };
    if partners.is_empty() {
        partners = parties.iter().collect();
    }
    let services: BTreeSet<&str> = partners.iter().map(|(_, service, _)| service.code()).collect();
    let sensitive = services.iter().any(|service| SENSITIVE.contains(service));
    if services.len() > 1 && services.contains(home) && (SENSITIVE.contains(&home) || !sensitive) {
        partners.retain(|(_, service, _)| service.code() == home);
        let of = partners.iter().map(|(organisation, ..)| organisation.clone()).collect();
        return (ReachedService::One(ServiceType::from_code(home).unwrap()), of);
    }
    let service = match partners.as_slice() {
        [] => ReachedService::One(ServiceType::CultureSchool),
        [(_, service, _), ..] if services.len() == 1 => ReachedService::One(*service),
        _ => ReachedService::Several,
    };
    (service, partners.iter().map(|(organisation, ..)| organisation.clone()).collect())
}

/// What is unknown: an inner cell with its count. One that did not change from a release to the next is taken to be known
/// not to have.
#[derive(Default)]
pub struct Unknowns(BTreeMap<(Inner, u64), usize>);

impl Unknowns {
    /// The unknowns that a cell adds up. Zeros of ordinary services are published.
    pub fn row(&mut self, truth: &Truth, cell: &Cell) -> Row {
        let mut row = Row::new();
        for (inner, counted) in truth.inner_of(cell) {
            if counted.people > 0 || Truth::k(inner) == 5 {
                let next = self.0.len();
                *row.entry(*self.0.entry((inner.clone(), counted.people)).or_insert(next)).or_default() += 1;
            }
        }
        row
    }

    /// The unknowns that those inside a municipality know.
    pub fn of(&self, municipality: &str) -> impl Iterator<Item = Row> {
        let own = self.0.iter().filter(move |((inner, _), _)| inner.0 == municipality);
        own.map(|(_, &unknown)| Row::from([(unknown, 1)]))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

//! Which cells of the participation cube are asked for: a position on each dimension, all together, or each one.

use entity::{
    vocabulary,
    vocabulary::{AgeBand, PlaceKind, ReachedService, SubjectField},
};

use super::figures::Key;
use crate::{
    graphql::errors::{ApiError, Result as FieldResult},
    release::places::Place,
};

vocabulary! {
    /// What the figures of the participation cube can be listed by, each value by itself (inndeling).
    pub enum ParticipationDimension {
        Municipality = "MUNICIPALITY" {
            nb: "Kommune", "Hver kommune for seg.";
            nn: "Kommune", "Kvar kommune for seg.";
            en: "Municipality", "Each municipality by itself.";
        }
        County = "COUNTY" {
            nb: "Fylke", "Hvert fylke for seg.";
            nn: "Fylke", "Kvart fylke for seg.";
            en: "County", "Each county by itself.";
        }
        KostraGroup = "KOSTRA_GROUP" {
            nb: "KOSTRA-gruppe", "Hver KOSTRA-gruppe for seg.";
            nn: "KOSTRA-gruppe", "Kvar KOSTRA-gruppe for seg.";
            en: "KOSTRA group", "Each KOSTRA group by itself.";
        }
        SchoolYear = "SCHOOL_YEAR" {
            nb: "Skoleår", "Hvert skoleår for seg.";
            nn: "Skuleår", "Kvart skuleår for seg.";
            en: "School year", "Each school year by itself.";
        }
        Service = "SERVICE" {
            nb: "Tjeneste", "Hver tjeneste for seg.";
            nn: "Teneste", "Kvar teneste for seg.";
            en: "Service", "Each service by itself.";
        }
        Subject = "SUBJECT" {
            nb: "Fagfelt", "Hvert fagfelt for seg.";
            nn: "Fagfelt", "Kvart fagfelt for seg.";
            en: "Subject field", "Each subject field by itself.";
        }
        AgeBand = "AGE_BAND" {
            nb: "Aldersgruppe", "Hver aldersgruppe for seg.";
            nn: "Aldersgruppe", "Kvar aldersgruppe for seg.";
            en: "Age band", "Each age band by itself.";
        }
    }
}

/// What is wanted of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick<T> {
    /// All values together.
    Together,
    /// This one.
    One(T),
    /// Each by itself.
    Each,
    /// All together, and each by itself.
    Any,
}

impl<T: Copy + PartialEq> Pick<T> {
    /// What is wanted where a value may be named, and the dimension be listed by; `rest` where neither is.
    fn read(name: &str, named: Option<T>, each: bool, rest: Self) -> FieldResult<Self> {
        match (named, each) {
            (Some(_), true) => Err(ApiError::bad_input(format!("give {name}, or list by it, not both"))),
            (Some(one), false) => Ok(Self::One(one)),
            (None, true) => Ok(Self::Each),
            (None, false) => Ok(rest),
        }
    }

    /// Whether one value or each is asked for.
    fn tells_apart(self) -> bool {
        matches!(self, Self::One(_) | Self::Each)
    }

    /// Whether it takes a position; none is all together.
    pub fn takes(self, position: Option<T>) -> bool {
        match self {
            Self::Together => position.is_none(),
            Self::One(one) => position == Some(one),
            Self::Each => position.is_some(),
            Self::Any => true,
        }
    }

    /// Whether it takes several positions.
    fn lists(self) -> bool {
        matches!(self, Self::Each | Self::Any)
    }

    /// The value it names, where it names one.
    fn named(self) -> Option<T> {
        match self {
            Self::One(one) => Some(one),
            Self::Together | Self::Each | Self::Any => None,
        }
    }
}

/// Which places are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// This one.
    At(Place),
    /// Each of a size.
    Each(PlaceKind),
    /// Each of any size.
    Any,
}

impl Where {
    /// Reads the arguments of a query: one place by its number, or each of a size; `rest` where neither is given.
    ///
    /// # Errors
    /// When more than one of them is given.
    pub fn read(
        municipality: Option<String>,
        county: Option<String>,
        kostra_group: Option<String>,
        each: &[PlaceKind],
        rest: Self,
    ) -> FieldResult<Self> {
        let named = [
            (PlaceKind::Municipality, municipality),
            (PlaceKind::County, county),
            (PlaceKind::KostraGroup, kostra_group),
        ];
        let named = named.into_iter().filter_map(|(kind, name)| Some(Self::At(Place { kind, name: name? })));
        let mut all: Vec<Self> = named.chain(each.iter().copied().map(Self::Each)).collect();
        if all.len() > 1 {
            let message = "give one of municipality, county and kostraGroup, or list by one of them, not several";
            return Err(ApiError::bad_input(message));
        }
        Ok(all.pop().unwrap_or(rest))
    }

    /// Whether it takes a place.
    #[must_use]
    pub fn takes(&self, place: &Place) -> bool {
        match self {
            Self::At(one) => one == place,
            Self::Each(kind) => place.kind == *kind,
            Self::Any => true,
        }
    }

    /// The number of the one municipality it takes, when it is one.
    #[must_use]
    pub fn municipality(&self) -> Option<&str> {
        match self {
            Self::At(place) if place.kind == PlaceKind::Municipality => Some(&place.name),
            _ => None,
        }
    }
}

/// Which cells are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Where.
    pub place: Where,
    /// The school years.
    pub school_year: Pick<i32>,
    /// The services.
    pub service: Pick<ReachedService>,
    /// The subject fields.
    pub subject: Pick<SubjectField>,
    /// The age bands.
    pub age_band: Pick<AgeBand>,
}

/// The values named in a query, and what it lists by.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The number of a municipality.
    pub municipality: Option<String>,
    /// The number of a county.
    pub county: Option<String>,
    /// A KOSTRA group.
    pub kostra_group: Option<String>,
    /// A school year.
    pub school_year: Option<i32>,
    /// A service.
    pub service: Option<ReachedService>,
    /// A subject field.
    pub subject: Option<SubjectField>,
    /// An age band.
    pub age_band: Option<AgeBand>,
    /// What it lists by: what is not in it, and not named, is counted together. None for every listing there is, and so
    /// for all margins.
    pub by: Option<Vec<ParticipationDimension>>,
}

impl Asked {
    /// Reads the arguments of a query.
    ///
    /// # Errors
    /// When they name no cells of the cube.
    pub fn read(named: Named) -> FieldResult<Self> {
        let by = |dimension: ParticipationDimension| named.by.as_ref().is_some_and(|by| by.contains(&dimension));
        let every = named.by.is_none();
        let places = [
            (ParticipationDimension::Municipality, PlaceKind::Municipality),
            (ParticipationDimension::County, PlaceKind::County),
            (ParticipationDimension::KostraGroup, PlaceKind::KostraGroup),
        ];
        let each: Vec<PlaceKind> = places.iter().filter(|(wanted, _)| by(*wanted)).map(|(_, kind)| *kind).collect();
        let asked = Self {
            school_year: Pick::read(
                "schoolYear",
                named.school_year,
                by(ParticipationDimension::SchoolYear),
                rest(every),
            )?,
            service: Pick::read("service", named.service, by(ParticipationDimension::Service), rest(every))?,
            subject: Pick::read("subject", named.subject, by(ParticipationDimension::Subject), rest(every))?,
            age_band: Pick::read("ageBand", named.age_band, by(ParticipationDimension::AgeBand), rest(every))?,
            place: Where::read(
                named.municipality,
                named.county,
                named.kostra_group,
                &each,
                if every { Where::Any } else { Where::At(Place::country()) },
            )?,
        };
        if asked.subject.tells_apart() && asked.age_band.tells_apart() {
            let message = "the cube tells participants by subject field or by age band, not by both at once";
            return Err(ApiError::bad_input(message));
        }
        if asked.school_year == Pick::One(0) {
            return Err(ApiError::bad_input("schoolYear is the year it begins, such as 2025 for 2025–26"));
        }
        Ok(asked)
    }

    /// Whether it takes a cell.
    #[must_use]
    pub fn takes(&self, key: &Key) -> bool {
        self.place.takes(&key.place)
            && self.school_year.takes(key.school_year)
            && self.service.takes(key.service)
            && self.subject.takes(key.subject)
            && self.age_band.takes(key.age_band)
    }

    /// The one cell it takes, when it is one.
    #[must_use]
    pub fn one(&self) -> Option<Key> {
        let Where::At(place) = &self.place else { return None };
        let lists = self.school_year.lists() || self.service.lists() || self.subject.lists() || self.age_band.lists();
        (!lists).then(|| Key {
            place: place.clone(),
            school_year: self.school_year.named(),
            service: self.service.named(),
            subject: self.subject.named(),
            age_band: self.age_band.named(),
        })
    }
}

/// What is wanted of a dimension that is neither named nor listed by.
const fn rest<T>(every: bool) -> Pick<T> {
    if every { Pick::Any } else { Pick::Together }
}

#[cfg(test)]
mod tests {
    use entity::vocabulary::{AgeBand, PlaceKind, ReachedService, ServiceType, SubjectField};

    use super::{Asked, Named, ParticipationDimension, Pick, Where};
    use crate::{participation::cube::figures::Key, release::places::Place};

    #[test]
    fn each_dimension_is_named_listed_or_added_up() {
        let service = ReachedService::One(ServiceType::Nav);
        let asked = Asked::read(Named {
            municipality: Some("4601".to_owned()),
            service: Some(service),
            by: Some(vec![ParticipationDimension::SchoolYear, ParticipationDimension::Subject]),
            ..Named::default()
        })
        .unwrap();
        assert_eq!(asked.place, Where::At(Place::municipality("4601")));
        assert_eq!(asked.place.municipality(), Some("4601"));
        assert_eq!((asked.school_year, asked.service), (Pick::Each, Pick::One(service)));
        assert_eq!((asked.subject, asked.age_band), (Pick::Each, Pick::Together));
        assert_eq!(asked.one(), None);
        let all = Asked::read(Named { by: Some(Vec::new()), ..Named::default() }).unwrap();
        assert_eq!(all.one().unwrap().place, Place::country());
        let each = Asked::read(Named { by: Some(vec![ParticipationDimension::County]), ..Named::default() }).unwrap();
        assert_eq!(each.place, Where::Each(PlaceKind::County));
    }

    #[test]
    fn without_a_listing_every_one_is_wanted() {
        let everything = Asked::read(Named::default()).unwrap();
        assert_eq!((everything.place.clone(), everything.one()), (Where::Any, None));
        let music = Asked::read(Named {
            county: Some("46".to_owned()),
            subject: Some(SubjectField::Music),
            ..Named::default()
        })
        .unwrap();
        let key = |subject, age_band| Key {
            place: Place { kind: PlaceKind::County, name: "46".to_owned() },
            school_year: Some(2025),
            service: None,
            subject,
            age_band,
        };
        assert!(music.takes(&key(Some(SubjectField::Music), None)));
        assert!(!music.takes(&key(Some(SubjectField::Dance), None)) && !music.takes(&key(None, None)));
        for key in [key(Some(SubjectField::Dance), None), key(None, Some(AgeBand::Age6_12)), key(None, None)] {
            assert!(everything.takes(&key), "{key:?}");
        }
    }

    #[test]
    fn what_is_no_cell_of_the_cube_is_refused() {
        let refused = [
            Named { municipality: Some("4601".to_owned()), county: Some("46".to_owned()), ..Named::default() },
            Named {
                by: Some(vec![ParticipationDimension::County, ParticipationDimension::Municipality]),
                ..Named::default()
            },
            Named { school_year: Some(2025), by: Some(vec![ParticipationDimension::SchoolYear]), ..Named::default() },
            Named { school_year: Some(0), ..Named::default() },
            Named { subject: Some(SubjectField::Music), age_band: Some(AgeBand::Age6_12), ..Named::default() },
            Named {
                subject: Some(SubjectField::Music),
                by: Some(vec![ParticipationDimension::AgeBand]),
                ..Named::default()
            },
        ];
        for named in refused {
            assert!(Asked::read(named.clone()).is_err(), "{named:?}");
        }
    }
}

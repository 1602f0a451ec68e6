//! Municipalities, and the larger areas they are counted in.

use std::collections::BTreeSet;

use entity::vocabulary::PlaceKind;
use serde::Serialize;

/// Where a municipality lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The municipality number.
    pub municipality: String,
    /// The county number.
    pub county: String,
    /// The KOSTRA group, where known.
    pub kostra_group: Option<String>,
}

/// An area that figures are about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// How large it is.
    pub kind: PlaceKind,
    /// The number of the municipality or county, the KOSTRA group; empty for the country.
    pub name: String,
}

impl Place {
    /// The whole country.
    #[must_use]
    pub fn country() -> Self {
        Self { kind: PlaceKind::Country, name: String::new() }
    }

    /// A municipality.
    #[must_use]
    pub fn municipality(number: impl Into<String>) -> Self {
        Self { kind: PlaceKind::Municipality, name: number.into() }
    }
}

/// The areas of some municipalities, in order, so that each is known by its place among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    homes: Vec<Home>,
    all: Vec<Place>,
    /// The places each home is counted in.
    counted_in: Vec<Vec<usize>>,
}

impl Places {
    /// The areas these municipalities are counted in.
    #[must_use]
    pub fn of(homes: Vec<Home>) -> Self {
        let of_home = |home: &Home| {
            let mut places = vec![
                Place::country(),
                Place { kind: PlaceKind::County, name: home.county.clone() },
                Place::municipality(&*home.municipality),
            ];
            let group = home.kostra_group.clone();
            places.extend(group.map(|name| Place { kind: PlaceKind::KostraGroup, name }));
            places
        };
        let all: BTreeSet<Place> = homes.iter().flat_map(of_home).collect();
        let places: Vec<Place> = all.into_iter().collect();
        let find = |place: Place| places.binary_search(&place).ok();
        let counted_in = homes.iter().map(|home| of_home(home).into_iter().filter_map(find).collect()).collect();
        Self { homes, all: places, counted_in }
    }

    /// The municipalities.
    #[must_use]
    pub fn homes(&self) -> &[Home] {
        &self.homes
    }

    /// The area with this number.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Place> {
        self.all.get(place)
    }

    /// The areas a municipality is counted in.
    #[must_use]
    pub fn counting(&self, home: usize) -> &[usize] {
        self.counted_in.get(home).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::{Home, Place, Places};

    #[test]
    fn a_municipality_is_counted_in_all_its_areas() {
        let home = |number: &str, group: Option<&str>| Home {
            municipality: number.to_owned(),
            county: number[..2].to_owned(),
            kostra_group: group.map(str::to_owned),
        };
        let places = Places::of(vec![home("4601", Some("12")), home("4602", None), home("1151", None)]);
        let names = |home: usize| {
            let mut names: Vec<&str> =
                places.counting(home).iter().map(|&place| &*places.get(place).unwrap().name).collect();
            names.sort_unstable();
            names
        };
        assert_eq!(names(0), ["", "12", "46", "4601"]);
        assert_eq!(names(1), ["", "46", "4602"]);
        assert_eq!(places.get(0), Some(&Place::country()));
    }
}

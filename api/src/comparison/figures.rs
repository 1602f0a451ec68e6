//! What is shared and won, and which of it is hidden.
//!
//! Staff are counted as the national statistics count: on 1 October. That fewer than k people share a position would tell
//! about each of them, so it is hidden; which organisation employs them is no secret. External funding is public.

use std::collections::BTreeMap;

use entity::{Nok, Percentage};
use serde::Serialize;

use crate::{
    disclosure::{CubeError, Dimension, Release},
    release::{
        frozen::{Axis, Frozen, PLACE, YEAR, category_or_total, position_of},
        places::{Place, Places},
    },
};

/// A position shared on the counting day of a school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The partnership's municipality, by its place among the homes.
    pub home: usize,
    /// The school year.
    pub school_year: i32,
    /// The person, by any number of its own.
    pub person: u32,
    /// How much of a full position.
    pub percentage: Percentage,
}

/// Funding awarded in a school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Won {
    /// The partnership's municipality, by its place among the homes.
    pub home: usize,
    /// The school year.
    pub school_year: i32,
    /// How much.
    pub awarded: Nok,
}

/// Where a cell stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Key {
    /// The area.
    pub place: Place,
    /// The school year.
    pub school_year: i32,
}

/// The figures of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Resources {
    /// Shared positions, in hundredths of a per cent of a full one.
    pub staff: i64,
    /// External funding.
    pub funding: Nok,
}

/// Adds up every cell.
#[must_use]
pub fn add_up(places: &Places, shared: &[Shared], won: &[Won]) -> BTreeMap<Key, Resources> {
    let mut cells: BTreeMap<Key, Resources> = BTreeMap::new();
    let mut add = |home: usize, school_year: i32, more: Resources| {
        for place in places.counting(home).iter().filter_map(|&place| places.get(place)) {
            let cell = cells.entry(Key { place: place.clone(), school_year }).or_default();
            cell.staff += more.staff;
            cell.funding = Nok(cell.funding.0.saturating_add(more.funding.0));
        }
    };
    for one in shared {
        add(one.home, one.school_year, Resources { staff: one.percentage.0.into(), funding: Nok(0) });
    }
    for one in won {
        add(one.home, one.school_year, Resources { staff: 0, funding: one.awarded });
    }
    cells
}

/// The cube of people who share positions, to be protected.
///
/// # Errors
/// Never for positions in these places.
pub fn freeze(places: &Places, shared: &[Shared]) -> Result<Frozen, CubeError> {
    let homes = || shared.iter().filter_map(|one| places.homes().get(one.home));
    let years = shared.iter().map(|one| one.school_year.to_string());
    let mut frozen = Frozen::new(vec![Axis::of_places(homes()), Axis::of(YEAR, years)]).without_total(YEAR);
    let mut people: Vec<(i32, u32, usize)> = shared.iter().map(|one| (one.school_year, one.person, one.home)).collect();
    people.sort_unstable();
    // Who has two positions in a place is one person.
    people.dedup();
    let mut last = None;
    for (year, person, home) in people {
        let Some(place) = places.homes().get(home) else { continue };
        // Who is shared in two municipalities is one person in all that both are in, and counts in the first.
        let count = u64::from(last.replace((year, person)) != Some((year, person)));
        frozen.count(&[&place.municipality, &year.to_string()], &[person], count)?;
    }
    Ok(frozen)
}

/// Whether the shared staff of a cell of a release are hidden. Where nobody is shared nothing is.
#[must_use]
pub fn is_hidden(release: &Release, key: &Key) -> bool {
    let cell = || -> Result<_, CubeError> {
        let dimension = |name: &str| -> Result<&Dimension, CubeError> {
            let found = release.cube().dimensions().iter().find(|dimension| dimension.name() == name);
            found.ok_or(CubeError::OtherDimensions)
        };
        let place = position_of(dimension(PLACE)?, &key.place)?;
        release.cube().cell(&[place, category_or_total(dimension(YEAR)?, Some(&key.school_year.to_string()))?])
    };
    cell().is_ok_and(|cell| release.get(cell).is_suppressed())
}

#[cfg(test)]
mod tests {
    use entity::{Nok, Percentage};

    use super::{Key, Shared, Won, add_up, freeze, is_hidden};
    use crate::{
        disclosure::{Rule, Threshold},
        release::places::{Home, Place, Places},
    };

    #[test]
    fn who_is_shared_in_two_municipalities_is_one_person() {
        let home = |number: &str| Home { municipality: number.to_owned(), county: "46".to_owned(), kostra_group: None };
        let places = Places::of(vec![home("4601"), home("4602")]);
        let shared = |home, person| Shared { home, school_year: 2025, person, percentage: Percentage(2_000) };
        let rule = Rule::everywhere(Threshold::new(3, true).unwrap());
        let key = |place: Place| Key { place, school_year: 2025 };
        let hidden = |staff: &[Shared], place: Place| {
            let release = freeze(&places, staff).unwrap().protect(&rule, &[]).unwrap();
            is_hidden(&release, &key(place))
        };
        let two = [shared(0, 1), shared(0, 2), shared(1, 1), shared(1, 2)];
        assert!(hidden(&two, Place::country()), "two people in four positions");
        assert!(hidden(&two, Place::municipality("4602")), "both are counted in the other");
        let three = [&two[..], &[shared(0, 3), shared(1, 3)]].concat();
        assert!(!hidden(&three, Place::municipality("4601")));
        assert!(hidden(&three, Place::municipality("4602")) || !hidden(&three, Place::country()));
    }

    #[test]
    fn few_people_are_hidden_and_money_is_not() {
        let home = |number: &str| Home { municipality: number.to_owned(), county: "46".to_owned(), kostra_group: None };
        let places = Places::of(vec![home("4601"), home("4602"), home("4603")]);
        let shared = |home, person| Shared { home, school_year: 2025, person, percentage: Percentage(2_000) };
        // Two positions of the same person are one person's.
        let staff: Vec<Shared> = [(0, 1), (0, 2), (0, 3), (0, 4), (1, 5), (1, 5), (1, 6), (2, 7), (2, 8), (2, 9)]
            .into_iter()
            .map(|(home, person)| shared(home, person))
            .collect();
        let won = [Won { home: 1, school_year: 2025, awarded: Nok(50_000) }];
        let cells = add_up(&places, &staff, &won);
        let at = |place: Place| Key { place, school_year: 2025 };
        assert_eq!(cells[&at(Place::country())].staff, 20_000);
        assert_eq!(cells[&at(Place::municipality("4602"))].staff, 6_000);
        assert_eq!(cells[&at(Place::municipality("4602"))].funding, Nok(50_000));
        let mut frozen = freeze(&places, &staff).unwrap();
        let release = frozen.protect(&Rule::everywhere(Threshold::new(3, true).unwrap()), &[]).unwrap();
        assert!(is_hidden(&release, &at(Place::municipality("4602"))));
        assert!(!is_hidden(&release, &at(Place::country())));
        // Another is hidden with it, or the difference would tell.
        let others = ["4601", "4603"].map(|number| is_hidden(&release, &at(Place::municipality(number))));
        assert!(others.contains(&true));
        assert!(!is_hidden(&release, &at(Place::municipality("9999"))));
    }
}

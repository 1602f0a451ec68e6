//! A cube as it is kept: what was counted, by whom, and what of it was hidden.

use std::collections::BTreeMap;

use entity::vocabulary::PlaceKind;
use serde::{Deserialize, Serialize};

use super::places::{Home, Place};
use crate::disclosure::{Cell, Cube, CubeError, Dimension, Position, Release, Rule};

/// The name of the dimension of places, and of its groupings.
pub const PLACE: &str = "place";
const COUNTY: &str = "county";
const KOSTRA_GROUP: &str = "KOSTRA group";
/// The name of the dimension of school years.
pub const YEAR: &str = "year";

/// One dimension of a cube.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// What it is called.
    pub name: String,
    /// Its categories.
    pub categories: Vec<String>,
    /// Its groupings, each with pairs of a category and its group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groupings: Vec<(String, Vec<(String, String)>)>,
}

impl Axis {
    /// A dimension without groupings.
    pub fn of(name: &str, categories: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let mut categories: Vec<String> = categories.into_iter().map(Into::into).collect();
        categories.sort();
        categories.dedup();
        Self { name: name.to_owned(), categories, groupings: Vec::new() }
    }

    /// The dimension of places: municipalities, by county and by KOSTRA group.
    pub fn of_places<'a>(homes: impl Iterator<Item = &'a Home> + Clone) -> Self {
        let pair = |home: &Home, group: &str| (home.municipality.clone(), group.to_owned());
        let counties = homes.clone().map(|home| pair(home, &home.county));
        let groups = homes.clone().filter_map(|home| Some(pair(home, home.kostra_group.as_deref()?)));
        let groupings = vec![(COUNTY.to_owned(), sorted(counties)), (KOSTRA_GROUP.to_owned(), sorted(groups))];
        let categories = homes.map(|home| home.municipality.clone());
        Self { groupings, ..Self::of(PLACE, categories) }
    }

    fn dimension(&self) -> Result<Dimension, CubeError> {
        let mut dimension = Dimension::new(&*self.name, self.categories.iter().map(String::as_str));
        for (name, pairs) in &self.groupings {
            dimension = dimension.grouped(&**name, pairs.iter().map(|(one, group)| (&**one, &**group)))?;
        }
        Ok(dimension)
    }
}

fn sorted(pairs: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let pairs: BTreeMap<String, String> = pairs.collect();
    pairs.into_iter().collect()
}

/// What an organisation counted in an inner cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Counted(Vec<u32>, u32, u64);

/// A cube as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    axes: Vec<Axis>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    without_total: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    never_crossed: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    only_total: Vec<String>,
    counted: Vec<Counted>,
    hidden: Vec<u64>,
}

impl Frozen {
    /// A cube nothing is counted in yet.
    #[must_use]
    pub fn new(axes: Vec<Axis>) -> Self {
        Self {
            axes,
            without_total: Vec::new(),
            never_crossed: Vec::new(),
            only_total: Vec::new(),
            counted: Vec::new(),
            hidden: Vec::new(),
        }
    }

    /// The same without the sums over a dimension.
    #[must_use]
    pub fn without_total(mut self, axis: &str) -> Self {
        self.without_total.push(axis.to_owned());
        self
    }

    /// The same as two tables, by the one dimension and by the other.
    #[must_use]
    pub fn never_crossed(mut self, one: &str, other: &str) -> Self {
        self.never_crossed.push((one.to_owned(), other.to_owned()));
        self
    }

    /// The same with a dimension that is never told apart.
    #[must_use]
    pub fn only_total(mut self, axis: &str) -> Self {
        self.only_total.push(axis.to_owned());
        self
    }

    /// Counts `count` in the inner cell with these categories, by these organisations together: nobody knows how many are
    /// whose, so they are shared out evenly. Without an organisation it counts as one's.
    ///
    /// # Errors
    /// When a category is unknown.
    pub fn count(&mut self, categories: &[&str], organisations: &[u32], count: u64) -> Result<(), CubeError> {
        let mut cell = Vec::with_capacity(categories.len());
        for (axis, category) in self.axes.iter().zip(categories) {
            let at = axis.categories.binary_search_by(|known| known.as_str().cmp(category)).ok();
            let unknown = || CubeError::Unknown { dimension: axis.name.clone(), position: (*category).to_owned() };
            cell.push(at.and_then(|at| u32::try_from(at).ok()).ok_or_else(unknown)?);
        }
        let organisations = if organisations.is_empty() { &[0] } else { organisations };
        let among = organisations.len() as u64;
        for (at, &organisation) in (0..among).zip(organisations) {
            let share = count / among + u64::from(at < count % among);
            self.counted.push(Counted(cell.clone(), organisation, share));
        }
        Ok(())
    }

    /// The cube.
    ///
    /// # Errors
    /// When it cannot be built.
    pub fn cube(&self) -> Result<Cube, CubeError> {
        let dimensions = self.axes.iter().map(Axis::dimension).collect::<Result<Vec<_>, _>>()?;
        let mut cube = Cube::new(dimensions)?;
        for axis in &self.without_total {
            cube = cube.without_total(axis)?;
        }
        if self.axes.iter().any(|axis| axis.name == PLACE) {
            cube = cube.with_insiders(PLACE)?;
        }
        for (one, other) in &self.never_crossed {
            cube = cube.never_crossed(one, other)?;
        }
        for axis in &self.only_total {
            cube = cube.only_total(axis)?;
        }
        for Counted(cell, organisation, count) in &self.counted {
            let names: Option<Vec<&str>> = self
                .axes
                .iter()
                .zip(cell)
                .map(|(axis, &at)| axis.categories.get(at as usize).map(String::as_str))
                .collect();
            let names = names.ok_or(CubeError::Positions { dimensions: self.axes.len(), given: cell.len() })?;
            cube.add(&names, *organisation, *count)?;
        }
        Ok(cube)
    }

    /// Decides what is hidden, given all earlier releases of the cube, the first one first.
    ///
    /// # Errors
    /// When the cube cannot be built, or an earlier one has other dimensions.
    pub fn protect(&mut self, rule: &Rule, earlier: &[Self]) -> Result<Release, CubeError> {
        self.counted.sort();
        let earlier = earlier.iter().map(Self::restored).collect::<Result<Vec<_>, _>>()?;
        let release = Release::new(self.cube()?, rule, &earlier.iter().collect::<Vec<_>>())?;
        self.hidden = release.hidden().map(Cell::number).collect();
        Ok(release)
    }

    /// The release as it was.
    ///
    /// # Errors
    /// When the cube cannot be built.
    pub fn restored(&self) -> Result<Release, CubeError> {
        let hidden: Vec<Cell> = self.hidden.iter().copied().map(Cell::numbered).collect();
        Release::restored(self.cube()?, &hidden)
    }

    /// What is counted, whatever is hidden of it.
    #[must_use]
    pub fn same_counts(&self, other: &Self) -> bool {
        self.axes == other.axes && self.counted == other.counted
    }
}

/// Where a place stands on its dimension.
///
/// # Errors
/// When it is not there.
pub fn position_of(dimension: &Dimension, place: &Place) -> Result<Position, CubeError> {
    match place.kind {
        PlaceKind::Country => Ok(dimension.total()),
        PlaceKind::County => dimension.group(COUNTY, &place.name),
        PlaceKind::KostraGroup => dimension.group(KOSTRA_GROUP, &place.name),
        PlaceKind::Municipality => dimension.category(&place.name),
    }
}

/// Where a category stands on its dimension, or all together.
///
/// # Errors
/// When it is not there.
pub fn category_or_total(dimension: &Dimension, category: Option<&str>) -> Result<Position, CubeError> {
    category.map_or_else(|| Ok(dimension.total()), |category| dimension.category(category))
}

#[cfg(test)]
mod tests {
    use super::{Axis, Frozen};
    use crate::disclosure::Rule;

    fn frozen(count: u64) -> Frozen {
        let mut frozen = Frozen::new(vec![Axis::of("service", ["NAV", "SCHOOL"]), Axis::of("year", ["2024", "2025"])]);
        frozen.count(&["NAV", "2024"], &[1, 2], count).unwrap();
        frozen.count(&["SCHOOL", "2024"], &[3, 4], 30).unwrap();
        frozen.count(&["SCHOOL", "2025"], &[3, 4], 31).unwrap();
        frozen
    }

    #[test]
    fn what_is_kept_comes_back_as_it_was() {
        let mut first = frozen(9);
        let release = first.protect(&Rule::of_services("service"), &[]).unwrap();
        let text = serde_json::to_string(&first).unwrap();
        let read: Frozen = serde_json::from_str(&text).unwrap();
        assert_eq!(read, first);
        assert_eq!(read.restored().unwrap(), release);
        let mut second = frozen(7);
        let corrected = second.protect(&Rule::of_services("service"), &[read]).unwrap();
        assert_ne!(corrected.hidden().count(), 0, "a change of two is a secret");
        assert!(!second.same_counts(&first) && second.same_counts(&second.clone()));
    }

    #[test]
    fn those_who_count_together_share() {
        let cube = frozen(5).cube().unwrap();
        let inner = cube.inner().values().find(|inner| inner.count == 5).unwrap();
        assert_eq!(inner.contributors, [1, 2]);
    }
}

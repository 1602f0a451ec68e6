//! A cube told in the plainest way, and the rules once more, for the audit to compare with.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::{Cell, Cube, Dimension, Position, Release, Rule, Threshold};

/// A place on a dimension of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum At {
    Total,
    Group(usize),
    Category(usize),
}

/// Sizes of dimensions, the group of each category of the first (the second grouping splits it by odd and even), and
/// what organisations counted where. The first category of the last dimension is sensitive.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub sizes: Vec<usize>,
    pub groups: Vec<Vec<usize>>,
    pub counts: BTreeMap<Vec<usize>, BTreeMap<u32, u64>>,
    /// Whether no cell tells the last two dimensions apart at once.
    pub linked: bool,
    /// Whether the categories of the first dimension have insiders.
    pub insiders: bool,
}

impl Model {
    pub fn is_sensitive(&self, inner: &[usize]) -> bool {
        inner[self.sizes.len() - 1] == 0
    }

    pub fn k(&self, inner: &[usize]) -> u64 {
        if self.is_sensitive(inner) { 5 } else { 3 }
    }

    pub fn rule(&self) -> Rule {
        let last = format!("d{}", self.sizes.len() - 1);
        Rule::by_category(Threshold::ORDINARY, last, [("0", Threshold::SENSITIVE)])
    }

    /// The cube, its counts added in this order or the other way round.
    pub fn cube(&self, forwards: bool) -> Cube {
        let mut dimensions = Vec::new();
        for (at, &size) in self.sizes.iter().enumerate() {
            let mut names: Vec<String> = (0..size).map(|name| name.to_string()).collect();
            let mut dimension = Dimension::new(format!("d{at}"), names.clone());
            if at == 0 {
                for (number, groups) in self.groups.iter().enumerate() {
                    let of: Vec<String> = groups.iter().map(|group| format!("g{group}")).collect();
                    let pairs = names.iter().map(String::as_str).zip(of.iter().map(String::as_str));
                    dimension = dimension.grouped(format!("grouping {number}"), pairs).unwrap();
                }
            }
            names.reverse();
            dimensions.push(dimension);
        }
        let mut cube = Cube::new(dimensions).unwrap();
        if self.insiders {
            cube = cube.with_insiders("d0").unwrap();
        }
        if let Some((one, other)) = self.apart() {
            cube = cube.never_crossed(&format!("d{one}"), &format!("d{other}")).unwrap();
        }
        let mut all: Vec<(Vec<usize>, u32, u64)> = Vec::new();
        for (inner, counts) in &self.counts {
            all.extend(counts.iter().map(|(&organisation, &count)| (inner.clone(), organisation, count)));
        }
        if !forwards {
            all.reverse();
        }
        for (inner, organisation, count) in all {
            let names: Vec<String> = inner.iter().map(ToString::to_string).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            cube.add(&names, organisation, count).unwrap();
        }
        cube
    }

    /// The dimensions that are never crossed.
    fn apart(&self) -> Option<(usize, usize)> {
        (self.linked && self.sizes.len() > 1).then(|| (self.sizes.len() - 2, self.sizes.len() - 1))
    }

    /// Whether a cell is one that could be shown.
    pub fn is_offered(&self, cell: &[At]) -> bool {
        !self.apart().is_some_and(|(one, other)| !matches!((cell[one], cell[other]), (At::Total, _) | (_, At::Total)))
    }

    /// Every cell of the cube, inner cells and margins.
    pub fn cells(&self) -> Vec<Vec<At>> {
        let mut cells = vec![Vec::new()];
        for (dimension, &size) in self.sizes.iter().enumerate() {
            let mut places = vec![At::Total];
            places.extend((0..size).map(At::Category));
            if dimension == 0 {
                places.extend((0..self.group_names().len()).map(At::Group));
            }
            cells = cells
                .iter()
                .flat_map(|cell: &Vec<At>| places.iter().map(|&place| [&cell[..], &[place]].concat()))
                .collect();
        }
        cells
    }

    fn group_names(&self) -> Vec<(usize, usize)> {
        let names = self.groups.iter().enumerate();
        let names: BTreeSet<_> = names.flat_map(|(at, groups)| groups.iter().map(move |&group| (at, group))).collect();
        names.into_iter().collect()
    }

    pub fn contains(&self, cell: &[At], inner: &[usize]) -> bool {
        cell.iter().zip(inner).all(|(place, &category)| match *place {
            At::Total => true,
            At::Category(own) => own == category,
            At::Group(group) => {
                let (grouping, group) = self.group_names()[group];
                self.groups[grouping][category] == group
            }
        })
    }

    pub fn inner_of<'a>(&'a self, cell: &'a [At]) -> impl Iterator<Item = &'a Vec<usize>> {
        self.counts.keys().filter(move |inner| self.contains(cell, inner))
    }

    pub fn count(&self, cell: &[At]) -> u64 {
        self.inner_of(cell).flat_map(|inner| self.counts[inner].values()).sum()
    }

    fn contributors(&self, cell: &[At]) -> BTreeSet<u32> {
        let counts = self.inner_of(cell).flat_map(|inner| &self.counts[inner]);
        counts.filter(|(_, count)| **count > 0).map(|(&organisation, _)| organisation).collect()
    }

    pub fn cell_k(&self, cell: &[At]) -> u64 {
        self.inner_of(cell).map(|inner| self.k(inner)).max().unwrap_or(0)
    }

    /// The primary rule, told once more.
    pub fn is_primary(&self, cell: &[At]) -> bool {
        let count = self.count(cell);
        if count == 0 {
            return self.inner_of(cell).any(|inner| self.is_sensitive(inner));
        }
        count < self.cell_k(cell) || self.contributors(cell).len() < 2
    }

    pub fn inner_cell(inner: &[usize]) -> Vec<At> {
        inner.iter().map(|&category| At::Category(category)).collect()
    }

    /// Whether a hidden inner cell holds the least it can.
    pub fn is_at_floor(&self, inner: &[usize]) -> bool {
        self.count(&Self::inner_cell(inner)) == u64::from(!self.is_sensitive(inner))
    }

    /// The organisation that is alone in an inner cell.
    pub fn alone(&self, inner: &[usize]) -> Option<u32> {
        let contributors = self.contributors(&Self::inner_cell(inner));
        contributors.first().copied().filter(|_| contributors.len() == 1)
    }

    /// The hidden part of a cell, where an organisation in it could subtract its own and be left with a secret.
    pub fn shared_secret<'a>(&'a self, cell: &'a [At]) -> Option<Vec<&'a Vec<usize>>> {
        let hidden: Vec<_> = self.inner_of(cell).filter(|inner| self.is_primary(&Self::inner_cell(inner))).collect();
        let k = hidden.iter().map(|inner| self.k(inner)).max()?;
        let organisations: BTreeSet<u32> = hidden.iter().filter_map(|inner| self.alone(inner)).collect();
        let finds_out = organisations.iter().any(|&own| {
            let rest: Vec<_> = hidden.iter().filter(|inner| self.alone(inner) != Some(own)).collect();
            let count: u64 = rest.iter().map(|inner| self.count(&Self::inner_cell(inner))).sum();
            let others: BTreeSet<u32> =
                rest.iter().flat_map(|inner| self.contributors(&Self::inner_cell(inner))).collect();
            let shared = rest.iter().any(|inner| self.contributors(&Self::inner_cell(inner)).len() > 1);
            count > 0 && (count < k || (others.len() == 1 && !shared))
        });
        (finds_out || self.insiders_find_out(&hidden, k)).then_some(hidden)
    }

    /// Whether those inside a category of the first dimension could subtract it from the sum of some hidden cells.
    fn insiders_find_out(&self, hidden: &[&Vec<usize>], k: u64) -> bool {
        let categories: BTreeSet<usize> = hidden.iter().map(|inner| inner[0]).collect();
        self.insiders
            && categories.iter().any(|own| {
                let rest: Vec<_> = hidden.iter().filter(|inner| inner[0] != *own).collect();
                let count: u64 = rest.iter().map(|inner| self.count(&Self::inner_cell(inner))).sum();
                let of: BTreeSet<u32> =
                    rest.iter().flat_map(|inner| self.contributors(&Self::inner_cell(inner))).collect();
                count > 0 && (count < k || (categories.len() == 2 && of.len() == 1))
            })
    }

    /// The cube of all others, as those inside a category of the first dimension see it.
    pub fn without(&self, own: usize) -> Self {
        let counts = self.counts.iter().filter(|(inner, _)| inner[0] != own);
        Self { counts: counts.map(|(inner, counts)| (inner.clone(), counts.clone())).collect(), ..self.clone() }
    }

    /// The categories whose insiders know what was counted in them.
    pub fn inside(&self) -> std::ops::Range<usize> {
        0..if self.insiders { self.sizes[0] } else { 0 }
    }

    /// What is left of a cell to the insiders of each category in it, where that is primary.
    pub fn leftovers<'a>(&'a self, cell: &'a [At]) -> Vec<Vec<&'a Vec<usize>>> {
        let own = self.inside().filter(|&own| self.inner_of(cell).any(|inner| inner[0] == own));
        let left = own.filter(|&own| self.without(own).is_primary(cell));
        left.map(|own| self.inner_of(cell).filter(|inner| inner[0] != own).collect()).collect()
    }

    pub fn address(&self, cube: &Cube, cell: &[At]) -> Cell {
        let mut positions: Vec<Position> = Vec::new();
        for (dimension, place) in cube.dimensions().iter().zip(cell) {
            positions.push(match *place {
                At::Total => dimension.total(),
                At::Category(category) => dimension.category(&category.to_string()).unwrap(),
                At::Group(group) => {
                    let (grouping, group) = self.group_names()[group];
                    dimension.group(&format!("grouping {grouping}"), &format!("g{group}")).unwrap()
                }
            });
        }
        cube.cell(&positions).unwrap()
    }

    pub fn is_shown(&self, release: &Release, cell: &[At]) -> bool {
        !release.get(self.address(release.cube(), cell)).is_suppressed()
    }
}

/// Random cubes of one to four dimensions, sparse and full, with up to two groupings of the first dimension.
pub(super) fn models() -> impl Strategy<Value = Model> {
    let sizes = prop_oneof![
        prop::collection::vec(2_usize..=7, 1..=1),
        prop::collection::vec(2_usize..=4, 2..=2),
        prop::collection::vec(2_usize..=3, 3..=3),
        prop::collection::vec(1_usize..=2, 4..=4),
    ];
    (sizes, 0_usize..=2, 1_u32..=99).prop_flat_map(|(sizes, groupings, percent)| {
        let groups = prop::collection::vec(prop::collection::vec(0_usize..=1, sizes[0]), groupings);
        let mut inner = vec![Vec::new()];
        for &size in &sizes {
            inner = inner
                .iter()
                .flat_map(|cell: &Vec<usize>| (0..size).map(move |at| [&cell[..], &[at]].concat()))
                .collect();
        }
        let count = prop_oneof![2 => Just(0_u64), 3 => 1..=2_u64, 3 => 3..=9_u64, 2 => 10..=60_u64];
        let counts = prop::collection::btree_map(0_u32..6, count, 1..=3);
        let cells = prop::collection::vec(prop::option::weighted(f64::from(percent) / 100.0, counts), inner.len());
        (Just(sizes), groups, Just(inner), cells, any::<(bool, bool)>()).prop_map(
            |(sizes, groups, inner, cells, (linked, insiders))| {
                let counts =
                    inner.into_iter().zip(cells).filter_map(|(inner, counts)| Some((inner, counts?))).collect();
                Model { sizes, groups, counts, linked, insiders }
            },
        )
    })
}

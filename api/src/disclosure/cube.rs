//! A cube: named dimensions, the counts where their categories cross, and every margin of them.
//!
//! A cell is one position on each dimension. An **inner cell** stands on a category everywhere; a **margin** stands on
//! a group or on the total somewhere, and is the sum of inner cells. A cell nobody contributed to is not stored: it is
//! a structural zero, and known.

use std::collections::BTreeMap;

/// What a cube cannot be built or asked with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CubeError {
    /// A cell needs one position on each dimension.
    #[error("the cube has {dimensions} dimensions, {given} positions were given")]
    Positions {
        /// How many the cube has.
        dimensions: usize,
        /// How many were given.
        given: usize,
    },
    /// The dimension has no such category or group.
    #[error("the dimension {dimension} has no {position}")]
    Unknown {
        /// The dimension's name.
        dimension: String,
        /// What was asked for.
        position: String,
    },
    /// Two releases of one cube have the same dimensions in the same order, though perhaps not the same categories.
    #[error("the earlier release has other dimensions")]
    OtherDimensions,
    /// The cube has more cells than an index can name.
    #[error("the cube is too large")]
    TooLarge,
    /// A count went over what can be added up.
    #[error("the counts are too large to be added up")]
    Overflow,
}

/// A place on a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(u32);

impl Position {
    fn of(index: usize) -> Option<Self> {
        u32::try_from(index).ok().map(Self)
    }
}

/// A coarser division of a dimension: counties or KOSTRA groups of municipalities.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Grouping {
    name: String,
    /// In alphabetical order.
    groups: Vec<String>,
    /// The group of each category, where it has one.
    group_of: Vec<Option<u32>>,
}

/// One axis of a cube: its categories, how they are grouped, and their total.
///
/// Categories are kept in alphabetical order, whatever order they are given in, so that nothing depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    name: String,
    categories: Vec<String>,
    groupings: Vec<Grouping>,
}

impl Dimension {
    /// A dimension of these categories; the same one twice is one.
    pub fn new<C: Into<String>>(name: impl Into<String>, categories: impl IntoIterator<Item = C>) -> Self {
        let mut categories: Vec<String> = categories.into_iter().map(Into::into).collect();
        categories.sort();
        categories.dedup();
        Self { name: name.into(), categories, groupings: Vec::new() }
    }

    /// Adds a grouping, as pairs of a category and its group. A category may be in no group of it, and in a group of
    /// several groupings. A hierarchy is several groupings: municipality → county, municipality → region.
    ///
    /// # Errors
    /// When a category is not one of the dimension's.
    pub fn grouped<'a>(
        mut self,
        name: impl Into<String>,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, CubeError> {
        let pairs: BTreeMap<&str, &str> = pairs.into_iter().collect();
        let mut groups: Vec<String> = pairs.values().map(|&group| group.to_owned()).collect();
        groups.sort();
        groups.dedup();
        let mut group_of = vec![None; self.categories.len()];
        for (category, group) in pairs {
            let at = self.categories.binary_search_by(|known| known.as_str().cmp(category));
            let at = at.map_err(|_| self.unknown(category))?;
            group_of[at] = groups.iter().position(|known| known == group).and_then(|index| u32::try_from(index).ok());
        }
        self.groupings.push(Grouping { name: name.into(), groups, group_of });
        Ok(self)
    }

    /// The dimension's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The categories, in alphabetical order.
    #[must_use]
    pub fn categories(&self) -> &[String] {
        &self.categories
    }

    /// Where a category is.
    ///
    /// # Errors
    /// When the dimension has no such category.
    pub fn category(&self, name: &str) -> Result<Position, CubeError> {
        let at = self.categories.binary_search_by(|known| known.as_str().cmp(name));
        let at = at.map_err(|_| self.unknown(name))?;
        Position::of(self.first_category() + at).ok_or_else(|| self.unknown(name))
    }

    /// Where a group of a grouping is.
    ///
    /// # Errors
    /// When the dimension has no such grouping or group.
    pub fn group(&self, grouping: &str, group: &str) -> Result<Position, CubeError> {
        let mut first = 1;
        for known in &self.groupings {
            if known.name == grouping {
                let at = known.groups.iter().position(|known| known == group);
                return at.and_then(|at| Position::of(first + at)).ok_or_else(|| self.unknown(group));
            }
            first += known.groups.len();
        }
        Err(self.unknown(grouping))
    }

    /// Where all categories together are.
    #[must_use]
    pub fn total(&self) -> Position {
        Position(0)
    }

    /// What stands at a position: a category, a group with the name of its grouping, or nothing for the total.
    #[must_use]
    pub fn label(&self, position: Position) -> Option<(Option<&str>, &str)> {
        let mut at = (position.0 as usize).checked_sub(1)?;
        for grouping in &self.groupings {
            if let Some(group) = grouping.groups.get(at) {
                return Some((Some(&grouping.name), group));
            }
            at -= grouping.groups.len();
        }
        self.categories.get(at).map(|category| (None, category.as_str()))
    }

    /// The position with the same meaning on another version of the dimension.
    pub(super) fn same(&self, position: Position, other: &Self) -> Option<Position> {
        match other.label(position) {
            None => Some(self.total()),
            Some((Some(grouping), group)) => self.group(grouping, group).ok(),
            Some((None, category)) => self.category(category).ok(),
        }
    }

    /// The total and the groups come before the categories.
    fn first_category(&self) -> usize {
        1 + self.groupings.iter().map(|grouping| grouping.groups.len()).sum::<usize>()
    }

    /// How many positions there are: the total, groups and categories.
    fn positions(&self) -> usize {
        self.first_category() + self.categories.len()
    }

    /// A category and what it is counted in, as many positions for each category of the dimension: itself, the total, and
    /// of each grouping its group, or the total where it has none.
    fn levels(&self, category: Position) -> Vec<Position> {
        let mut levels = vec![category, self.total()];
        let mut first = 1;
        for grouping in &self.groupings {
            let at = (category.0 as usize).checked_sub(self.first_category());
            let group = at.and_then(|at| grouping.group_of.get(at).copied().flatten());
            levels.push(group.and_then(|group| Position::of(first + group as usize)).unwrap_or(self.total()));
            first += grouping.groups.len();
        }
        levels
    }

    /// Every position that counts a category in: itself, its groups, the total.
    fn counting(&self, category: Position) -> Vec<Position> {
        let mut levels = self.levels(category).into_iter();
        let own = levels.by_ref().take(2).collect::<Vec<_>>().into_iter();
        own.chain(levels.filter(|&group| group != self.total())).collect()
    }

    fn unknown(&self, position: &str) -> CubeError {
        CubeError::Unknown { dimension: self.name.clone(), position: position.to_owned() }
    }
}

/// A cell of one cube, inner or margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(u64);

impl Cell {
    /// The cell with this number in its cube.
    #[must_use]
    pub fn numbered(number: u64) -> Self {
        Self(number)
    }

    /// Its number in a cube of the same dimensions with the same categories and groupings.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }
}

/// Which cells of a cube nobody is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LeftOut {
    /// Those on the total of a dimension.
    Totals(usize),
    /// Those that tell two dimensions apart at once.
    Crossed(usize, usize),
    /// Those that tell a dimension apart.
    Apart(usize),
}

/// What an inner cell holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inner {
    /// How many took part.
    pub count: u64,
    /// The organisations that counted somebody, in order of their numbers, each once.
    pub contributors: Vec<u32>,
}

/// Counts by several dimensions, with the organisations they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cube {
    dimensions: Vec<Dimension>,
    /// How far apart neighbours on a dimension are in the numbering of cells.
    strides: Vec<u64>,
    size: u64,
    left_out: Vec<LeftOut>,
    /// The dimension whose categories have insiders.
    insiders: Option<usize>,
    inner: BTreeMap<Cell, Inner>,
}

impl Cube {
    /// A cube nothing is counted in yet.
    ///
    /// # Errors
    /// When it would have more cells than can be numbered.
    pub fn new(dimensions: Vec<Dimension>) -> Result<Self, CubeError> {
        let mut size: u64 = 1;
        let mut strides = vec![0; dimensions.len()];
        for (stride, dimension) in strides.iter_mut().zip(&dimensions).rev() {
            *stride = size;
            let positions = u32::try_from(dimension.positions()).map_err(|_| CubeError::TooLarge)?;
            size = size.checked_mul(u64::from(positions)).ok_or(CubeError::TooLarge)?;
        }
        Ok(Self { dimensions, strides, size, left_out: Vec::new(), insiders: None, inner: BTreeMap::new() })
    }

    /// Leaves out the cells on a dimension's total, where adding up makes no sense: indicators of different things.
    ///
    /// # Errors
    /// When there is no such dimension.
    pub fn without_total(mut self, dimension: &str) -> Result<Self, CubeError> {
        let at = self.dimension(dimension)?;
        self.left_out.push(LeftOut::Totals(at));
        Ok(self)
    }

    /// Leaves out the cells that stand on neither dimension's total: the cube is then one of two linked tables, by the
    /// one and by the other, which share their margins and are protected together. Cells that are left out are protected
    /// as the others are: nobody can compute one that would have to be hidden.
    ///
    /// # Errors
    /// When there is no such dimension.
    pub fn never_crossed(mut self, one: &str, other: &str) -> Result<Self, CubeError> {
        let (one, other) = (self.dimension(one)?, self.dimension(other)?);
        self.left_out.push(LeftOut::Crossed(one, other));
        Ok(self)
    }

    /// Leaves out the cells that tell a dimension apart: it says what rule holds for what is counted, and is nothing to tell.
    ///
    /// # Errors
    /// When there is no such dimension.
    pub fn only_total(mut self, dimension: &str) -> Result<Self, CubeError> {
        let at = self.dimension(dimension)?;
        self.left_out.push(LeftOut::Apart(at));
        Ok(self)
    }

    /// Reckons with people who know everything that was counted in a category of a dimension, and nothing more: those who
    /// work in a municipality.
    ///
    /// # Errors
    /// When there is no such dimension.
    pub fn with_insiders(mut self, dimension: &str) -> Result<Self, CubeError> {
        self.insiders = Some(self.dimension(dimension)?);
        Ok(self)
    }

    /// The category whose insiders know an inner cell, if there are any.
    pub(super) fn insiders_of(&self, inner: Cell) -> Option<&str> {
        let position = self.insiders_at(inner)?;
        self.dimensions.get(self.insiders?)?.label(position).map(|(_, category)| category)
    }

    /// Where that category is.
    pub(super) fn insiders_at(&self, inner: Cell) -> Option<Position> {
        self.positions(inner).get(self.insiders?).copied()
    }

    fn dimension(&self, name: &str) -> Result<usize, CubeError> {
        let found = self.dimensions.iter().position(|dimension| dimension.name == name);
        found.ok_or_else(|| CubeError::Unknown { dimension: name.to_owned(), position: "dimension".to_owned() })
    }

    /// Whether a cell is one to be published, as far as the rules let it.
    #[must_use]
    pub fn is_offered(&self, cell: Cell) -> bool {
        if self.left_out.is_empty() {
            return true;
        }
        let positions = self.positions(cell);
        let on_total = |at: usize| positions.get(at).is_some_and(|position| position.0 == 0);
        !self.left_out.iter().any(|left_out| match *left_out {
            LeftOut::Totals(at) => on_total(at),
            LeftOut::Crossed(one, other) => !on_total(one) && !on_total(other),
            LeftOut::Apart(at) => !on_total(at),
        })
    }

    /// Adds what an organisation counted in an inner cell, named by a category of each dimension. A zero says that the
    /// organisation counted and nobody came; it makes the cell a reported zero rather than a structural one.
    ///
    /// # Errors
    /// When a category is unknown, or the counts are too large to be added up.
    pub fn add(&mut self, categories: &[&str], organisation: u32, count: u64) -> Result<(), CubeError> {
        self.check_positions(categories.len())?;
        let mut cell = 0;
        for ((dimension, stride), category) in self.dimensions.iter().zip(&self.strides).zip(categories) {
            cell += stride * u64::from(dimension.category(category)?.0);
        }
        let inner = self.inner.entry(Cell(cell)).or_default();
        inner.count = inner.count.checked_add(count).ok_or(CubeError::Overflow)?;
        if count > 0
            && let Err(at) = inner.contributors.binary_search(&organisation)
        {
            inner.contributors.insert(at, organisation);
        }
        Ok(())
    }

    /// The cell at these positions, one on each dimension.
    ///
    /// # Errors
    /// When there are more or fewer positions than dimensions.
    pub fn cell(&self, positions: &[Position]) -> Result<Cell, CubeError> {
        self.check_positions(positions.len())?;
        let mut cell = 0;
        for ((dimension, stride), position) in self.dimensions.iter().zip(&self.strides).zip(positions) {
            if position.0 as usize >= dimension.positions() {
                return Err(dimension.unknown(&position.0.to_string()));
            }
            cell += stride * u64::from(position.0);
        }
        Ok(Cell(cell))
    }

    /// Where a cell stands on each dimension.
    #[must_use]
    pub fn positions(&self, cell: Cell) -> Vec<Position> {
        let mut rest = cell.0;
        let mut positions = Vec::with_capacity(self.strides.len());
        for stride in &self.strides {
            positions.push(Position(u32::try_from(rest / stride).unwrap_or(u32::MAX)));
            rest %= stride;
        }
        positions
    }

    /// The dimensions, in their order.
    #[must_use]
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// Every cell, inner cells and margins.
    pub fn cells(&self) -> impl Iterator<Item = Cell> + use<> {
        (0..self.size).map(Cell)
    }

    /// The inner cells that were reported, zeros too.
    #[must_use]
    pub fn inner(&self) -> &BTreeMap<Cell, Inner> {
        &self.inner
    }

    /// The cell with the same meaning as a cell of another version of the cube; none where this one lacks a category.
    pub(super) fn same(&self, cell: Cell, other: &Self) -> Option<Cell> {
        let mut same = 0;
        let dimensions = self.dimensions.iter().zip(&self.strides).zip(&other.dimensions);
        for (((dimension, stride), other), position) in dimensions.zip(other.positions(cell)) {
            same += stride * u64::from(dimension.same(position, other)?.0);
        }
        Some(Cell(same))
    }

    /// Ever broader margins an inner cell is counted in, from neighbours that share all but a category to the total: on
    /// the largest dimension its groups, fewer and fewer of them, then the total, and so on for the others. Each as a
    /// list of positions that its members share; there are as many for each inner cell.
    pub(super) fn ever_broader(&self, inner: Cell) -> Vec<Vec<Position>> {
        let mut shared: Vec<Vec<Position>> = Vec::new();
        for (dimension, position) in self.dimensions.iter().zip(self.positions(inner)) {
            shared.push(dimension.levels(position));
        }
        let mut order: Vec<usize> = (0..self.dimensions.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(self.dimensions[at].categories.len()));
        let mut broader = Vec::new();
        for at in order {
            // The category goes first, then the groups of the last grouping.
            shared[at].remove(0);
            loop {
                broader.push(shared.concat());
                if shared[at].len() < 2 {
                    break;
                }
                shared[at].pop();
            }
        }
        broader
    }

    /// Every cell an inner cell is counted in, itself first.
    pub(super) fn counted_in(&self, inner: Cell) -> Vec<Cell> {
        let mut cells = vec![0];
        for ((dimension, stride), position) in self.dimensions.iter().zip(&self.strides).zip(self.positions(inner)) {
            let positions = dimension.counting(position);
            cells = cells
                .iter()
                .flat_map(|cell| positions.iter().map(move |position| cell + stride * u64::from(position.0)))
                .collect();
        }
        cells.into_iter().map(Cell).collect()
    }

    fn check_positions(&self, given: usize) -> Result<(), CubeError> {
        let dimensions = self.dimensions.len();
        if given == dimensions { Ok(()) } else { Err(CubeError::Positions { dimensions, given }) }
    }
}

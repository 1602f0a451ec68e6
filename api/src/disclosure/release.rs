//! A release: a cube as it was published, frozen with what it hides.

use super::{
    cube::{Cell, Cube, CubeError},
    derived::Published,
    primary::Rule,
    system::Builder,
    table::Table,
};

/// A published cube. Later releases of the same cube are protected together with it, so it is kept as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    cube: Cube,
    /// The cells something was reported in, in order, and what is shown of them.
    cells: Vec<Cell>,
    shown: Vec<Published<u64>>,
}

impl Release {
    /// Decides what of a cube is published, given everything that was published of it before, the first release first.
    /// The earlier releases may have other categories (a new school year), but not other dimensions.
    ///
    /// # Errors
    /// When the counts are too large to be added up, or an earlier release has other dimensions.
    pub fn new(cube: Cube, rule: &Rule, earlier: &[&Self]) -> Result<Self, CubeError> {
        Self::bounded(cube, rule, earlier, None)
    }

    /// As [`Release::new`], with the elimination bounded otherwise than by the size of the cube.
    pub(super) fn bounded(
        cube: Cube,
        rule: &Rule,
        earlier: &[&Self],
        longest: Option<usize>,
    ) -> Result<Self, CubeError> {
        let table = Table::of(&cube, rule)?;
        let mut builder = Builder::default();
        let mut before = Vec::new();
        for (number, release) in earlier.iter().enumerate() {
            let names = |cube: &Cube| cube.dimensions().iter().map(|one| one.name().to_owned()).collect::<Vec<_>>();
            if names(&release.cube) != names(&cube) {
                return Err(CubeError::OtherDimensions);
            }
            let table = Table::of(&release.cube, rule)?;
            let unknowns = builder.release(earlier, number, &table, &cube);
            before.push((table, &release.cube, unknowns));
        }
        let (unknowns, candidates) = builder.cube(&table, &cube);
        for (old, old_cube, old_unknowns) in &before {
            builder.changes((old, old_cube, old_unknowns), (&table, &cube, &unknowns));
        }
        let published = builder.finish(longest).solve();
        let mut shown = vec![Published::suppressed(); table.cells().len()];
        for (index, published) in candidates.into_iter().zip(published) {
            if published {
                shown[index] = table.figure(index).count.into();
            }
        }
        Ok(Self { cells: table.cells().to_vec(), cube, shown })
    }

    /// A release as it was stored: the cube, and which cells it hid.
    ///
    /// # Errors
    /// When the counts are too large to be added up.
    pub fn restored(cube: Cube, hidden: &[Cell]) -> Result<Self, CubeError> {
        let table = Table::of(&cube, &Rule::of_services(""))?;
        let mut hidden = hidden.to_vec();
        hidden.sort_unstable();
        let show = |(index, &cell)| match hidden.binary_search(&cell) {
            Err(_) if cube.is_offered(cell) => table.figure(index).count.into(),
            _ => Published::suppressed(),
        };
        let shown = table.cells().iter().enumerate().map(show).collect();
        Ok(Self { cells: table.cells().to_vec(), cube, shown })
    }

    /// The cube, with what is hidden of it.
    #[must_use]
    pub fn cube(&self) -> &Cube {
        &self.cube
    }

    /// What is published of a cell. A cell nothing was reported in is zero; of one that is left out nothing is.
    #[must_use]
    pub fn get(&self, cell: Cell) -> Published<u64> {
        if !self.cube.is_offered(cell) {
            return Published::suppressed();
        }
        self.cells.binary_search(&cell).map_or_else(|_| 0.into(), |index| self.shown[index])
    }

    /// The offered cells something was reported in, in order, with what is published of them.
    pub fn cells(&self) -> impl Iterator<Item = (Cell, Published<u64>)> {
        let cells = self.cells.iter().copied().zip(self.shown.iter().copied());
        cells.filter(|&(cell, _)| self.cube.is_offered(cell))
    }

    /// The hidden cells among those offered, in order: what [`Release::restored`] needs beside the cube.
    pub fn hidden(&self) -> impl Iterator<Item = Cell> {
        self.cells().filter(|(_, figure)| figure.is_suppressed()).map(|(cell, _)| cell)
    }
}

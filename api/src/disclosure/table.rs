//! A cube as a table of cells, each with the inner cells it adds up and what the rules ask of it.

use super::{
    cube::{Cell, Cube, CubeError, Position},
    primary::{Contributors, Figure, Rule},
};

/// Every cell something was reported in, in order, with its figure and its inner cells.
#[derive(Debug, Clone)]
pub(super) struct Table {
    cells: Vec<Cell>,
    figures: Vec<Figure>,
    /// Where each cell's inner cells begin in `inner`, and one past the last.
    starts: Vec<usize>,
    inner: Vec<u32>,
    /// The inner cells, in order: what an index into them means.
    inner_cells: Vec<Cell>,
    inner_figures: Vec<Figure>,
    /// Who knows each inner cell beside those who counted in it.
    insiders: Vec<Option<Position>>,
}

impl Table {
    /// Adds up the margins of a cube.
    pub fn of(cube: &Cube, rule: &Rule) -> Result<Self, CubeError> {
        let threshold = rule.thresholds(cube);
        let mut counted: Vec<(Cell, u32)> = Vec::new();
        let mut inner_cells = Vec::with_capacity(cube.inner().len());
        let mut inner_figures = Vec::with_capacity(cube.inner().len());
        let insiders = cube.inner().keys().map(|&cell| cube.insiders_at(cell)).collect();
        for (index, (&cell, inner)) in (0_u32..).zip(cube.inner()) {
            let threshold = threshold(cell);
            counted.extend(cube.counted_in(cell).into_iter().map(|margin| (margin, index)));
            inner_cells.push(cell);
            inner_figures.push(Figure {
                count: inner.count,
                threshold,
                contributors: Contributors::of(&inner.contributors),
                hidden_zero: inner.count == 0 && threshold.hides_zeros(),
            });
        }
        counted.sort_unstable();
        let mut table = Self {
            cells: Vec::new(),
            figures: Vec::new(),
            starts: Vec::new(),
            inner: Vec::with_capacity(counted.len()),
            inner_cells,
            inner_figures,
            insiders,
        };
        for same in counted.chunk_by(|one, other| one.0 == other.0) {
            table.cells.push(same[0].0);
            table.starts.push(table.inner.len());
            table.inner.extend(same.iter().map(|&(_, index)| index));
            let mut figures = same.iter().map(|&(_, index)| table.inner_figures[index as usize]);
            let first = figures.next().ok_or(CubeError::TooLarge)?;
            let figure = figures.try_fold(first, Figure::and).ok_or(CubeError::Overflow)?;
            table.figures.push(figure);
        }
        table.starts.push(table.inner.len());
        Ok(table)
    }

    /// The cells, in order.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What the rules ask of the cell at an index.
    pub fn figure(&self, index: usize) -> Figure {
        self.figures[index]
    }

    /// Which inner cells the cell at an index adds up.
    pub fn inner_of(&self, index: usize) -> &[u32] {
        &self.inner[self.starts[index]..self.starts[index + 1]]
    }

    /// What the rules ask of an inner cell.
    pub fn inner_figure(&self, inner: u32) -> Figure {
        self.inner_figures[inner as usize]
    }

    /// The category whose insiders know an inner cell, if there are any.
    pub fn insiders_of(&self, inner: u32) -> Option<Position> {
        self.insiders[inner as usize]
    }

    /// The inner cells, in order, with their figures.
    pub fn inner(&self) -> impl Iterator<Item = (Cell, Figure)> {
        self.inner_cells.iter().copied().zip(self.inner_figures.iter().copied())
    }
}

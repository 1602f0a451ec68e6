//! From cubes to what is unknown in them: the new cube together with what was released of it before.
//!
//! Every inner cell somebody counted in is an unknown, except zeros that are published anyway. A cell that did not
//! change from one release to the next is one unknown, as if everybody knew that it did not: that leaves an onlooker
//! with more to compute with, never less. Cells that changed are two unknowns, and small changes of a cell are targets
//! beside the cells themselves.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    cube::{Cell, Cube, Position},
    insiders,
    kernel::Row,
    primary::Figure,
    release::Release,
    secondary::System,
    table::Table,
};

/// What an inner cell is told apart by: the same cell with the same count is one unknown in all releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    /// A cell of the new cube.
    Cell(Cell),
    /// A cell of an earlier cube, counted from the first, whose categories the new one lacks.
    Former(usize, Cell),
}

/// Collects unknowns and rows.
#[derive(Debug, Default)]
pub(super) struct Builder {
    unknowns: BTreeMap<(Name, u64), u32>,
    /// Numbers for the classes of unknowns, by what their members share.
    classes: BTreeMap<Vec<Position>, u32>,
    system: System,
}

impl Builder {
    /// Adds a release that is public: what it shows, and what it hides. Says which unknown each inner cell is.
    pub fn release(&mut self, number: usize, release: &Release, table: &Table, new: &Cube) -> Vec<Option<u32>> {
        let name = |cell| new.same(cell, release.cube()).map_or(Name::Former(number, cell), Name::Cell);
        let unknowns = self.unknowns(table, release.cube(), name);
        let mut shown: Vec<usize> = Vec::new();
        for (index, &cell) in table.cells().iter().enumerate() {
            if table.figure(index).is_primary() {
                self.system.targets.push(row(table, index, &unknowns));
            } else {
                self.system.targets.extend(insiders::shared_secret(table, index, &unknowns));
            }
            if !release.get(cell).is_suppressed() {
                shown.push(index);
            }
        }
        // As they were published then, so that what is left open comes out as it did.
        sort_by_wish(table, &mut shown);
        self.system.public.extend(shown.into_iter().map(|index| row(table, index, &unknowns)));
        unknowns
    }

    /// Adds the new cube: its primary cells as targets, the others as candidates. Says which unknown each inner cell
    /// is, and the candidates in the order in which they are wanted.
    pub fn cube(&mut self, table: &Table, cube: &Cube) -> (Vec<Option<u32>>, Vec<usize>) {
        let unknowns = self.unknowns(table, cube, Name::Cell);
        let mut candidates: Vec<usize> = Vec::new();
        for index in 0..table.cells().len() {
            if table.figure(index).is_primary() {
                self.system.targets.push(row(table, index, &unknowns));
            } else {
                if cube.is_offered(table.cells()[index]) {
                    candidates.push(index);
                }
                self.system.targets.extend(insiders::shared_secret(table, index, &unknowns));
            }
        }
        sort_by_wish(table, &mut candidates);
        self.system.candidates.extend(candidates.iter().map(|&index| row(table, index, &unknowns)));
        (unknowns, candidates)
    }

    /// Adds the small changes between an earlier release and the new cube as targets.
    pub fn changes(&mut self, old: (&Table, &Cube, &[Option<u32>]), new: (&Table, &Cube, &[Option<u32>])) {
        let mut pairs: BTreeMap<Cell, (Option<usize>, Option<usize>)> = BTreeMap::new();
        for (index, &cell) in new.0.cells().iter().enumerate() {
            pairs.entry(cell).or_default().1 = Some(index);
        }
        for (index, &cell) in old.0.cells().iter().enumerate() {
            if let Some(cell) = new.1.same(cell, old.1) {
                pairs.entry(cell).or_default().0 = Some(index);
            }
        }
        for (before, after) in pairs.into_values() {
            let figure = |table: &Table, index: Option<usize>| index.map(|index| table.figure(index));
            let (old_figure, new_figure) = (figure(old.0, before), figure(new.0, after));
            let count = |figure: Option<Figure>| figure.map_or(0, |figure| figure.count);
            let k = [old_figure, new_figure].into_iter().flatten().map(|figure| figure.threshold.k()).max();
            let change = count(old_figure).abs_diff(count(new_figure));
            if change == 0 || k.is_none_or(|k| change >= k) {
                continue;
            }
            let mut row: BTreeMap<u32, i64> = BTreeMap::new();
            for (table, index, unknowns, times) in [(old.0, before, old.2, -1), (new.0, after, new.2, 1)] {
                let inner = index.map(|index| table.inner_of(index)).unwrap_or_default();
                for unknown in inner.iter().filter_map(|&inner| unknowns[inner as usize]) {
                    *row.entry(unknown).or_default() += times;
                }
            }
            let row: Row = row.into_iter().filter(|&(_, times)| times != 0).collect();
            self.system.targets.push(row);
        }
    }

    /// The system that was built.
    pub fn finish(self, longest: Option<usize>) -> System {
        let mut system = self.system;
        system.longest = longest;
        // What was published as it stands cannot be kept secret any more.
        let public: BTreeSet<&Row> = system.public.iter().collect();
        system.targets.retain(|target| !public.contains(target));
        system
    }

    fn unknowns(&mut self, table: &Table, cube: &Cube, name: impl Fn(Cell) -> Name) -> Vec<Option<u32>> {
        let mut unknowns = Vec::new();
        for (cell, figure) in table.inner() {
            if figure.count == 0 && !figure.hidden_zero {
                unknowns.push(None);
                continue;
            }
            let next = u32::try_from(self.unknowns.len()).unwrap_or(u32::MAX);
            let unknown = *self.unknowns.entry((name(cell), figure.count)).or_insert(next);
            if unknown == next {
                self.system.at_floor.push(false);
                let mut classes = Vec::new();
                for shared in cube.ever_broader(cell) {
                    let next = u32::try_from(self.classes.len()).unwrap_or(u32::MAX);
                    classes.push(*self.classes.entry(shared).or_insert(next));
                }
                self.system.classes.push(classes);
            }
            self.system.at_floor[unknown as usize] |= figure.count == figure.threshold.floor();
            unknowns.push(Some(unknown));
        }
        unknowns
    }
}

/// The unknowns a cell adds up.
fn row(table: &Table, index: usize, unknowns: &[Option<u32>]) -> Row {
    let inner = table.inner_of(index).iter();
    let mut row: Row = inner.filter_map(|&inner| unknowns[inner as usize]).map(|unknown| (unknown, 1)).collect();
    row.sort_unstable();
    row
}

/// Large counts first; among equal ones what has most in common with the other cells, which is what adds most up; then
/// by their place in the cube.
fn sort_by_wish(table: &Table, candidates: &mut [usize]) {
    let mut weights: Vec<u128> = vec![0; table.inner().count()];
    for index in 0..table.cells().len() {
        for &inner in table.inner_of(index) {
            weights[inner as usize] += u128::from(table.figure(index).count) + 1;
        }
    }
    candidates.sort_by_cached_key(|&index| {
        let inner = table.inner_of(index).iter();
        let in_common: u128 = inner.map(|&inner| weights[inner as usize]).sum();
        (Reverse(table.figure(index).count), Reverse(in_common), index)
    });
}

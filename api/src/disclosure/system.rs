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
    knowing::NOBODY,
    release::Release,
    secondary::System,
    table::Table,
};

/// What an inner cell is told apart by: the same cell with the same count is one unknown in all releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    /// A cell of the new cube.
    Cell(Cell),
    /// A cell whose categories the new cube lacks, by the first release that has it: its number, and the cell there.
    Former(usize, Cell),
}

/// Collects unknowns and rows.
#[derive(Debug, Default)]
pub(super) struct Builder {
    unknowns: BTreeMap<(Name, u64), u32>,
    /// How many each unknown counts.
    counts: Vec<u64>,
    /// Numbers for the classes of unknowns, by what their members share.
    classes: BTreeMap<Vec<Position>, u32>,
    /// Numbers for those who know some of the unknowns, by the category they know.
    knowers: BTreeMap<String, u32>,
    system: System,
}

impl Builder {
    /// Adds a release that is public: what it shows, and what it hides. Says which unknown each inner cell is.
    pub fn release(&mut self, earlier: &[&Release], number: usize, table: &Table, new: &Cube) -> Vec<Option<u32>> {
        let release = earlier[number];
        let name = |cell| {
            let former = || {
                let mut before = earlier.iter().take(number).enumerate();
                let first = before.find_map(|(at, first)| Some((at, first.cube().same(cell, release.cube())?)));
                let (first, cell) = first.unwrap_or((number, cell));
                Name::Former(first, cell)
            };
            new.same(cell, release.cube()).map_or_else(former, Name::Cell)
        };
        let unknowns = self.unknowns(table, release.cube(), name);
        let mut shown: Vec<usize> = Vec::new();
        for (index, &cell) in table.cells().iter().enumerate() {
            self.targets(table, index, &unknowns);
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
            self.targets(table, index, &unknowns);
            if !table.figure(index).is_primary() && cube.is_offered(table.cells()[index]) {
                candidates.push(index);
            }
        }
        sort_by_wish(table, &mut candidates);
        self.system.candidates.extend(candidates.iter().map(|&index| row(table, index, &unknowns)));
        (unknowns, candidates)
    }

    /// Adds what must not be known of a cell: the cell itself, or what is left of it to those who know a part.
    fn targets(&mut self, table: &Table, index: usize, unknowns: &[Option<u32>]) {
        if table.figure(index).is_primary() {
            self.system.targets.push(row(table, index, unknowns));
        } else {
            self.system.targets.extend(insiders::leftovers(table, index, unknowns));
            self.system.public_targets.extend(insiders::shared_secret(table, index, unknowns));
        }
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
            let side = |table: &Table, index: Option<usize>, unknowns: &[Option<u32>]| -> Vec<u32> {
                let inner = index.map(|index| table.inner_of(index)).unwrap_or_default().iter();
                let mut side: Vec<u32> = inner.filter_map(|&inner| unknowns[inner as usize]).collect();
                side.sort_unstable();
                side
            };
            let (gone, come) = (side(old.0, before, old.2), side(new.0, after, new.2));
            let lacks = |side: &[u32], unknown: u32| side.binary_search(&unknown).is_err();
            let gone_for_good = gone.iter().filter(|&&unknown| lacks(&come, unknown)).map(|&unknown| (unknown, -1));
            let newly_come = come.iter().filter(|&&unknown| lacks(&gone, unknown)).map(|&unknown| (unknown, 1));
            let mut row: Row = gone_for_good.chain(newly_come).collect();
            if row.is_empty() {
                continue;
            }
            row.sort_unstable();
            let figures = [before.map(|index| old.0.figure(index)), after.map(|index| new.0.figure(index))];
            let k = figures.into_iter().flatten().map(|figure| figure.threshold.k()).max().unwrap_or(0);
            let is_small = |change: i128| change != 0 && change.unsigned_abs() < u128::from(k);
            let mut whole = 0;
            let mut inside: BTreeMap<u32, i128> = BTreeMap::new();
            for &(unknown, times) in &row {
                let change = i128::from(self.counts[unknown as usize]) * i128::from(times);
                whole += change;
                *inside.entry(self.system.knower[unknown as usize]).or_default() += change;
            }
            // What is left of a change to those who know a part of it; where one part is left it is a change by itself.
            for (&own, &part) in inside.iter().filter(|&(&own, _)| own != NOBODY && inside.len() > 2) {
                if is_small(whole - part) {
                    let rest = row.iter().filter(|&&(unknown, _)| self.system.knower[unknown as usize] != own);
                    self.system.targets.push(rest.copied().collect());
                }
            }
            if is_small(whole) {
                self.system.targets.push(row);
            }
        }
    }

    /// The system that was built.
    pub fn finish(self, longest: Option<usize>) -> System {
        let mut system = self.system;
        system.longest = longest;
        // What was published as it stands cannot be kept secret any more.
        let public: BTreeSet<&Row> = system.public.iter().collect();
        for targets in [&mut system.targets, &mut system.public_targets] {
            targets.sort_unstable();
            targets.dedup();
            targets.retain(|target| !public.contains(target));
        }
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
                self.counts.push(figure.count);
                let knower = cube.insiders_of(cell).map(str::to_owned);
                let next = u32::try_from(self.knowers.len()).unwrap_or(NOBODY);
                let knower = knower.map_or(NOBODY, |category| *self.knowers.entry(category).or_insert(next));
                self.system.knower.push(knower);
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

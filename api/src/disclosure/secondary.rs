//! Secondary suppression: which further sums stay hidden, so that what must be hidden cannot be computed.
//!
//! The sums are looked at one by one, the most wanted first. A sum is published unless somebody could then compute a
//! target; see the module's documentation for who that somebody is.

use std::collections::BTreeMap;

use super::{
    kernel::{Kernel, Row, TooLarge},
    knowing::{Knowing, Watched},
};

/// What is unknown, what is to stay so, and what one would like to publish.
#[derive(Debug, Default, Clone)]
pub(super) struct System {
    /// For each unknown whether it holds the least it can hold. Each that does is a target too.
    pub at_floor: Vec<bool>,
    /// For each unknown the classes it is in, from close neighbours to all unknowns; as many for each. A class is named
    /// by any number that is its own.
    pub classes: Vec<Vec<u32>>,
    /// For each unknown who knows it, by a number, or [`NOBODY`](super::knowing::NOBODY); empty where nobody does.
    pub knower: Vec<u32>,
    /// The sums that must not be computable: by nobody, those who know some of the unknowns included.
    pub targets: Vec<Row>,
    /// The sums that must not be computable from what is public.
    pub public_targets: Vec<Row>,
    /// The sums that are public already.
    pub public: Vec<Row>,
    /// The sums to be published, the most wanted first.
    pub candidates: Vec<Row>,
    /// How many unknowns a vector may move, where it is not [`longest`].
    pub longest: Option<usize>,
}

impl System {
    /// Says for each candidate whether it is published.
    pub fn solve(&self) -> Vec<bool> {
        let unknowns = self.at_floor.len();
        let mut longest = self.longest.unwrap_or_else(|| longest(unknowns));
        let mut watched = Watched::new();
        loop {
            let mut protector = Protector::new(self, longest);
            protector.knowing.watch(&watched);
            match protector.take_public_sums() {
                Ok(really) if really || longest >= unknowns => {
                    let published = self.candidates.iter().map(|row| protector.publish(row)).collect();
                    // What insiders could compute all the same is looked after the next time. Mostly that is little.
                    let found = protector.knowing.found_out(&mut protector.kernel);
                    if found.is_subset(&watched) {
                        return published;
                    }
                    watched.extend(found);
                }
                // Short vectors must not make a secret look public that is none: it would then be left unprotected.
                // That does not come up where the public sums were chosen with the same bound, as in earlier releases.
                Ok(_) => longest = longest.saturating_mul(8),
                // Nothing can be promised beside what is public already.
                Err(TooLarge) => return vec![false; self.candidates.len()],
            }
        }
    }
}

impl System {
    /// Replaces the moves of single unknowns by differences of neighbours, which leave most broad sums as they are: the
    /// same directions, told in other terms. In each class one move is kept to stand for the class in the broader one.
    fn start_with_neighbours(&self, vectors: &mut [Row]) {
        let unknowns = self.at_floor.len();
        let mut standing: Vec<u32> = (0..).take(unknowns).collect();
        standing.sort_by_key(|&unknown| (self.at_floor[unknown as usize], unknown));
        for level in 0..self.classes.first().map_or(0, Vec::len) {
            let mut stands_for: BTreeMap<u32, u32> = BTreeMap::new();
            standing.retain(|&unknown| {
                let class = self.classes[unknown as usize][level];
                let other = *stands_for.entry(class).or_insert(unknown);
                if other == unknown || self.at_floor[other as usize] {
                    return true;
                }
                vectors[unknown as usize] = minus(&vectors[unknown as usize], &vectors[other as usize]);
                false
            });
        }
    }
}

/// The difference of two rows.
fn minus(one: &Row, other: &Row) -> Row {
    let mut difference: BTreeMap<u32, i64> = one.iter().copied().collect();
    for &(coordinate, factor) in other {
        *difference.entry(coordinate).or_default() -= factor;
    }
    difference.into_iter().filter(|&(_, factor)| factor != 0).collect()
}

/// All that changes, in order.
fn both(free: &Row, guards: &Row) -> Row {
    let mut all = guards.clone();
    all.extend_from_slice(free);
    all.sort_unstable();
    all
}

/// How many unknowns a vector may move, in a system of so many. A vector that moves more is taken out: the direction is
/// treated as known, which hides more and never less. Where targets depend on it, the sum that would have made it so long
/// stays hidden. Small systems are not bounded by it, and come out as the elimination in full has them.
fn longest(unknowns: usize) -> usize {
    (16_384 / unknowns.max(1)).max(8)
}

/// How many vectors are looked through for one that few could know.
const LOOKED_THROUGH: usize = 16;

struct Protector<'a> {
    system: &'a System,
    kernel: Kernel,
    knowing: Knowing,
    /// For each coordinate whether it is a target: an unknown alone, or a watched sum of several.
    is_target: Vec<bool>,
    /// How many unknowns a vector may move; see [`longest`].
    longest: usize,
    /// Whether a vector was taken out for being too long.
    is_short_of_some: bool,
}

impl<'a> Protector<'a> {
    fn new(system: &'a System, longest: usize) -> Self {
        let unknowns = system.at_floor.len();
        let mut is_target = vec![false; unknowns];
        let mut vectors: Vec<Row> = (0_u32..).take(unknowns).map(|unknown| vec![(unknown, 1)]).collect();
        let mut coordinate = u32::try_from(unknowns).unwrap_or(u32::MAX);
        let mut secrets: Vec<(u32, &Row)> = Vec::new();
        let targets = system.targets.iter().map(|target| (target, true));
        for (target, is_secret) in targets.chain(system.public_targets.iter().map(|target| (target, false))) {
            let at = match target[..] {
                [] => continue,
                [(unknown, _)] => {
                    // At its floor it is protected for itself: the vector that moves it up is never given up.
                    is_target[unknown as usize] = !system.at_floor[unknown as usize];
                    unknown
                }
                ref several => {
                    for &(unknown, times) in several {
                        vectors[unknown as usize].push((coordinate, times));
                    }
                    coordinate += 1;
                    coordinate - 1
                }
            };
            if is_secret {
                secrets.push((at, target));
            }
        }
        let knowing = Knowing::new(&system.knower, coordinate as usize, longest, secrets.into_iter());
        system.start_with_neighbours(&mut vectors);
        is_target.resize(coordinate as usize, true);
        let kernel = Kernel::free(vectors, coordinate as usize);
        Self { system, kernel, knowing, is_target, longest, is_short_of_some: false }
    }

    /// A vector that moves an unknown up from its floor, and no other unknown that is at its floor.
    fn is_guard(&self, vector: u32) -> bool {
        self.system.at_floor[vector as usize]
    }

    fn changes(&mut self, row: &[(u32, i64)]) -> Result<(Row, Row), TooLarge> {
        let changes = self.kernel.changes(row)?;
        Ok(changes.into_iter().partition(|&(id, _)| !self.is_guard(id)))
    }

    /// Publishes a sum if nothing is given away; says whether it did.
    fn publish(&mut self, row: &Row) -> bool {
        let Ok((free, guards)) = self.changes(row) else { return false };
        if free.is_empty() {
            // What holds for all that is not at its floor is settled: the sum is known, or tells who is at the floor.
            return guards.is_empty();
        }
        if self.gives_away(&free, &guards).unwrap_or(true) || self.insiders_find_out(Some(row), &free, &guards) {
            return false;
        }
        if self.grows_too_long(&free, &guards) {
            return false;
        }
        let Ok(before) = self.eliminate(&free, &guards) else { return false };
        if self.shorten(&free, &guards) {
            return true;
        }
        for (id, vector) in before {
            self.kernel.replace(id, vector);
        }
        false
    }

    /// Takes the public sums as such. Says whether they give away nothing, or really do: not only because a vector was
    /// taken out before.
    fn take_public_sums(&mut self) -> Result<bool, TooLarge> {
        for row in &self.system.public {
            if self.gives_away_when_public(row)? && self.is_short_of_some {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes a sum as public; says whether a target can be computed from it.
    fn gives_away_when_public(&mut self, row: &Row) -> Result<bool, TooLarge> {
        let (free, guards) = self.changes(row)?;
        if free.is_empty() {
            for &(id, _) in &guards {
                self.kernel.remove(id);
            }
            return Ok(!guards.is_empty());
        }
        let gives_away = self.gives_away(&free, &guards)? || self.insiders_find_out(Some(row), &free, &guards);
        self.eliminate(&free, &guards)?;
        self.shorten(&free, &guards);
        Ok(gives_away)
    }

    fn eliminate(&mut self, free: &Row, guards: &Row) -> Result<Vec<(u32, Row)>, TooLarge> {
        let Some((pivot, _)) = self.pivot(free) else { return Ok(Vec::new()) };
        self.kernel.publish(&both(free, guards), pivot)
    }

    /// Whether somebody who knows some of the unknowns could compute a target once a sum is published.
    fn insiders_find_out(&mut self, row: Option<&Row>, free: &Row, guards: &Row) -> bool {
        self.knowing.find_out(&mut self.kernel, row, &both(free, guards))
    }

    /// The shortest vector makes the others least long.
    fn pivot(&self, free: &Row) -> Option<(u32, i64)> {
        free.iter().copied().min_by_key(|&(id, _)| (self.length(id), id))
    }

    /// Whether a vector that cannot be done without is sure to become too long. Found out before the work is done: most
    /// sums that stay hidden for it are found here.
    fn grows_too_long(&mut self, free: &Row, guards: &Row) -> bool {
        let Some((pivot, by)) = self.pivot(free) else { return false };
        let unknowns = self.system.at_floor.len();
        for &(id, change) in guards.iter().chain(free).filter(|&&(id, _)| id != pivot) {
            let length = self.kernel.cleared_length(id, (pivot, by), change, unknowns);
            if length <= self.longest {
                continue;
            }
            if self.is_guard(id) {
                return true;
            }
            for target in self.targets_of(id) {
                if self.kernel.touching(target).iter().all(|&other| other == id || other == pivot) {
                    return true;
                }
            }
        }
        false
    }

    /// Takes out the vectors that have become too long, where nobody could compute a target without them, the longest
    /// first. Says whether none is left.
    fn shorten(&mut self, free: &Row, guards: &Row) -> bool {
        let mut all_short = guards.iter().all(|&(id, _)| self.length(id) <= self.longest);
        let mut long: Vec<(usize, u32)> = free.iter().map(|&(id, _)| (self.length(id), id)).collect();
        long.retain(|&(length, _)| length > self.longest);
        long.sort_unstable_by(|one, other| other.cmp(one));
        for (_, id) in long {
            let alone = vec![(id, 1)];
            let is_needed = self.gives_away(&alone, &Row::new()).unwrap_or(true);
            if is_needed || self.insiders_find_out(None, &alone, &Row::new()) {
                all_short = false;
            } else {
                self.kernel.remove(id);
                self.is_short_of_some = true;
            }
        }
        all_short
    }

    /// How many unknowns a vector moves.
    fn length(&self, id: u32) -> usize {
        let vector = self.kernel.vector(id);
        vector.partition_point(|&(coordinate, _)| (coordinate as usize) < self.system.at_floor.len())
    }

    /// Whether a target could be computed once a sum is published: one that the vectors change just as they change the
    /// sum, up to a factor. Such a target is changed by each vector that changes the sum; looking at one vector
    /// therefore leaves few targets to look at.
    fn gives_away(&mut self, free: &Row, guards: &Row) -> Result<bool, TooLarge> {
        let looked_through = free.iter().take(LOOKED_THROUGH);
        let Some(&(at, change)) = looked_through.min_by_key(|&&(id, _)| (self.targets_of(id).len(), id)) else {
            return Ok(false);
        };
        for target in self.targets_of(at) {
            let ratio = (self.kernel.factor(at, target), change);
            if self.kernel.touching(target).len() == free.len() + guards.len()
                && self.is_multiple(free, target, ratio)?
                && self.is_multiple(guards, target, ratio)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a target changes with these vectors as the sum does, times the ratio.
    fn is_multiple(&self, changes: &Row, target: u32, ratio: (i64, i64)) -> Result<bool, TooLarge> {
        for &(id, change) in changes {
            let sum = i128::from(change).checked_mul(i128::from(ratio.0)).ok_or(TooLarge)?;
            let part = i128::from(self.kernel.factor(id, target)).checked_mul(i128::from(ratio.1)).ok_or(TooLarge)?;
            if sum != part {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The targets a vector changes.
    fn targets_of(&self, id: u32) -> Vec<u32> {
        let coordinates = self.kernel.vector(id).iter().map(|&(coordinate, _)| coordinate);
        coordinates.filter(|&coordinate| self.is_target[coordinate as usize]).collect()
    }
}

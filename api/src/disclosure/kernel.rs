//! What published sums leave open: the moves of the unknown cells that change no published sum.
//!
//! Gaussian elimination, seen from its other side. A published cell is a row over the unknown inner cells; what those
//! rows leave undecided is their null space. It is kept as sparse vectors of whole numbers, one for each direction the
//! unknown cells can still move in. A sum is decided when no vector changes it. Publishing a sum takes one vector out,
//! and clears the sum from the others with it. In cubes the vectors stay short (the sixteen corners of a box with signs
//! that cancel, in four dimensions) where the rows of the usual elimination grow as long as the cube.
//!
//! The arithmetic is exact. Numbers too large for it are an error, and the caller then leaves the sum unpublished.

/// A combination of unknowns: each with its factor, by ascending number, no factor zero.
pub(super) type Row = Vec<(u32, i64)>;

/// A factor grew beyond what can be computed with exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

/// The directions left open, over coordinates: the unknowns, and further sums of them that somebody watches.
#[derive(Debug)]
pub(super) struct Kernel {
    vectors: Vec<Row>,
    /// For each coordinate the vectors that change it, in order, but for those in `unsure`.
    touching: Vec<Vec<u32>>,
    /// For each coordinate the vectors that have come to change it or have ceased to since it was read.
    unsure: Vec<Vec<u32>>,
    /// A sum's factors by vector, while it is computed.
    sum: Vec<i64>,
}

impl Kernel {
    /// Nothing is published yet: each unknown moves alone. `vectors` says what each moves; its own number is the
    /// vector's.
    pub fn free(vectors: Vec<Row>, coordinates: usize) -> Self {
        let mut touching = vec![Vec::new(); coordinates];
        for (id, vector) in (0..).zip(&vectors) {
            for &(coordinate, _) in vector {
                touching[coordinate as usize].push(id);
            }
        }
        let sum = vec![0; vectors.len()];
        Self { vectors, touching, unsure: vec![Vec::new(); coordinates], sum }
    }

    /// The coordinates a vector changes, and how much.
    pub fn vector(&self, id: u32) -> &[(u32, i64)] {
        &self.vectors[id as usize]
    }

    /// How much a vector changes a coordinate.
    pub fn factor(&self, id: u32, coordinate: u32) -> i64 {
        factor(&self.vectors[id as usize], coordinate)
    }

    /// The vectors that change a coordinate, in order.
    pub fn touching(&mut self, coordinate: u32) -> &[u32] {
        let at = coordinate as usize;
        if !self.unsure[at].is_empty() {
            let mut unsure = std::mem::take(&mut self.unsure[at]);
            unsure.sort_unstable();
            unsure.dedup();
            let mut ids = std::mem::take(&mut self.touching[at]);
            let mut next = unsure.iter().copied().peekable();
            ids.retain(|&id| {
                while next.next_if(|&unsure| unsure < id).is_some() {}
                next.peek() != Some(&id)
            });
            unsure.retain(|&id| self.factor(id, coordinate) != 0);
            self.touching[at] = merge(&ids, &unsure);
        }
        &self.touching[at]
    }

    /// How much each vector changes a sum of unknowns: those that do, in order.
    pub fn changes(&mut self, row: &[(u32, i64)]) -> Result<Row, TooLarge> {
        let mut touched = Vec::new();
        let mut exact = true;
        for &(unknown, times) in row {
            self.touching(unknown);
            for &id in &self.touching[unknown as usize] {
                let sum = &mut self.sum[id as usize];
                if *sum == 0 {
                    touched.push(id);
                }
                let more = factor(&self.vectors[id as usize], unknown).checked_mul(times);
                match more.and_then(|more| sum.checked_add(more)) {
                    Some(more) => *sum = more,
                    None => exact = false,
                }
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let mut changes = Row::new();
        for id in touched {
            let sum = std::mem::take(&mut self.sum[id as usize]);
            if sum != 0 {
                changes.push((id, sum));
            }
        }
        if exact { Ok(changes) } else { Err(TooLarge) }
    }

    /// Publishes a sum: takes `pivot` out, and clears what the sum changes by in every other vector of `changes` with
    /// it. Returns what the vectors were; nothing is changed
    /// when it fails.
    pub fn publish(&mut self, changes: &[(u32, i64)], pivot: u32) -> Result<Vec<(u32, Row)>, TooLarge> {
        let by = factor(changes, pivot);
        let pivot_vector = &self.vectors[pivot as usize];
        let mut cleared: Vec<(u32, Row)> = vec![(pivot, Row::new())];
        for &(id, change) in changes.iter().filter(|&&(id, _)| id != pivot) {
            cleared.push((id, clear(&self.vectors[id as usize], by, pivot_vector, change)?));
        }
        Ok(cleared.into_iter().map(|(id, vector)| (id, self.replace(id, vector))).collect())
    }

    /// How many coordinates below `end` a vector would change, once cleared of a sum with the pivot; at least.
    pub fn cleared_length(&self, id: u32, (pivot, by): (u32, i64), change: i64, end: usize) -> usize {
        let (one, other) = (self.vector(id), self.vector(pivot));
        let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
        let mut length = 0;
        loop {
            let at = match (one.peek(), other.peek()) {
                (Some(&&(at, factor)), Some(&&(same, taken))) if at == same => {
                    one.next();
                    other.next();
                    if factor.wrapping_mul(by) == taken.wrapping_mul(change) {
                        continue;
                    }
                    at
                }
                (Some(&&(at, _)), next) if next.is_none_or(|&&(next, _)| at < next) => {
                    one.next();
                    at
                }
                (_, Some(&&(at, _))) => {
                    other.next();
                    at
                }
                (_, None) => break,
            };
            if at as usize >= end {
                break;
            }
            length += 1;
        }
        length
    }

    /// Takes a vector out: the direction is not open any more.
    pub fn remove(&mut self, id: u32) {
        self.replace(id, Row::new());
    }

    /// Puts another vector in a vector's place, and returns the one before.
    pub fn replace(&mut self, id: u32, vector: Row) -> Row {
        let old = std::mem::replace(&mut self.vectors[id as usize], vector);
        let new = &self.vectors[id as usize];
        let (mut before, mut after) = (old.iter().peekable(), new.iter().peekable());
        loop {
            let (gone, come) = (before.peek().map(|&&(at, _)| at), after.peek().map(|&&(at, _)| at));
            match (gone, come) {
                (Some(gone), Some(come)) if gone == come => {
                    before.next();
                    after.next();
                }
                (Some(gone), come) if come.is_none_or(|come| gone < come) => {
                    before.next();
                    self.unsure[gone as usize].push(id);
                }
                (_, Some(come)) => {
                    after.next();
                    self.unsure[come as usize].push(id);
                }
                (_, None) => break,
            }
        }
        old
    }
}

/// Two ordered lists with nothing in common, as one.
fn merge(one: &[u32], other: &[u32]) -> Vec<u32> {
    let mut merged = Vec::with_capacity(one.len() + other.len());
    let mut rest = one;
    for &id in other {
        let smaller = rest.partition_point(|&known| known < id);
        merged.extend_from_slice(&rest[..smaller]);
        merged.push(id);
        rest = &rest[smaller..];
    }
    merged.extend_from_slice(rest);
    merged
}

/// The factor of a number in a row; zero when it is not there.
pub(super) fn factor(row: &[(u32, i64)], number: u32) -> i64 {
    row.binary_search_by_key(&number, |&(at, _)| at).map_or(0, |at| row[at].1)
}

/// `vector · by − pivot · change`, divided by what all factors have in common.
pub(super) fn clear(vector: &[(u32, i64)], by: i64, pivot: &[(u32, i64)], change: i64) -> Result<Row, TooLarge> {
    let common = gcd(by.unsigned_abs(), change.unsigned_abs());
    let common = i64::try_from(common).map_err(|_| TooLarge)?.max(1);
    // The vector keeps its direction: what it moves up, it goes on to move up.
    let sign = by.signum();
    let (times, minus) = (by / common * sign, change / common * sign);
    let scaled = |factor: i64, by: i64| factor.checked_mul(by).ok_or(TooLarge);
    let mut cleared = Row::with_capacity(vector.len() + pivot.len());
    let (mut one, mut two) = (0, 0);
    loop {
        let (coordinate, factor) = match (vector.get(one), pivot.get(two)) {
            (Some(&(at, factor)), other) if other.is_none_or(|&(other, _)| at < other) => {
                one += 1;
                (at, scaled(factor, times)?)
            }
            (Some(&(at, factor)), Some(&(other, taken))) if at == other => {
                one += 1;
                two += 1;
                let difference = scaled(factor, times)?.checked_sub(scaled(taken, minus)?);
                (at, difference.ok_or(TooLarge)?)
            }
            (_, Some(&(at, taken))) => {
                two += 1;
                (at, scaled(taken, minus)?.checked_neg().ok_or(TooLarge)?)
            }
            (_, None) => break,
        };
        if factor != 0 {
            cleared.push((coordinate, factor));
        }
    }
    if times != 1 {
        let common = cleared.iter().fold(0, |common, &(_, factor)| gcd(common, factor.unsigned_abs()));
        if let Ok(common @ 2..) = i64::try_from(common) {
            for (_, factor) in &mut cleared {
                *factor /= common;
            }
        }
    }
    Ok(cleared)
}

fn gcd(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

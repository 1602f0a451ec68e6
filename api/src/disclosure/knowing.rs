//! What somebody could compute who knows some of the unknowns beside the published sums: those who work in a municipality,
//! and know all that was counted there.
//!
//! They see the moves that are left otherwise: one that moves something they know is none to them. What is left to them is
//! what the vectors combine to that leaves alone all they know. A sum may be published when each secret that was open to
//! them stays so.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::kernel::{Kernel, Row, clear, factor};

/// Nobody knows it.
pub(super) const NOBODY: u32 = u32::MAX;

/// The coordinate of the sum at hand, after all others.
const SUM: u32 = u32::MAX;

/// A combination that moves more is not looked at: what it could keep open counts as known.
const LONGEST: usize = 1_024;

/// How many vectors are looked through for one that few secrets depend on.
const LOOKED_THROUGH: usize = 16;

/// How many vectors are combined at least to find a move; see [`Knowing::nearest`].
const NEAREST: usize = 64;

/// A secret by its coordinate, and somebody it is to be kept from.
pub(super) type Watched = BTreeSet<(u32, u32)>;

/// Who knows what, and what they must not find out.
#[derive(Debug, Default)]
pub(super) struct Knowing {
    /// For each unknown who knows it; empty where nobody knows anything.
    knower: Vec<u32>,
    /// For each coordinate whether it is to be kept from those who know something.
    is_secret: Vec<bool>,
    /// For each coordinate who knows all of it.
    knows_all: Vec<u32>,
    /// The unknowns that each knows.
    unknowns: BTreeMap<u32, Vec<u32>>,
    /// What is looked after while sums are published. Most secrets need not be: they are safe without.
    watched: Watched,
    /// The same by whom they are to be kept from.
    watched_from: BTreeMap<u32, Vec<u32>>,
    /// How many vectors are combined to find a move: the nearest ones, by what they move of what is known. A move that
    /// would take more of them counts as none, which hides more and never less. Small systems have no more.
    nearest: usize,
}

impl Knowing {
    /// Who knows the unknowns, and the secrets as coordinates with the unknowns they add up; how long vectors may be.
    pub fn new<'a>(
        knower: &[u32],
        coordinates: usize,
        longest: usize,
        secrets: impl Iterator<Item = (u32, &'a Row)>,
    ) -> Self {
        if knower.iter().all(|&knower| knower == NOBODY) {
            return Self::default();
        }
        let (mut is_secret, mut knows_all) = (vec![false; coordinates], vec![NOBODY; coordinates]);
        for (coordinate, row) in secrets {
            let mut knowers = row.iter().map(|&(unknown, _)| knower[unknown as usize]);
            let first = knowers.next().unwrap_or(NOBODY);
            is_secret[coordinate as usize] = true;
            knows_all[coordinate as usize] = if knowers.all(|other| other == first) { first } else { NOBODY };
        }
        let mut unknowns: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (unknown, &knower) in (0..).zip(knower).filter(|&(_, &knower)| knower != NOBODY) {
            unknowns.entry(knower).or_default().push(unknown);
        }
        let nearest = longest.max(NEAREST);
        Self { knower: knower.to_vec(), is_secret, knows_all, unknowns, nearest, ..Self::default() }
    }

    /// Looks after these secrets while sums are published.
    pub fn watch(&mut self, watched: &Watched) {
        self.watched_from.clear();
        for &(secret, who) in watched {
            self.watched_from.entry(who).or_default().push(secret);
        }
        self.watched.clone_from(watched);
    }

    /// The secrets that somebody can compute who knows something, beside those that everybody can; each with all who know
    /// something of what it depends on, since what is done about the one may give it away to another.
    pub fn found_out(&self, kernel: &mut Kernel) -> Watched {
        let mut found = Watched::new();
        for (&who, unknowns) in &self.unknowns {
            let mut suspects: BTreeSet<u32> = BTreeSet::new();
            for &unknown in unknowns {
                for id in kernel.touching(unknown).to_vec() {
                    let secrets = kernel.vector(id).iter().map(|&(at, _)| at);
                    suspects.extend(
                        secrets.filter(|&at| self.is_secret[at as usize] && self.knows_all[at as usize] != who),
                    );
                }
            }
            for secret in suspects {
                let changing = kernel.touching(secret).to_vec();
                if !changing.iter().all(|&id| self.is_told(who, kernel.vector(id)))
                    || self.two_tell_apart(kernel, who, secret, (0, 1), &Row::new())
                    || self.can_still_move(kernel, who, secret, &changing)
                {
                    continue;
                }
                let all = changing.iter().flat_map(|&id| self.knowers(kernel.vector(id)));
                found.extend(all.filter(|&one| self.knows_all[secret as usize] != one).map(|one| (secret, one)));
            }
        }
        found
    }

    fn can_still_move(&self, kernel: &mut Kernel, who: u32, secret: u32, changing: &[u32]) -> bool {
        let Moves { moves, .. } = self.moves_left(kernel, who, changing.to_vec(), &Row::new());
        moves.iter().any(|vector| factor(vector, secret) != 0)
    }

    /// Whether one of those who know something could compute a watched secret they could not before, once a sum is
    /// published that the vectors change so. `row` is the sum, where it is one of unknowns.
    pub fn find_out(&self, kernel: &mut Kernel, row: Option<&Row>, changes: &Row) -> bool {
        if self.watched.is_empty() {
            return false;
        }
        let looked_through = changes.iter().take(LOOKED_THROUGH);
        let Some(&(at, change)) = looked_through.min_by_key(|&&(id, _)| (self.watched_of(kernel, id).len(), id)) else {
            return false;
        };
        let told = self.knowers(kernel.vector(at));
        for secret in self.watched_of(kernel, at) {
            let ratio = (kernel.factor(at, secret), change);
            let mut suspects = self.who_cannot_tell_apart(kernel, secret, ratio, changes, None);
            suspects.retain(|suspect| !told.contains(suspect));
            for suspect in suspects {
                if self.is_settled(kernel, suspect, secret, ratio, changes) {
                    return true;
                }
            }
        }
        // Those the vector tells nothing: another one is asked for them.
        for who in told.into_iter().filter(|who| self.watched_from.contains_key(who)) {
            if row.is_some_and(|row| row.iter().all(|&(unknown, _)| self.knows(who, unknown))) {
                continue;
            }
            match changes.iter().find(|&&(id, _)| !self.is_told(who, kernel.vector(id))) {
                Some(&(at, change)) => {
                    for secret in self.watched_of(kernel, at) {
                        let ratio = (kernel.factor(at, secret), change);
                        let suspects = self.who_cannot_tell_apart(kernel, secret, ratio, changes, Some(who));
                        if !suspects.is_empty() && self.is_settled(kernel, who, secret, ratio, changes) {
                            return true;
                        }
                    }
                }
                None => {
                    if self.learns_from_within(kernel, who, changes) {
                        return true;
                    }
                }
            }
        }
        false
    }

    fn knows(&self, who: u32, unknown: u32) -> bool {
        self.knower.get(unknown as usize) == Some(&who)
    }

    /// Whether a vector moves something they know.
    fn is_told(&self, who: u32, vector: &[(u32, i64)]) -> bool {
        vector.iter().any(|&(coordinate, _)| self.knows(who, coordinate))
    }

    /// Those who know something that a vector moves.
    fn knowers(&self, vector: &[(u32, i64)]) -> Vec<u32> {
        let known = vector.iter().map_while(|&(coordinate, _)| self.knower.get(coordinate as usize).copied());
        let mut knowers: Vec<u32> = known.filter(|&knower| knower != NOBODY).collect();
        knowers.sort_unstable();
        knowers.dedup();
        knowers
    }

    fn is_watched(&self, secret: u32, who: u32) -> bool {
        self.watched.contains(&(secret, who))
    }

    /// The watched secrets a vector changes.
    fn watched_of(&self, kernel: &Kernel, id: u32) -> Vec<u32> {
        let coordinates = kernel.vector(id).iter().map(|&(coordinate, _)| coordinate);
        coordinates.filter(|&at| self.watched.range((at, 0)..=(at, NOBODY)).next().is_some()).collect()
    }

    /// Those who know something that each of the vectors moves by which a secret is told from a multiple of the sum:
    /// to all others it is another. Of all, or of one.
    fn who_cannot_tell_apart(
        &self,
        kernel: &mut Kernel,
        secret: u32,
        ratio: (i64, i64),
        changes: &Row,
        only: Option<u32>,
    ) -> Vec<u32> {
        let mut suspects: Option<Vec<u32>> = only.map(|only| vec![only]);
        let mut changing = kernel.touching(secret).to_vec().into_iter().peekable();
        let mut changes = changes.iter().peekable();
        loop {
            let id = match (changing.peek(), changes.peek()) {
                (Some(&id), Some(&&(same, change))) if id == same => {
                    changing.next();
                    changes.next();
                    if is_multiple((kernel.factor(id, secret), change), ratio) {
                        continue;
                    }
                    id
                }
                (Some(&id), next) if next.is_none_or(|&&(next, _)| id < next) => {
                    changing.next();
                    id
                }
                (_, Some(&&(id, _))) => {
                    changes.next();
                    id
                }
                (_, None) => break,
            };
            let vector = kernel.vector(id);
            match &mut suspects {
                Some(suspects) => suspects.retain(|&suspect| self.is_told(suspect, vector)),
                None => suspects = Some(self.knowers(vector)),
            }
            if suspects.as_ref().is_some_and(Vec::is_empty) {
                return Vec::new();
            }
        }
        let mut suspects = suspects.unwrap_or_default();
        suspects.retain(|&suspect| self.is_watched(secret, suspect));
        suspects
    }

    /// Whether to those who know something a secret is a multiple of the sum, given that it is by all vectors that move
    /// nothing they know.
    fn is_settled(&self, kernel: &mut Kernel, who: u32, secret: u32, ratio: (i64, i64), changes: &Row) -> bool {
        if self.two_tell_apart(kernel, who, secret, ratio, changes) {
            return false;
        }
        let mut told = kernel.touching(secret).to_vec();
        let changing = changes.iter().map(|&(id, _)| id).filter(|&id| self.is_told(who, kernel.vector(id)));
        told.extend(changing.take(self.nearest));
        let Moves { moves, .. } = self.moves_left(kernel, who, told, changes);
        moves.iter().all(|vector| is_multiple((factor(vector, secret), factor(vector, SUM)), ratio))
    }

    /// Whether two vectors that move the same of what they know make one that tells a secret from a multiple of the sum. It
    /// mostly is so, and soon found out.
    fn two_tell_apart(&self, kernel: &mut Kernel, who: u32, secret: u32, ratio: (i64, i64), changes: &Row) -> bool {
        for one in kernel.touching(secret).to_vec() {
            let known = self.part_of(who, kernel.vector(one));
            let Some(&(first, by)) = known.iter().min_by_key(|&&(unknown, _)| kernel.touching(unknown).len()) else {
                continue;
            };
            for other in kernel.touching(first).to_vec() {
                let taken = kernel.factor(other, first);
                let same = self.part_of(who, kernel.vector(other));
                let is_same = known.len() == same.len()
                    && known.iter().zip(&same).all(|(&(one, factor), &(other, taken_there))| {
                        one == other && is_multiple((factor, taken_there), (by, taken))
                    });
                if other == one || !is_same {
                    continue;
                }
                let left = |one: i64, other: i64| {
                    let (one, other) = (one.checked_mul(taken)?, other.checked_mul(by)?);
                    one.checked_sub(other)
                };
                let secret = left(kernel.factor(one, secret), kernel.factor(other, secret));
                let sum = left(factor(changes, one), factor(changes, other));
                if secret.zip(sum).is_some_and(|both| !is_multiple(both, ratio)) {
                    return true;
                }
            }
        }
        false
    }

    /// What a vector moves of what they know.
    fn part_of(&self, who: u32, vector: &[(u32, i64)]) -> Row {
        vector.iter().copied().filter(|&(coordinate, _)| self.knows(who, coordinate)).collect()
    }

    /// Whether a sum that changes by vectors alone that move something they know tells them a secret.
    fn learns_from_within(&self, kernel: &mut Kernel, who: u32, changes: &Row) -> bool {
        let mut watched = self.watched_from.get(&who).map_or(&[][..], Vec::as_slice).iter();
        let is_within = |secret: &u32| {
            let changing = kernel.touching(*secret).to_vec();
            !changing.is_empty() && changing.iter().all(|&id| self.is_told(who, kernel.vector(id)))
        };
        if !watched.any(is_within) {
            return false;
        }
        let told: Vec<u32> = changes.iter().map(|&(id, _)| id).collect();
        let Moves { moves, are_all } = self.moves_left(kernel, who, told.clone(), changes);
        // Where all moves leave the sum as it is they know it already.
        let Some(move_of_sum) = moves.iter().find(|vector| factor(vector, SUM) != 0) else { return !are_all };
        let secrets = move_of_sum.iter().map(|&(coordinate, _)| coordinate);
        let mut secrets = secrets.filter(|&at| self.is_watched(at, who));
        secrets.any(|secret| {
            let ratio = (factor(move_of_sum, secret), factor(move_of_sum, SUM));
            let is_settled = |moves: &[Row]| {
                moves.iter().all(|vector| is_multiple((factor(vector, secret), factor(vector, SUM)), ratio))
            };
            let changing = kernel.touching(secret).to_vec();
            changing.iter().all(|&id| self.is_told(who, kernel.vector(id)))
                && is_settled(&moves)
                && is_settled(&self.moves_left(kernel, who, [changing, told.clone()].concat(), changes).moves)
        })
    }

    /// What some vectors that move something they know, and others like them, combine to that moves nothing of it. What the
    /// sum changes by is a coordinate of its own.
    fn moves_left(&self, kernel: &mut Kernel, who: u32, first: Vec<u32>, changes: &Row) -> Moves {
        let mut looked_at: BTreeSet<u32> = BTreeSet::new();
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut told: Vec<u32> = Vec::new();
        let mut next: VecDeque<u32> = first.into_iter().filter(|&id| seen.insert(id)).collect();
        while told.len() < self.nearest
            && let Some(id) = next.pop_front()
        {
            told.push(id);
            for (unknown, _) in self.part_of(who, kernel.vector(id)) {
                if looked_at.insert(unknown) {
                    next.extend(kernel.touching(unknown).iter().filter(|&&id| seen.insert(id)));
                }
            }
        }
        let Moves { moves, are_all } = self.combined(kernel, who, told, changes);
        Moves { moves, are_all: are_all && next.is_empty() }
    }

    /// What these vectors combine to that moves nothing that somebody knows.
    fn combined(&self, kernel: &Kernel, who: u32, mut told: Vec<u32>, changes: &Row) -> Moves {
        let mut are_all = true;
        told.sort_by_key(|&id| (kernel.vector(id).len(), id));
        let mut left = Vec::new();
        // By the known unknown that each is the first to move.
        let mut taken: BTreeMap<u32, Row> = BTreeMap::new();
        'vectors: for id in told {
            let mut vector = kernel.vector(id).to_vec();
            let change = factor(changes, id);
            if change != 0 {
                vector.push((SUM, change));
            }
            while let Some(&(known, by)) = vector.iter().find(|&&(coordinate, _)| self.knows(who, coordinate)) {
                let Some(pivot) = taken.get(&known) else {
                    taken.insert(known, vector);
                    continue 'vectors;
                };
                match clear(&vector, factor(pivot, known), pivot, by) {
                    Ok(cleared) if cleared.len() <= LONGEST => vector = cleared,
                    _ => {
                        are_all = false;
                        continue 'vectors;
                    }
                }
            }
            left.push(vector);
        }
        Moves { moves: left, are_all }
    }
}

/// Moves that are left to those who know something, and whether there are no others of the kind.
struct Moves {
    moves: Vec<Row>,
    are_all: bool,
}

/// Whether one is to the other as a part is to the whole.
fn is_multiple((one, other): (i64, i64), (part, whole): (i64, i64)) -> bool {
    i128::from(one) * i128::from(whole) == i128::from(other) * i128::from(part)
}

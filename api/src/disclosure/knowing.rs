//! What somebody could compute who knows some of the unknowns beside the published sums: those who work in a municipality,
//! and know all that was counted there.
//!
//! They see the moves that are left otherwise: one that moves something they know is none to them. What is left to them is
//! what the vectors combine to that leaves alone all they know. A sum may be published when each secret that was open to
//! them stays so.

use std::collections::BTreeMap;

use super::kernel::{Kernel, Row, clear, factor};

/// Nobody knows it.
pub(super) const NOBODY: u32 = u32::MAX;

/// The coordinate of the sum at hand, after all others.
const SUM: u32 = u32::MAX;

/// A combination that moves more is not looked at: what it could keep open counts as known.
const LONGEST: usize = 1_024;

/// How many vectors are looked through for one that few secrets depend on.
const LOOKED_THROUGH: usize = 16;

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
}

impl Knowing {
    /// Who knows the unknowns, and the secrets as coordinates with the unknowns they add up.
    pub fn new<'a>(knower: &[u32], coordinates: usize, secrets: impl Iterator<Item = (u32, &'a Row)>) -> Self {
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
        Self { knower: knower.to_vec(), is_secret, knows_all, unknowns }
    }

    /// Whether one of those who know something could compute a secret they could not before, once a sum is published that
    /// the vectors change so. `row` is the sum, where it is one of unknowns.
    pub fn find_out(&self, kernel: &mut Kernel, row: Option<&Row>, changes: &Row) -> bool {
        if self.knower.is_empty() {
            return false;
        }
        let looked_through = changes.iter().take(LOOKED_THROUGH);
        let Some(&(at, change)) = looked_through.min_by_key(|&&(id, _)| (self.secrets_of(kernel, id).len(), id)) else {
            return false;
        };
        let told = self.knowers(kernel.vector(at));
        for secret in self.secrets_of(kernel, at) {
            let ratio = (kernel.factor(at, secret), change);
            let mut suspects = self.who_cannot_tell_apart(kernel, secret, ratio, changes, None);
            suspects.retain(|suspect| !told.contains(suspect));
            for suspect in suspects {
                if self.is_settled(kernel, suspect, secret, ratio, changes) {
                    return true;
                }
            }
        }
        let row_is_of = |who: u32| row.is_some_and(|row| row.iter().all(|&(unknown, _)| self.knows(who, unknown)));
        // Those the vector tells nothing: another one is asked for them.
        for who in told.into_iter().filter(|&who| !row_is_of(who)) {
            match changes.iter().find(|&&(id, _)| !self.is_told(who, kernel.vector(id))) {
                Some(&(at, change)) => {
                    for secret in self.secrets_of(kernel, at) {
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

    /// The secrets a vector changes.
    fn secrets_of(&self, kernel: &Kernel, id: u32) -> Vec<u32> {
        let coordinates = kernel.vector(id).iter().map(|&(coordinate, _)| coordinate);
        coordinates.filter(|&coordinate| self.is_secret[coordinate as usize]).collect()
    }

    /// Those who know something that each of the vectors moves by which a secret is told from a multiple of the sum:
    /// to all others it is another. Of all, or of one.
    fn who_cannot_tell_apart(
        &self,
        kernel: &mut Kernel,
        secret: u32,
        (part, whole): (i64, i64),
        changes: &Row,
        only: Option<u32>,
    ) -> Vec<u32> {
        let own = self.knows_all[secret as usize];
        let mut suspects: Option<Vec<u32>> = only.map(|only| vec![only]);
        let mut changing = kernel.touching(secret).to_vec().into_iter().peekable();
        let mut changes = changes.iter().peekable();
        loop {
            let id = match (changing.peek(), changes.peek()) {
                (Some(&id), Some(&&(same, change))) if id == same => {
                    changing.next();
                    changes.next();
                    let secret_change = i128::from(kernel.factor(id, secret)) * i128::from(whole);
                    if secret_change == i128::from(change) * i128::from(part) {
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
        suspects.retain(|&suspect| suspect != own);
        suspects
    }

    /// Whether to those who know something a secret is a multiple of the sum, given that it is by all vectors that move
    /// nothing they know.
    fn is_settled(
        &self,
        kernel: &mut Kernel,
        who: u32,
        secret: u32,
        (part, whole): (i64, i64),
        changes: &Row,
    ) -> bool {
        let moves = self.moves_left(kernel, who, changes);
        moves.iter().all(|vector| {
            let (secret, sum) = (factor(vector, secret), factor(vector, SUM));
            i128::from(secret) * i128::from(whole) == i128::from(sum) * i128::from(part)
        })
    }

    /// Whether a sum tells them a secret that changes by vectors alone that move something they know.
    fn learns_from_within(&self, kernel: &mut Kernel, who: u32, changes: &Row) -> bool {
        let mut suspects: Vec<u32> = Vec::new();
        for id in self.told(kernel, who) {
            suspects.extend(self.secrets_of(kernel, id));
        }
        suspects.sort_unstable();
        suspects.dedup();
        suspects.retain(|&secret| {
            self.knows_all[secret as usize] != who && {
                let changing = kernel.touching(secret).to_vec();
                changing.into_iter().all(|id| self.is_told(who, kernel.vector(id)))
            }
        });
        if suspects.is_empty() {
            return false;
        }
        let moves = self.moves_left(kernel, who, changes);
        let Some(changed) = moves.iter().find(|vector| factor(vector, SUM) != 0) else { return false };
        suspects.into_iter().filter(|&secret| factor(changed, secret) != 0).any(|secret| {
            let (part, whole) = (factor(changed, secret), factor(changed, SUM));
            moves.iter().all(|vector| {
                let (secret, sum) = (factor(vector, secret), factor(vector, SUM));
                i128::from(secret) * i128::from(whole) == i128::from(sum) * i128::from(part)
            })
        })
    }

    /// The vectors that move something they know, the short ones first.
    fn told(&self, kernel: &mut Kernel, who: u32) -> Vec<u32> {
        let mut told: Vec<u32> = Vec::new();
        for &unknown in self.unknowns.get(&who).map_or(&[][..], Vec::as_slice) {
            told.extend_from_slice(kernel.touching(unknown));
        }
        told.sort_unstable();
        told.dedup();
        told.sort_by_key(|&id| (kernel.vector(id).len(), id));
        told
    }

    /// What the vectors that move something they know combine to that moves nothing of it, with what the sum changes by as
    /// a coordinate of its own.
    fn moves_left(&self, kernel: &mut Kernel, who: u32, changes: &Row) -> Vec<Row> {
        let mut left = Vec::new();
        // By the known unknown that each is the first to move.
        let mut taken: BTreeMap<u32, Row> = BTreeMap::new();
        'vectors: for id in self.told(kernel, who) {
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
                    _ => continue 'vectors,
                }
            }
            left.push(vector);
        }
        left
    }
}

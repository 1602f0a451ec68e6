//! Chance, the same each time for the same seed.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;

/// A seeded source of chance.
pub(super) struct Dice(ChaCha20Rng);

impl Dice {
    pub fn seeded(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed ^ 0x5a5a_5a5a_5a5a_5a5a))
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        self.0.random_range(low..=high.max(low))
    }

    /// Yes, `percent` times of a hundred.
    pub fn chance(&mut self, percent: i32) -> bool {
        self.between(1, 100) <= percent
    }

    /// Whole thousands of kroner.
    pub fn thousands(&mut self, low: i32, high: i32) -> i64 {
        i64::from(self.between(low, high)) * 1000
    }

    /// One of several; none of none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() {
            return None;
        }
        items.get(self.0.random_range(0..items.len()))
    }

    /// One of several words; no word of none.
    pub fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.pick(words).copied().unwrap_or_default()
    }
}

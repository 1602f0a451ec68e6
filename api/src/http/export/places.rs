//! How many exports are under way: so many in all, and of one caller so many.
//!
//! That is the whole of what exports are held to besides being requests: rows do not count against the complexity over
//! time. A page of an export is a few statements, one after the other on one connection, whatever its rows; places bound
//! that better than a rate, which would only make an export last as long as it takes to use up its caller's.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The places there are.
#[derive(Debug)]
pub struct Places {
    in_all: usize,
    of_one: usize,
    taken: Mutex<HashMap<u64, usize>>,
}

/// Why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// All are taken, so many.
    All {
        /// How many there are.
        most: usize,
    },
    /// The caller has as many as one may.
    Own {
        /// How many that is.
        most: usize,
    },
}

/// A place that is taken until it is dropped.
pub struct Place {
    places: Arc<Places>,
    caller: u64,
}

impl Places {
    /// So many in all, and so many of one caller.
    pub fn new(in_all: usize, of_one: usize) -> Self {
        Self { in_all, of_one, taken: Mutex::default() }
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<u64, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place for a caller, known by its number.
    ///
    /// # Errors
    /// When there is none.
    pub fn take(self: &Arc<Self>, caller: u64) -> Result<Place, Full> {
        let mut taken = self.taken();
        if taken.get(&caller).is_some_and(|own| *own >= self.of_one) {
            return Err(Full::Own { most: self.of_one });
        }
        if taken.values().sum::<usize>() >= self.in_all {
            return Err(Full::All { most: self.in_all });
        }
        *taken.entry(caller).or_default() += 1;
        Ok(Place { places: Arc::clone(self), caller })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        let left = taken.get(&self.caller).map_or(0, |own| own.saturating_sub(1));
        // Nobody is kept who has none.
        if left == 0 {
            taken.remove(&self.caller);
        } else {
            taken.insert(self.caller, left);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Full, Places};

    #[test]
    fn one_caller_leaves_room_for_others() {
        let places = Arc::new(Places::new(3, 2));
        let first = places.take(1).ok();
        let second = places.take(1).ok();
        assert!(first.is_some() && second.is_some());
        assert_eq!(places.take(1).err(), Some(Full::Own { most: 2 }));
        let third = places.take(2).ok();
        assert!(third.is_some());
        assert_eq!(places.take(2).err(), Some(Full::All { most: 3 }));
        assert_eq!(places.take(1).err(), Some(Full::Own { most: 2 }), "its own are more to the point");
        drop(second);
        assert!(places.take(1).is_ok(), "and given back at once");
        assert!(places.take(3).is_ok());
        drop((first, third));
        assert!(places.taken().is_empty());
    }
}

//! Names of operations as labels of figures. They come from callers, so there is an end to them.

use std::{
    borrow::Cow,
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

/// How many names get figures of their own.
const MOST_NAMES: usize = 50;
/// The longest name that gets figures of its own, in characters.
const LONGEST_NAME: usize = 64;
/// What stands for the names beyond.
const OTHER: &str = "other";
/// What stands for operations without a name.
const ANONYMOUS: &str = "anonymous";

/// The names that have figures of their own: those the operator registered, and of the callers' the first ones that were
/// carried out since the start.
#[derive(Debug, Default)]
pub struct OperationNames(Mutex<HashSet<String>>);

impl OperationNames {
    /// Gives names figures of their own from the start, however many they are: they are the operator's, not callers'.
    pub fn reserve<'a>(&self, names: impl Iterator<Item = &'a str>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(names.map(str::to_owned));
    }

    /// What an operation that was carried out is called in figures: by its name while there is room.
    #[must_use]
    pub fn label(&self, name: Option<&str>) -> Cow<'static, str> {
        let Some(name) = name else {
            return Cow::Borrowed(ANONYMOUS);
        };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.contains(name) {
            return Cow::Owned(name.to_owned());
        }
        if known.len() >= MOST_NAMES || name.len() > LONGEST_NAME {
            return Cow::Borrowed(OTHER);
        }
        known.insert(name.to_owned());
        Cow::Owned(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_NAMES, OperationNames};
    use std::collections::HashSet;

    #[test]
    fn names_that_are_reserved_have_their_place() {
        let names = OperationNames::default();
        let registered: Vec<_> = (0..60).map(|n| format!("Registered{n}")).collect();
        names.reserve(registered.iter().map(String::as_str));
        assert_eq!(names.label(Some("Another")), "other");
        assert_eq!(names.label(Some("Registered59")), "Registered59");
    }

    #[test]
    fn there_is_an_end_to_names() {
        let names = OperationNames::default();
        assert_eq!(names.label(None), "anonymous");
        assert_eq!(names.label(Some(&"x".repeat(65))), "other");
        let labels: HashSet<_> = (0..10_000).map(|n| names.label(Some(&format!("Name{n}")))).collect();
        assert_eq!(labels.len(), MOST_NAMES + 1);
        assert_eq!(names.label(Some("Name0")), "Name0");
        assert_eq!(names.label(Some("Name9999")), "other");
    }
}

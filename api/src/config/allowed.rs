//! What a setting may be, beyond what its type allows: in words for people, and as a check.

use std::{fmt::Display, ops::RangeInclusive};

/// What a setting may be.
pub struct Allowed<T> {
    /// In words, to follow "it must be".
    pub words: String,
    fits: Box<dyn Fn(&T) -> bool>,
}

/// Whatever its type allows, in these words.
pub fn spoken<T>(words: &str) -> Allowed<T> {
    Allowed { words: words.to_owned(), fits: Box::new(|_| true) }
}

/// True or false.
pub fn flag() -> Allowed<bool> {
    spoken("true or false")
}

/// A whole number between these, both included.
pub fn numbers<T: PartialOrd + Display + 'static>(range: RangeInclusive<T>) -> Allowed<T> {
    let words = format!("a whole number from {} to {}", range.start(), range.end());
    Allowed { words, fits: Box::new(move |number| range.contains(number)) }
}

impl<T: 'static> Allowed<T> {
    /// Whether this value fits.
    pub fn fits(&self, value: &T) -> bool {
        (self.fits)(value)
    }

    /// The same, and only what fulfils this.
    pub fn and(self, also: impl Fn(&T) -> bool + 'static) -> Self {
        Self { words: self.words, fits: Box::new(move |value| (self.fits)(value) && also(value)) }
    }

    /// The same of a setting that may be left out.
    pub fn or_none(self) -> Allowed<Option<T>> {
        Allowed {
            words: self.words,
            fits: Box::new(move |value| value.as_ref().is_none_or(|value| (self.fits)(value))),
        }
    }

    /// Tells what the number 0 stands for.
    pub fn zero(self, is: &str) -> Self {
        Self { words: self.words.replacen("from 0", &format!("from 0, which {is},"), 1), fits: self.fits }
    }
}

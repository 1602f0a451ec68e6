//! Texts that stand for something: whatever they are, they are read back as they were written, or refused.

use std::{fmt::Display, str::FromStr};

use entity::{Id, KostraCodes, Measured, Nok, Percentage, partnership};
use samspill::{audit::chain::Head, privacy, problem::Language, store, text};

/// A text from anywhere.
///
/// # Panics
/// When what must hold does not.
pub fn any(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let text = text.as_ref();
    survives::<Nok>(text);
    survives::<Percentage>(text);
    survives::<Measured>(text);
    survives::<KostraCodes>(text);
    survives::<Head>(text);
    if let Ok(id) = text.parse::<Id<partnership::Entity>>() {
        assert_eq!(id.to_string(), text, "a record with two ids");
    }
    assert!(store::decode_cursor(&[], text).is_err() || !text.is_empty(), "nothing is no cursor");
    let _ = Language::accepted(text);
    compared(text);
    hidden(text);
}

/// What can be read is written so that it reads the same.
fn survives<T: FromStr + Display>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        let written = value.to_string();
        let again = written.parse::<T>().map(|value| value.to_string());
        assert_eq!(again.ok().as_deref(), Some(written.as_str()), "{text:?} reads as another");
    }
}

/// Normal forms are final, and a text is found by itself.
fn compared(text: &str) {
    let normal = text::normalise(text);
    assert_eq!(text::normalise(&normal), normal, "{text:?}");
    assert!(!normal.starts_with(' ') && !normal.ends_with(' ') && !normal.contains("  "), "white space in {normal:?}");
    let pattern = text::contains_pattern(text);
    assert!(pattern.len() >= 2 && pattern.starts_with('%') && pattern.ends_with('%'), "{pattern:?}");
}

/// An identity number is seen wherever it stands.
fn hidden(text: &str) {
    // 13097248022 is the tax administration's example of a valid one.
    let spoken = format!("{text} 13097248022 {text}");
    assert!(privacy::holds_identity_number(&spoken), "an identity number in {spoken:?} is overlooked");
}

//! The header `Idempotency-Key`: one string of a structured field (RFC 9651), such as `"8e03978e-40d5-43dd-bc93-6894a57f9324"`
//! with its quotes.

use sfv::{BareItem, Item, Parser};

/// The shortest key, in characters: what is kept of a request is sealed with its key, so a key must be hard to guess.
pub const SHORTEST: usize = 16;
/// The longest key.
pub const LONGEST: usize = 128;

/// A key, as the caller made it. Never logged, never stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

/// Why a header is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// It is there more than once.
    Several,
    /// It is no string of a structured field.
    NotAString,
    /// It is too short or too long.
    Length,
}

impl Key {
    /// Reads the values of the header; none when it is absent.
    ///
    /// # Errors
    /// When it is there twice, is no string, or is too short or too long.
    pub fn read<'a>(mut values: impl Iterator<Item = &'a [u8]>) -> Result<Option<Self>, KeyError> {
        let Some(value) = values.next() else { return Ok(None) };
        if values.next().is_some() {
            return Err(KeyError::Several);
        }
        let item = Parser::new(value).parse::<Item>().map_err(|_| KeyError::NotAString)?;
        let BareItem::String(key) = item.bare_item else { return Err(KeyError::NotAString) };
        let key: String = key.into();
        // Structured strings are ASCII: bytes are characters.
        if (SHORTEST..=LONGEST).contains(&key.len()) { Ok(Some(Self(key))) } else { Err(KeyError::Length) }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, KeyError};
    use proptest::prelude::*;

    fn read(value: &str) -> Result<Option<String>, KeyError> {
        Ok(Key::read(std::iter::once(value.as_bytes()))?.map(|key| key.0))
    }

    #[test]
    fn a_key_is_one_string_in_quotes() {
        assert_eq!(Key::read(std::iter::empty()).map(|key| key.is_none()), Ok(true));
        let uuid = "8e03978e-40d5-43dd-bc93-6894a57f9324";
        assert_eq!(read(&format!("\"{uuid}\"")), Ok(Some(uuid.to_owned())));
        assert_eq!(read(&format!("  \"{uuid}\";a=1;b  ")), Ok(Some(uuid.to_owned())));
        assert_eq!(read(r#""a \"quoted\" \\ key""#), Ok(Some(r#"a "quoted" \ key"#.to_owned())));
        for value in [
            "",
            uuid,
            "8e03978e",
            "\"8e03978e-40d5-43dd",
            "\"8e03978e-40d5-43dd-bc93\" x",
            "\"8e03978e-40d5-43dd-bc93\", \"8e03978e-40d5-43dd-bc94\"",
            "\"8e03978e-40d5-43dd-\u{e6}\u{f8}\u{e5}\"",
            "\"8e03978e\\-40d5-43dd\"",
            ":OGUwMzk3OGUtNDBkNS00M2Rk:",
            "?1",
            "abcdefghijklmnopqrstuvwxyz",
        ] {
            assert_eq!(read(value), Err(KeyError::NotAString), "{value}");
        }
        for length in [0, 15, 129] {
            assert_eq!(read(&format!("\"{}\"", "x".repeat(length))), Err(KeyError::Length), "{length}");
        }
        for length in [16, 128] {
            assert!(read(&format!("\"{}\"", "x".repeat(length))).unwrap().is_some(), "{length}");
        }
        let twice = [format!("\"{uuid}\""), format!("\"{uuid}\"")];
        let several = Key::read(twice.iter().map(String::as_bytes)).map(|key| key.is_some());
        assert_eq!(several, Err(KeyError::Several));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(value in any::<Vec<u8>>()) {
            let _ = Key::read(std::iter::once(value.as_slice()));
        }

        #[test]
        fn what_is_written_is_read(key in "[ -~]{16,128}") {
            let written = format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""));
            prop_assert_eq!(read(&written), Ok(Some(key)));
        }
    }
}

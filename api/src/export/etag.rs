//! The entity tag of an export: weak, and another as soon as something that its rows draw from is.

use std::fmt::{self, Write as _};

use sha2::{Digest as _, Sha256};

use super::request::Asked;
use crate::auth::Caller;

/// An entity tag (RFC 9110).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ETag(String);

impl ETag {
    /// The tag of what was asked for: by whom, and what it is drawn from, how much and how new, or the rows themselves. A
    /// row that is changed, made or deleted makes another; two callers with the same powers share it.
    #[must_use]
    pub fn of(asked: &Asked, caller: &Caller, drawn_from: &impl fmt::Debug) -> Self {
        let mut digest = Digesting(Sha256::new());
        // Whatever else changes what is written is another version of the program. Writing to a digest does not fail.
        let _ = write!(digest, "{} {asked:?} {:?} {drawn_from:?}", env!("CARGO_PKG_VERSION"), caller.powers);
        Self::of_digest(digest.0)
    }

    /// The tag of these bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::of_digest(Sha256::new_with_prefix(bytes))
    }

    fn of_digest(digest: Sha256) -> Self {
        let digest = digest.finalize();
        let hex = digest.iter().take(16).fold(String::new(), |mut hex, byte| {
            // Writing to a string does not fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        Self(hex)
    }

    /// Whether an `If-None-Match` header names it.
    #[must_use]
    pub fn is_named_in(&self, header: &str) -> bool {
        let mut tags = header.split(',').map(str::trim);
        tags.any(|tag| tag == "*" || tag.trim_start_matches("W/").trim_matches('"') == self.0)
    }
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "W/\"{}\"", self.0)
    }
}

/// Digests what is written.
struct Digesting(Sha256);

impl fmt::Write for Digesting {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::ETag;

    #[test]
    fn a_tag_is_found_among_others() {
        let tag = ETag("ab12".to_owned());
        for header in ["W/\"ab12\"", "\"ab12\"", "\"x\", W/\"ab12\"", "*"] {
            assert!(tag.is_named_in(header), "{header}");
        }
        for header in ["", "W/\"ab13\"", "\"ab12x\"", "W/\"\""] {
            assert!(!tag.is_named_in(header), "{header}");
        }
        assert_eq!(tag.to_string(), "W/\"ab12\"");
    }
}

//! A set of KOSTRA function codes kept in one column.

use std::{fmt, str::FromStr};

use crate::value::Unreadable;

/// KOSTRA function codes in ascending order, stored as `,231,383,` so that both databases find one with `LIKE`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KostraCodes(Vec<String>);

impl KostraCodes {
    /// The codes, ascending, each once.
    #[must_use]
    pub fn codes(&self) -> &[String] {
        &self.0
    }

    /// The `LIKE` pattern that finds the sets holding `code`.
    #[must_use]
    pub fn pattern(code: &str) -> String {
        format!("%,{code},%")
    }
}

impl FromIterator<String> for KostraCodes {
    fn from_iter<I: IntoIterator<Item = String>>(codes: I) -> Self {
        let mut codes: Vec<String> = codes.into_iter().collect();
        codes.sort_unstable();
        codes.dedup();
        Self(codes)
    }
}

impl fmt::Display for KostraCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(",")?;
        self.0.iter().try_for_each(|code| write!(f, "{code},"))
    }
}

impl FromStr for KostraCodes {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split(',')
            .filter(|code| !code.is_empty())
            .map(|code| {
                let three_digits = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
                three_digits.then(|| code.to_owned()).ok_or_else(|| Unreadable::new("KOSTRA function", code))
            })
            .collect()
    }
}

crate::stored_as_text!(KostraCodes);

//! Where a cell stands, as text: what a reader goes on behind.
//!
//! That of a released cell names its release too, so that an export that is gone on with never mixes two. That of an exact
//! one says which cell it is, so that it stays good when others come before it.

use std::fmt;

use entity::vocabulary::Vocabulary;

/// Begins the cursor of a released cell.
const RELEASE: &str = "release";
/// Begins the cursor of an exact one.
const EXACT: &str = "exact";
/// Stands for all values of a dimension together.
const TOGETHER: &str = "*";

/// The cursor of a released cell: `release3.17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Released {
    /// The number of the release.
    pub release: i32,
    /// The place of the cell in it.
    pub ordinal: i32,
}

impl fmt::Display for Released {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{RELEASE}{}.{}", self.release, self.ordinal)
    }
}

impl Released {
    /// Reads a cursor.
    #[must_use]
    pub fn read(cursor: &str) -> Option<Self> {
        let (release, ordinal) = cursor.strip_prefix(RELEASE)?.split_once('.')?;
        let read = Self { release: release.parse().ok()?, ordinal: ordinal.parse().ok()? };
        // No two ways to write one.
        (read.to_string() == cursor).then_some(read)
    }
}

/// Writes the cursor of an exact cell: `exact.2025.SCHOOL.MUSIC.*`.
#[must_use]
pub fn exact<const DIMENSIONS: usize>(values: [Option<String>; DIMENSIONS]) -> String {
    let value = |value: Option<String>| value.unwrap_or_else(|| TOGETHER.to_owned());
    let parts: Vec<String> = std::iter::once(EXACT.to_owned()).chain(values.map(value)).collect();
    parts.join(".")
}

/// The values in the cursor of an exact cell; none where all are counted together.
#[must_use]
pub fn values<const DIMENSIONS: usize>(cursor: &str) -> Option<[Option<&str>; DIMENSIONS]> {
    let values: Vec<Option<&str>> = cursor
        .strip_prefix(EXACT)?
        .strip_prefix('.')?
        .split('.')
        .map(|value| Some(value).filter(|value| *value != TOGETHER))
        .collect();
    values.try_into().ok()
}

/// A code in a cursor that is no value of its dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

/// A value of a vocabulary in a cursor; none where all are counted together.
///
/// # Errors
/// When it is no value of it.
pub fn term<V: Vocabulary>(value: Option<&str>) -> Result<Option<V>, UnknownCode> {
    value.map(|code| V::from_code(code).ok_or(UnknownCode)).transpose()
}

#[cfg(test)]
mod tests {
    use entity::vocabulary::SubjectField;

    use super::{Released, UnknownCode, exact, term, values};

    #[test]
    fn a_released_cell_has_one_cursor() {
        let cursor = Released { release: 3, ordinal: 17 };
        assert_eq!(cursor.to_string(), "release3.17");
        assert_eq!(Released::read("release3.17"), Some(cursor));
        for text in [
            "",
            "17",
            "release3",
            "release3.",
            "release.17",
            "release03.17",
            "release3.+17",
            "release3.17.1",
            "exact.*",
        ] {
            assert_eq!(Released::read(text), None, "{text}");
        }
    }

    #[test]
    fn an_exact_cell_has_one_by_what_it_is() {
        let cursor = exact([Some("2025".to_owned()), None, Some("MUSIC".to_owned())]);
        assert_eq!(cursor, "exact.2025.*.MUSIC");
        assert_eq!(values(&cursor), Some([Some("2025"), None, Some("MUSIC")]));
        assert_eq!(values::<2>(&cursor), None);
        assert_eq!(term(Some("MUSIC")), Ok(Some(SubjectField::Music)));
        assert_eq!(term::<SubjectField>(None), Ok(None));
        assert_eq!(term::<SubjectField>(Some("music")), Err(UnknownCode));
    }
}

//! The columns of a table, and the values in it.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use entity::vocabulary::{Terms, Vocabulary};

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text that people wrote, or a name.
    Text,
    /// A value of a vocabulary or an id: letters, digits and underscores.
    Code,
    /// A number that is a name, such as a municipality's: digits, which may begin with 0.
    Digits,
    /// A set of texts.
    Texts,
    /// A whole number of 32 bits.
    Int,
    /// An exact number with so many decimals, kept as a whole number of the last of them; at most 18 digits.
    Decimal {
        /// Digits in all.
        precision: u8,
        /// Digits behind the decimal point.
        scale: u8,
    },
    /// A date.
    Date,
    /// An instant in UTC, in microseconds.
    Instant,
    /// Yes or no.
    Flag,
}

/// An amount in NOK.
pub const NOK: Kind = Kind::Decimal { precision: 18, scale: 2 };
/// A percentage.
pub const PERCENTAGE: Kind = Kind::Decimal { precision: 5, scale: 2 };

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Where the API has it, from the record of the row: `budget.fiscalYear`. A list's records are in its `nodes`.
    pub path: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// Whether it may be empty.
    pub optional: bool,
    /// Whether it is worked out here, so that the API does not have it.
    pub derived: bool,
}

impl Column {
    /// A column that always has a value.
    #[must_use]
    pub const fn new(path: &'static str, kind: Kind) -> Self {
        Self { path, kind, optional: false, derived: false }
    }

    /// A column that may be empty.
    #[must_use]
    pub const fn optional(path: &'static str, kind: Kind) -> Self {
        Self { optional: true, ..Self::new(path, kind) }
    }

    /// A column that the API does not have.
    #[must_use]
    pub const fn derived(path: &'static str, kind: Kind) -> Self {
        Self { derived: true, ..Self::new(path, kind) }
    }

    /// Its name in the file: the path in camel case, `budgetFiscalYear`; `nodes` and `value` are not named.
    #[must_use]
    pub fn name(&self) -> String {
        let mut name = String::new();
        for part in self.path.split('.').filter(|part| !["nodes", "value"].contains(part)) {
            let mut letters = part.chars();
            match letters.next() {
                Some(first) if !name.is_empty() => name.extend(first.to_uppercase()),
                Some(first) => name.push(first),
                None => {}
            }
            name.push_str(letters.as_str());
        }
        name
    }
}

/// The columns of a table, in parts that tables may share: `columns![BEGINNING, &[…]]`.
macro_rules! columns {
    ($($part:expr),+ $(,)?) => {{
        const PARTS: &[&[$crate::export::Column]] = &[$($part),+];
        const ALL: [$crate::export::Column; $crate::export::column::size(PARTS)] = $crate::export::column::joined(PARTS);
        &ALL
    }};
}
pub(super) use columns;

/// How many columns there are in all parts.
#[must_use]
pub const fn size(parts: &[&[Column]]) -> usize {
    let (mut size, mut part) = (0, 0);
    while part < parts.len() {
        size += parts[part].len();
        part += 1;
    }
    size
}

/// The columns of all parts, one after the other; `COLUMNS` is their [`size`].
#[must_use]
pub const fn joined<const COLUMNS: usize>(parts: &[&[Column]]) -> [Column; COLUMNS] {
    let mut all = [Column::new("", Kind::Text); COLUMNS];
    let (mut next, mut part) = (0, 0);
    while part < parts.len() {
        let mut column = 0;
        while column < parts[part].len() {
            all[next] = parts[part][column];
            next += 1;
            column += 1;
        }
        part += 1;
    }
    all
}

/// A value in a table, of the kind of its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// No value.
    Missing,
    /// Text, a code or digits.
    Text(Cow<'static, str>),
    /// A set of texts.
    Texts(Vec<Cow<'static, str>>),
    /// A whole number.
    Int(i32),
    /// An exact number, as a whole number of its last decimal.
    Decimal(i64),
    /// A date.
    Date(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
    /// Yes or no.
    Flag(bool),
}

/// The values of a row, one a column.
pub type Row = Vec<Cell>;

impl Cell {
    /// A public id.
    #[must_use]
    pub fn id<K: entity::Kind>(id: entity::Id<K>) -> Self {
        Self::Text(id.to_string().into())
    }

    /// A value of a vocabulary.
    pub fn code(value: impl Vocabulary) -> Self {
        Self::Text(value.code().into())
    }

    /// Values of a vocabulary.
    #[must_use]
    pub fn codes<V: Vocabulary>(values: &Terms<V>) -> Self {
        Self::Texts(values.values().iter().map(|value| value.code().into()).collect())
    }

    /// Text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned().into())
    }

    /// A value that may be missing.
    pub fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Missing, cell)
    }
}

/// Writes `units` with `scale` decimals behind `point`: `(-1250, 2)` is `-12.50`.
#[must_use]
pub fn decimal(units: i64, scale: u8, point: char) -> String {
    let width = usize::from(scale);
    let sign = if units < 0 { "-" } else { "" };
    let digits = format!("{:0>least$}", units.unsigned_abs(), least = width + 1);
    let (whole, rest) = digits.split_at(digits.len() - width);
    if width == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{rest}") }
}

#[cfg(test)]
mod tests {
    use super::{Column, Kind, decimal};

    #[test]
    fn a_column_is_named_after_its_path() {
        for (path, name) in [
            ("id", "id"),
            ("budget.fiscalYear", "budgetFiscalYear"),
            ("party.organisation.name", "partyOrganisationName"),
            ("organisations.nodes.name", "organisationsName"),
            ("actual.value", "actual"),
            ("actual.suppressed", "actualSuppressed"),
        ] {
            assert_eq!(Column::new(path, Kind::Text).name(), name);
        }
    }

    #[test]
    fn decimals_are_exact() {
        for (units, scale, text) in [
            (0, 2, "0.00"),
            (5, 2, "0.05"),
            (-5, 2, "-0.05"),
            (12_500_000, 2, "125000.00"),
            (2000, 4, "0.2000"),
            (7, 0, "7"),
            (i64::MIN, 2, "-92233720368547758.08"),
        ] {
            assert_eq!(decimal(units, scale, '.'), text);
        }
        assert_eq!(decimal(-1250, 2, ','), "-12,50");
    }
}

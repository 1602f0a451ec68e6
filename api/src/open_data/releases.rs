//! The releases that are published.

use chrono::{DateTime, NaiveDate, Utc};
use entity::release;

use crate::release::rules::school_year;

/// What the public is told of a release. Its note is not among it: whoever wrote that wrote for those with access, and it
/// may tell why something is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its number.
    pub number: i32,
    /// Its public id, as in the API.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// The first day that is counted.
    pub from: NaiveDate,
    /// The last day that is counted.
    pub to: NaiveDate,
}

impl From<release::Model> for Published {
    fn from(release: release::Model) -> Self {
        Self {
            number: release.number,
            id: release.id.to_string(),
            label: release.label,
            made: release.created_at,
            from: release.covers_from,
            to: release.covers_to,
        }
    }
}

impl Published {
    /// The school years it covers, as people write them: `2024–25 til 2025–26`.
    #[must_use]
    pub fn school_years(&self) -> String {
        let written = |year: i32| format!("{year}–{:02}", (year + 1).rem_euclid(100));
        let (first, last) = (school_year(self.from), school_year(self.to));
        if first == last { written(first) } else { format!("{} til {}", written(first), written(last)) }
    }
}

#[cfg(test)]
mod tests {
    use super::Published;
    use chrono::{DateTime, NaiveDate};

    #[test]
    fn school_years_are_written_as_people_do() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let release = |from, to| Published {
            number: 1,
            id: String::new(),
            label: String::new(),
            made: DateTime::UNIX_EPOCH,
            from,
            to,
        };
        assert_eq!(release(day(2025, 8, 1), day(2026, 7, 31)).school_years(), "2025–26");
        assert_eq!(release(day(1999, 8, 1), day(2010, 7, 31)).school_years(), "1999–00 til 2009–10");
    }
}

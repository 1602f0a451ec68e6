//! What is asked for: a file's name, and the parameters of its address.

use axum::{extract::Query, http::Uri};
use serde_json::Value;

use super::{ExportRefusal, Format};
use crate::{
    graphql::refusal::{Refusal, quote},
    http::HttpRefusal,
};

/// A table that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// One row a partnership.
    Partnerships,
    /// One row an allocation of staff.
    Staffing,
    /// One row a budget line.
    Budget,
    /// One row a participation count.
    ParticipationCounts,
    /// One row a target.
    OutcomeTargets,
    /// One row an observation.
    OutcomeObservations,
    /// One row a cell of the participation cube.
    Participation,
    /// One row a cell of the outcome cube.
    Outcomes,
    /// One row a place and a school year of a release: shared staff and external funding.
    Resources,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Partnerships,
        Self::Staffing,
        Self::Budget,
        Self::ParticipationCounts,
        Self::OutcomeTargets,
        Self::OutcomeObservations,
        Self::Participation,
        Self::Outcomes,
        Self::Resources,
    ];

    /// The name in addresses and of files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Partnerships => "partnerships",
            Self::Staffing => "staffing",
            Self::Budget => "budget",
            Self::ParticipationCounts => "participation-counts",
            Self::OutcomeTargets => "outcome-targets",
            Self::OutcomeObservations => "outcome-observations",
            Self::Participation => "participation",
            Self::Outcomes => "outcomes",
            Self::Resources => "resources",
        }
    }
}

/// A file that can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct File {
    /// What is in it.
    pub table: Table,
    /// How it is written.
    pub format: Format,
}

impl File {
    /// The file with this name, such as `budget.csv`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (table, ending) = name.split_once('.')?;
        let table = Table::ALL.into_iter().find(|known| known.name() == table)?;
        Some(Self { table, format: Format::of_ending(ending)? })
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The file.
    pub file: File,
    /// The filter of the API's list, or arguments of its cube, as JSON, not yet checked.
    pub filter: Option<Value>,
    /// The id of the release that figures are of, not yet checked.
    pub release: Option<String>,
    /// The cursor of the row to go on behind, not yet checked.
    pub after: Option<String>,
    /// At most so many rows.
    pub limit: Option<u64>,
}

impl Asked {
    /// Reads the parameters of an address.
    ///
    /// # Errors
    /// When one is unknown, there twice, or not what it should be.
    pub fn of_address(file: File, uri: &Uri) -> Result<Self, Refusal> {
        let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(uri) else {
            return Err(HttpRefusal::UnreadableAddress {}.into());
        };
        let (mut filter, mut release, mut after, mut limit, mut excel) = (None, None, None, None, None);
        for (name, text) in pairs {
            // What is not known is refused: a filter with a slip in its name would give everything away.
            let (name, place) = match name.as_str() {
                "filter" => ("filter", &mut filter),
                "release" => ("release", &mut release),
                "after" => ("after", &mut after),
                "limit" => ("limit", &mut limit),
                "excel" => ("excel", &mut excel),
                other => return Err(ExportRefusal::UnknownParameter { name: quote(other) }.into()),
            };
            if place.replace(text).is_some() {
                return Err(HttpRefusal::GivenTwice { name }.into());
            }
        }
        let format = match (excel.as_deref(), file.format) {
            (None, format) => format,
            (Some("nb"), Format::Csv) => Format::ExcelNb,
            (Some(_), _) => return Err(ExportRefusal::NotForExcel {}.into()),
        };
        let limit = limit.map(|text| text.parse().ok().filter(|rows| *rows > 0).ok_or(ExportRefusal::NotALimit {}));
        let filter =
            filter.map(|text| serde_json::from_str(&text).map_err(|_| HttpRefusal::NotAMap { name: "filter" }));
        Ok(Self {
            file: File { format, ..file },
            filter: filter.transpose()?.filter(|value: &Value| !value.is_null()),
            release,
            after,
            limit: limit.transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, File, Format, Table};
    use crate::vocabulary::ErrorCode;

    fn asked(file: &str, parameters: &str) -> Result<Asked, ErrorCode> {
        let uri = format!("/export/{file}?{parameters}").parse().unwrap();
        Asked::of_address(File::named(file).unwrap(), &uri).map_err(|refusal| refusal.code)
    }

    #[test]
    fn files_have_one_name() {
        assert_eq!(File::named("budget.csv"), Some(File { table: Table::Budget, format: Format::Csv }));
        for name in ["budget", "budget.CSV", "budget.xlsx", "Budget.csv", ".csv", "budget.csv.gz", "names.csv", ""] {
            assert_eq!(File::named(name), None, "{name}");
        }
    }

    #[test]
    fn parameters_are_read() {
        let read = asked("budget.csv", "filter=%7B%22kind%22%3Anull%7D&limit=10&after=x&excel=nb").unwrap();
        assert_eq!(read.file.format, Format::ExcelNb);
        assert_eq!((read.limit, read.after.as_deref()), (Some(10), Some("x")));
        assert!(read.filter.unwrap().is_object());
        assert_eq!(asked("budget.csv", "").unwrap().filter, None);
        assert_eq!(asked("budget.csv", "filter=null").unwrap().filter, None);
    }

    #[test]
    fn slips_are_refused() {
        for parameters in ["filtre={}", "filter={", "limit=1&limit=2", "first=10", "filter"] {
            assert_eq!(asked("budget.csv", parameters), Err(ErrorCode::BadRequest), "{parameters}");
        }
        for parameters in ["limit=0", "limit=-1", "limit=ten", "limit=", "excel=en", "excel="] {
            assert_eq!(asked("budget.csv", parameters), Err(ErrorCode::BadUserInput), "{parameters}");
        }
        assert_eq!(asked("budget.ndjson", "excel=nb"), Err(ErrorCode::BadUserInput));
    }
}

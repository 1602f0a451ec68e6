//! How tables are written: CSV, NDJSON and Parquet.

mod csv;
mod ndjson;
mod parquet;
#[cfg(test)]
mod tests;

use super::column::{Column, Row};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// Semicolon-separated values as Norwegian Excel opens them.
    ExcelNb,
    /// A JSON object a line.
    Ndjson,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// The format that files with this ending have.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "csv" => Some(Self::Csv),
            "ndjson" => Some(Self::Ndjson),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }

    /// The ending of the file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv | Self::ExcelNb => "csv",
            Self::Ndjson => "ndjson",
            Self::Parquet => "parquet",
        }
    }

    /// The `Content-Type`.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv | Self::ExcelNb => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// Begins a table with these columns.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn writer(self, columns: &'static [Column]) -> Result<Box<dyn Writer>, Unwritable> {
        Ok(match self {
            Self::Csv => Box::new(csv::CsvWriter::new(columns, csv::Dialect::Rfc4180)),
            Self::ExcelNb => Box::new(csv::CsvWriter::new(columns, csv::Dialect::ExcelNb)),
            Self::Ndjson => Box::new(ndjson::NdjsonWriter::new(columns)),
            Self::Parquet => Box::new(parquet::ParquetWriter::new(columns)?),
        })
    }
}

/// Why a table cannot be written. The details are for the log.
#[derive(Debug, thiserror::Error)]
#[error("a table cannot be written: {0}")]
pub struct Unwritable(pub String);

/// Writes a table from its first row to its last, in pieces.
pub trait Writer: Send {
    /// Takes rows, and gives what of the file is written by now.
    ///
    /// # Errors
    /// When the rows do not fit the columns.
    fn rows(&mut self, rows: Vec<Row>) -> Result<Vec<u8>, Unwritable>;

    /// Gives the end of the file.
    ///
    /// # Errors
    /// When it cannot be written.
    fn end(&mut self) -> Result<Vec<u8>, Unwritable>;
}

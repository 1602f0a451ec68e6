//! CSV: as RFC 4180 has it, or as Norwegian Excel opens it by a double click.
//!
//! Spreadsheets take a cell that begins with `=` and the like for a formula, whoever wrote it. Text that people wrote
//! therefore gets an apostrophe in front where it begins so; numbers, dates and codes stay what they are.

use std::borrow::Cow;

use chrono::SecondsFormat;
use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{Unwritable, Writer};
use crate::export::column::{Cell, Column, Kind, Row, decimal};

/// How CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Commas, a decimal point, instants as RFC 3339 has them.
    Rfc4180,
    /// Semicolons, a decimal comma, a byte order mark, instants without time zone (UTC), and digits that stay text.
    ExcelNb,
}

/// Between the values of a set.
const BETWEEN: &str = "|";
/// What tells Excel that the text is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes CSV.
pub struct CsvWriter {
    columns: &'static [Column],
    dialect: Dialect,
    begun: bool,
}

impl CsvWriter {
    /// A table with these columns.
    pub fn new(columns: &'static [Column], dialect: Dialect) -> Self {
        Self { columns, dialect, begun: false }
    }

    fn write(&mut self, rows: &[Row]) -> Result<Vec<u8>, Unwritable> {
        let mut written = Vec::new();
        let header = !std::mem::replace(&mut self.begun, true);
        if header && self.dialect == Dialect::ExcelNb {
            written.extend_from_slice(BYTE_ORDER_MARK);
        }
        let delimiter = if self.dialect == Dialect::ExcelNb { b';' } else { b',' };
        let mut builder = WriterBuilder::new();
        builder.delimiter(delimiter).terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary);
        let mut writer = builder.from_writer(written);
        if header {
            writer.write_record(self.columns.iter().map(Column::name)).map_err(failed)?;
        }
        for row in rows {
            for (column, cell) in self.columns.iter().zip(row) {
                writer.write_field(field(column.kind, cell, self.dialect).as_bytes()).map_err(failed)?;
            }
            writer.write_record(None::<&[u8]>).map_err(failed)?;
        }
        writer.into_inner().map_err(|error| Unwritable(error.to_string()))
    }
}

impl Writer for CsvWriter {
    fn rows(&mut self, rows: Vec<Row>) -> Result<Vec<u8>, Unwritable> {
        self.write(&rows)
    }

    fn end(&mut self) -> Result<Vec<u8>, Unwritable> {
        self.write(&[])
    }
}

#[allow(clippy::needless_pass_by_value, reason = "given to map_err")]
fn failed(error: csv::Error) -> Unwritable {
    Unwritable(error.to_string())
}

fn field(kind: Kind, cell: &Cell, dialect: Dialect) -> Cow<'_, str> {
    let excel = dialect == Dialect::ExcelNb;
    match cell {
        Cell::Missing => Cow::Borrowed(""),
        Cell::Text(text) if kind == Kind::Digits && excel && is_digits(text) => format!("=\"{text}\"").into(),
        Cell::Text(text) => harmless(text),
        Cell::Texts(texts) => harmless(&texts.join(BETWEEN)).into_owned().into(),
        Cell::Int(number) => number.to_string().into(),
        Cell::Decimal(units) => {
            let Kind::Decimal { scale, .. } = kind else { return units.to_string().into() };
            decimal(*units, scale, if excel { ',' } else { '.' }).into()
        }
        Cell::Date(date) => date.format("%Y-%m-%d").to_string().into(),
        Cell::Instant(instant) if excel => instant.format("%Y-%m-%d %H:%M:%S").to_string().into(),
        Cell::Instant(instant) => instant.to_rfc3339_opts(SecondsFormat::Micros, true).into(),
        Cell::Flag(true) => Cow::Borrowed(if excel { "SANN" } else { "true" }),
        Cell::Flag(false) => Cow::Borrowed(if excel { "USANN" } else { "false" }),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What makes a spreadsheet take a cell for a formula when it stands first; the wide forms too, which some take for the
/// narrow ones.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text as no spreadsheet takes it for a formula.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) { format!("'{text}").into() } else { Cow::Borrowed(text) }
}

//! NDJSON: a JSON object a line, its values typed as in the API.

use chrono::SecondsFormat;
use serde::Serialize;

use super::{Unwritable, Writer};
use crate::export::column::{Cell, Column, Kind, Row, decimal};

/// Writes NDJSON.
pub struct NdjsonWriter {
    columns: Vec<(Kind, String)>,
}

impl NdjsonWriter {
    /// A table with these columns.
    pub fn new(columns: &'static [Column]) -> Self {
        Self { columns: columns.iter().map(|column| (column.kind, column.name())).collect() }
    }

    fn write(&self, row: &Row, to: &mut Vec<u8>) -> serde_json::Result<()> {
        for (place, ((kind, name), cell)) in self.columns.iter().zip(row).enumerate() {
            to.push(if place == 0 { b'{' } else { b',' });
            json(name, to)?;
            to.push(b':');
            match cell {
                Cell::Missing => to.extend_from_slice(b"null"),
                Cell::Text(text) => json(text, to)?,
                Cell::Texts(texts) => json(texts, to)?,
                Cell::Int(number) => json(number, to)?,
                // Text, as in the API: a JSON number is read as a float, which is not exact.
                Cell::Decimal(units) => {
                    let Kind::Decimal { scale, .. } = kind else { return json(units, to) };
                    json(&decimal(*units, *scale, '.'), to)?;
                }
                Cell::Date(date) => json(&date.format("%Y-%m-%d").to_string(), to)?,
                Cell::Instant(instant) => json(&instant.to_rfc3339_opts(SecondsFormat::Micros, true), to)?,
                Cell::Flag(flag) => json(flag, to)?,
            }
        }
        to.extend_from_slice(b"}\n");
        Ok(())
    }
}

fn json(value: &(impl Serialize + ?Sized), to: &mut Vec<u8>) -> serde_json::Result<()> {
    serde_json::to_writer(to, value)
}

impl Writer for NdjsonWriter {
    fn rows(&mut self, rows: Vec<Row>) -> Result<Vec<u8>, Unwritable> {
        let mut written = Vec::new();
        for row in &rows {
            self.write(row, &mut written).map_err(|error| Unwritable(error.to_string()))?;
        }
        Ok(written)
    }

    fn end(&mut self) -> Result<Vec<u8>, Unwritable> {
        Ok(Vec::new())
    }
}

//! Apache Parquet, a row group at a time: what is not yet written of the file is one row group at most.

use std::{fmt::Write as _, sync::Arc};

use chrono::NaiveDate;
use parquet::{
    basic::Compression,
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        properties::{EnabledStatistics, WriterProperties},
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};

use super::{Unwritable, Writer};
use crate::export::column::{Cell, Column, Kind, Row};

/// Rows in a row group at most.
const MOST_ROWS: usize = 20_000;
/// Bytes of text after which a row group is written, however few its rows.
const MOST_TEXT: usize = 8 * 1024 * 1024;

/// Writes Parquet.
pub struct ParquetWriter {
    columns: &'static [Column],
    file: SerializedFileWriter<Vec<u8>>,
    waiting: Vec<Row>,
    text: usize,
}

impl From<ParquetError> for Unwritable {
    fn from(error: ParquetError) -> Self {
        Self(error.to_string())
    }
}

impl ParquetWriter {
    /// A table with these columns.
    ///
    /// # Errors
    /// When the columns are none that Parquet knows.
    pub fn new(columns: &'static [Column]) -> Result<Self, Unwritable> {
        let schema = Arc::new(parse_message_type(&schema(columns))?);
        // The index of pages is kept until the end of the file; row groups this small are index enough.
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("samspill ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        let file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
        Ok(Self { columns, file, waiting: Vec::new(), text: 0 })
    }

    fn write_group(&mut self) -> Result<(), Unwritable> {
        self.text = 0;
        let rows = std::mem::take(&mut self.waiting);
        let mut group = self.file.next_row_group()?;
        for (place, column) in self.columns.iter().enumerate() {
            write_column(&mut group, column, rows.iter().map(|row| row.get(place).unwrap_or(&Cell::Missing)))?;
        }
        group.close()?;
        Ok(())
    }

    fn written(&mut self) -> Result<Vec<u8>, Unwritable> {
        self.file.flush().map_err(|error| Unwritable(error.to_string()))?;
        Ok(std::mem::take(self.file.inner_mut()))
    }
}

impl Writer for ParquetWriter {
    fn rows(&mut self, rows: Vec<Row>) -> Result<Vec<u8>, Unwritable> {
        for row in rows {
            self.text += row.iter().map(text).sum::<usize>();
            self.waiting.push(row);
            if self.waiting.len() >= MOST_ROWS || self.text >= MOST_TEXT {
                self.write_group()?;
            }
        }
        self.written()
    }

    fn end(&mut self) -> Result<Vec<u8>, Unwritable> {
        if !self.waiting.is_empty() {
            self.write_group()?;
        }
        self.file.finish()?;
        self.written()
    }
}

fn text(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.len(),
        Cell::Texts(texts) => texts.iter().map(|text| text.len()).sum(),
        _ => 0,
    }
}

/// The columns as Parquet writes them down.
fn schema(columns: &[Column]) -> String {
    let mut schema = "message samspill {\n".to_owned();
    for column in columns {
        let presence = if column.optional { "optional" } else { "required" };
        let name = column.name();
        let line = match column.kind {
            Kind::Text | Kind::Code | Kind::Digits => format!("{presence} binary {name} (STRING);"),
            Kind::Texts => format!(
                "{presence} group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
            ),
            Kind::Int => format!("{presence} int32 {name} (INTEGER(32,true));"),
            Kind::Decimal { precision, scale } => format!("{presence} int64 {name} (DECIMAL({precision},{scale}));"),
            Kind::Date => format!("{presence} int32 {name} (DATE);"),
            Kind::Instant => format!("{presence} int64 {name} (TIMESTAMP(MICROS,true));"),
            Kind::Flag => format!("{presence} boolean {name};"),
        };
        // Writing to a string does not fail.
        let _ = writeln!(schema, "  {line}");
    }
    schema.push('}');
    schema
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn write_column<'a>(
    group: &mut Group<'_>,
    column: &Column,
    cells: impl Iterator<Item = &'a Cell>,
) -> Result<(), Unwritable> {
    match column.kind {
        Kind::Text | Kind::Code | Kind::Digits => write::<ByteArrayType>(group, column, cells, |cell| match cell {
            Cell::Text(text) => Some(ByteArray::from(text.as_bytes().to_vec())),
            _ => None,
        }),
        Kind::Texts => write_lists(group, column, cells),
        Kind::Int => write::<Int32Type>(group, column, cells, |cell| match cell {
            Cell::Int(number) => Some(*number),
            _ => None,
        }),
        Kind::Decimal { .. } => write::<Int64Type>(group, column, cells, |cell| match cell {
            Cell::Decimal(units) => Some(*units),
            _ => None,
        }),
        Kind::Date => write::<Int32Type>(group, column, cells, |cell| match cell {
            Cell::Date(date) => i32::try_from((*date - NaiveDate::default()).num_days()).ok(),
            _ => None,
        }),
        Kind::Instant => write::<Int64Type>(group, column, cells, |cell| match cell {
            Cell::Instant(instant) => Some(instant.timestamp_micros()),
            _ => None,
        }),
        Kind::Flag => write::<BoolType>(group, column, cells, |cell| match cell {
            Cell::Flag(flag) => Some(*flag),
            _ => None,
        }),
    }
}

/// Writes a column with at most one value a row.
fn write<'a, T: DataType<T: Sized>>(
    group: &mut Group<'_>,
    column: &Column,
    cells: impl Iterator<Item = &'a Cell>,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), Unwritable> {
    let mut values = Vec::new();
    let mut present = Vec::new();
    for cell in cells {
        let value = value(cell);
        if value.is_none() && (!column.optional || *cell != Cell::Missing) {
            return Err(Unwritable(format!("{cell:?} in the column {}", column.path)));
        }
        present.push(i16::from(value.is_some()));
        values.extend(value);
    }
    let Some(mut chunk) = group.next_column()? else {
        return Err(Unwritable("a column too many".to_owned()));
    };
    let levels = column.optional.then_some(present.as_slice());
    chunk.typed::<T>().write_batch(&values, levels, None)?;
    Ok(chunk.close()?)
}

/// Writes a column with a list of values a row.
fn write_lists<'a>(
    group: &mut Group<'_>,
    column: &Column,
    cells: impl Iterator<Item = &'a Cell>,
) -> Result<(), Unwritable> {
    // A level for the list, where it may be missing, and one for a value in it.
    let list = i16::from(column.optional);
    let (mut values, mut present, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        match cell {
            Cell::Texts(texts) if texts.is_empty() => {
                present.push(list);
                repeated.push(0);
            }
            Cell::Texts(texts) => {
                for (place, text) in texts.iter().enumerate() {
                    values.push(ByteArray::from(text.as_bytes().to_vec()));
                    present.push(list + 1);
                    repeated.push(i16::from(place > 0));
                }
            }
            Cell::Missing if column.optional => {
                present.push(0);
                repeated.push(0);
            }
            other => return Err(Unwritable(format!("{other:?} in the column {}", column.path))),
        }
    }
    let Some(mut chunk) = group.next_column()? else {
        return Err(Unwritable("a column too many".to_owned()));
    };
    chunk.typed::<ByteArrayType>().write_batch(&values, Some(&present), Some(&repeated))?;
    Ok(chunk.close()?)
}

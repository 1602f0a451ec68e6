//! Apache Parquet, a row group at a time: what is not yet written of the file is one row group at most, kept by columns.

mod chunk;

use std::{fmt::Write as _, sync::Arc};

use parquet::{
    basic::Compression,
    errors::ParquetError,
    file::{
        properties::{EnabledStatistics, WriterProperties},
        writer::SerializedFileWriter,
    },
    schema::parser::parse_message_type,
};

use self::chunk::Chunk;
use super::{Unwritable, Writer};
use crate::export::column::{Column, Kind, Row};

/// Rows in a row group at most.
const MOST_ROWS: usize = 10_000;
/// Bytes of text after which a row group is written, however few its rows.
const MOST_TEXT: usize = 4 * 1024 * 1024;

/// Writes Parquet.
pub struct ParquetWriter {
    columns: &'static [Column],
    file: SerializedFileWriter<Vec<u8>>,
    chunks: Vec<Chunk>,
    rows: usize,
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
        Ok(Self { columns, file, chunks: columns.iter().map(Chunk::new).collect(), rows: 0, text: 0 })
    }

    fn write_group(&mut self) -> Result<(), Unwritable> {
        (self.rows, self.text) = (0, 0);
        let empty = self.columns.iter().map(Chunk::new).collect();
        let mut group = self.file.next_row_group()?;
        for chunk in std::mem::replace(&mut self.chunks, empty) {
            chunk.write(&mut group)?;
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
            if row.len() != self.columns.len() {
                return Err(Unwritable(format!("{} cells for {} columns", row.len(), self.columns.len())));
            }
            for (chunk, cell) in self.chunks.iter_mut().zip(row) {
                self.text += chunk.add(cell)?;
            }
            self.rows += 1;
            if self.rows >= MOST_ROWS || self.text >= MOST_TEXT {
                self.write_group()?;
            }
        }
        self.written()
    }

    fn end(&mut self) -> Result<Vec<u8>, Unwritable> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.file.finish()?;
        self.written()
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

//! The values of a column in a row group: packed while they are gathered, then written.

use chrono::NaiveDate;
use parquet::{
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type},
    file::writer::SerializedRowGroupWriter,
};

use crate::export::{
    column::{Cell, Column, Kind},
    format::Unwritable,
};

/// Values, one after the other.
enum Values {
    /// The bytes of all texts, and where each ends.
    Text(Vec<u8>, Vec<usize>),
    Int(Vec<i32>),
    Long(Vec<i64>),
    Flag(Vec<bool>),
}

/// The values of a column in a row group.
pub struct Chunk {
    column: &'static Column,
    values: Values,
    /// How much of what may be missing is there: the value, or of a list the list and a value in it.
    present: Vec<i16>,
    /// Whether a value is another one in the same list.
    repeated: Vec<i16>,
}

impl Chunk {
    /// No values yet.
    pub fn new(column: &'static Column) -> Self {
        let values = match column.kind {
            Kind::Text | Kind::Code | Kind::Digits | Kind::Texts => Values::Text(Vec::new(), Vec::new()),
            Kind::Int | Kind::Date => Values::Int(Vec::new()),
            Kind::Decimal { .. } | Kind::Instant => Values::Long(Vec::new()),
            Kind::Flag => Values::Flag(Vec::new()),
        };
        Self { column, values, present: Vec::new(), repeated: Vec::new() }
    }

    /// Adds the cell of a row. Returns how many bytes of text it has.
    ///
    /// # Errors
    /// When it is of another kind than the column, or missing where it may not be.
    pub fn add(&mut self, cell: Cell) -> Result<usize, Unwritable> {
        let there = i16::from(self.column.optional);
        let mut level = there;
        let mut bytes = 0;
        match (&mut self.values, self.column.kind, cell) {
            (_, _, Cell::Missing) if self.column.optional => level = 0,
            (Values::Text(all, ends), Kind::Text | Kind::Code | Kind::Digits, Cell::Text(text)) => {
                all.extend_from_slice(text.as_bytes());
                ends.push(all.len());
                bytes = text.len();
            }
            (Values::Text(all, ends), Kind::Texts, Cell::Texts(texts)) if !texts.is_empty() => {
                for (place, text) in texts.iter().enumerate() {
                    all.extend_from_slice(text.as_bytes());
                    ends.push(all.len());
                    bytes += text.len();
                    self.present.push(there + 1);
                    self.repeated.push(i16::from(place > 0));
                }
                return Ok(bytes);
            }
            (Values::Text(..), Kind::Texts, Cell::Texts(_)) => {}
            (Values::Int(all), Kind::Int, Cell::Int(number)) => all.push(number),
            (Values::Int(all), Kind::Date, Cell::Date(date)) => {
                let days = (date - NaiveDate::default()).num_days();
                all.push(i32::try_from(days).map_err(|_| Unwritable(format!("{date} is too far away")))?);
            }
            (Values::Long(all), Kind::Decimal { .. }, Cell::Decimal(units)) => all.push(units),
            (Values::Long(all), Kind::Instant, Cell::Instant(instant)) => all.push(instant.timestamp_micros()),
            (Values::Flag(all), Kind::Flag, Cell::Flag(flag)) => all.push(flag),
            (_, _, other) => return Err(Unwritable(format!("{other:?} in the column {}", self.column.path))),
        }
        let list = self.column.kind == Kind::Texts;
        if self.column.optional || list {
            self.present.push(level);
        }
        if list {
            self.repeated.push(0);
        }
        Ok(bytes)
    }

    /// Writes the values.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(self, group: &mut SerializedRowGroupWriter<'_, Vec<u8>>) -> Result<(), Unwritable> {
        let list = self.column.kind == Kind::Texts;
        let present = (self.column.optional || list).then_some(self.present.as_slice());
        let repeated = list.then_some(self.repeated.as_slice());
        match self.values {
            Values::Text(bytes, ends) => {
                let bytes = ByteArray::from(bytes);
                let mut start = 0;
                let text = |end: usize| {
                    let text = bytes.slice(start, end - start);
                    start = end;
                    text
                };
                let texts: Vec<ByteArray> = ends.into_iter().map(text).collect();
                write::<ByteArrayType>(group, &texts, present, repeated)
            }
            Values::Int(numbers) => write::<Int32Type>(group, &numbers, present, repeated),
            Values::Long(numbers) => write::<Int64Type>(group, &numbers, present, repeated),
            Values::Flag(flags) => write::<BoolType>(group, &flags, present, repeated),
        }
    }
}

fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &[T::T],
    present: Option<&[i16]>,
    repeated: Option<&[i16]>,
) -> Result<(), Unwritable> {
    let Some(mut column) = group.next_column()? else {
        return Err(Unwritable("a column too many".to_owned()));
    };
    column.typed::<T>().write_batch(values, present, repeated)?;
    Ok(column.close()?)
}

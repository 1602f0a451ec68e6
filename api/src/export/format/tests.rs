use axum::body::Bytes;
use chrono::{DateTime, NaiveDate};
use parquet::{
    file::reader::{FileReader as _, SerializedFileReader},
    record::Field,
};
use proptest::prelude::*;

use super::Format;
use crate::export::column::{Cell, Column, Kind, NOK, Row};

const COLUMNS: &[Column] = &[
    Column::new("id", Kind::Code),
    Column::optional("number", Kind::Digits),
    Column::optional("text", Kind::Text),
    Column::new("terms", Kind::Texts),
    Column::optional("others", Kind::Texts),
    Column::new("year", Kind::Int),
    Column::optional("planned", NOK),
    Column::optional("on", Kind::Date),
    Column::new("at", Kind::Instant),
    Column::optional("shown", Kind::Flag),
];

fn full() -> Row {
    vec![
        Cell::text("row_1"),
        Cell::text("0301"),
        Cell::text("=1+1"),
        Cell::Texts(vec!["A".into(), "B".into()]),
        Cell::Texts(vec!["Å; \"b\"".into()]),
        Cell::Int(i32::MIN),
        Cell::Decimal(-1250),
        Cell::Date(NaiveDate::from_ymd_opt(1969, 12, 31).unwrap()),
        Cell::Instant(DateTime::from_timestamp_micros(1_764_000_000_123_456).unwrap()),
        Cell::Flag(true),
    ]
}

fn bare() -> Row {
    vec![
        Cell::text("row_2"),
        Cell::Missing,
        Cell::Missing,
        Cell::Texts(Vec::new()),
        Cell::Missing,
        Cell::Int(0),
        Cell::Missing,
        Cell::Missing,
        Cell::Instant(DateTime::UNIX_EPOCH),
        Cell::Missing,
    ]
}

fn written(format: Format, rows: Vec<Row>) -> Vec<u8> {
    let mut writer = format.writer(COLUMNS).unwrap();
    let mut file = writer.rows(rows).unwrap();
    file.extend(writer.end().unwrap());
    file
}

fn text(format: Format) -> String {
    String::from_utf8(written(format, vec![full(), bare()])).unwrap()
}

#[test]
fn csv_is_that_of_the_standard() {
    assert_eq!(
        text(Format::Csv),
        "id,number,text,terms,others,year,planned,on,at,shown\r\n\
         row_1,0301,'=1+1,A|B,\"Å; \"\"b\"\"\",-2147483648,-12.50,1969-12-31,2025-11-24T16:00:00.123456Z,true\r\n\
         row_2,,,,,0,,,1970-01-01T00:00:00.000000Z,\r\n"
    );
}

#[test]
fn csv_for_excel_is_norwegian() {
    assert_eq!(
        text(Format::ExcelNb),
        "\u{feff}id;number;text;terms;others;year;planned;on;at;shown\r\n\
         row_1;\"=\"\"0301\"\"\";'=1+1;A|B;\"Å; \"\"b\"\"\";-2147483648;-12,50;1969-12-31;2025-11-24 16:00:00;SANN\r\n\
         row_2;;;;;0;;;1970-01-01 00:00:00;\r\n"
    );
}

#[test]
fn ndjson_is_typed_as_the_api_is() {
    assert_eq!(
        text(Format::Ndjson),
        "{\"id\":\"row_1\",\"number\":\"0301\",\"text\":\"=1+1\",\"terms\":[\"A\",\"B\"],\"others\":[\"Å; \\\"b\\\"\"],\
         \"year\":-2147483648,\"planned\":\"-12.50\",\"on\":\"1969-12-31\",\"at\":\"2025-11-24T16:00:00.123456Z\",\
         \"shown\":true}\n\
         {\"id\":\"row_2\",\"number\":null,\"text\":null,\"terms\":[],\"others\":null,\"year\":0,\"planned\":null,\
         \"on\":null,\"at\":\"1970-01-01T00:00:00.000000Z\",\"shown\":null}\n"
    );
}

#[test]
fn digits_that_are_none_are_no_formula() {
    let mut row = full();
    for (number, cell) in [("0301", "\"=\"\"0301\"\"\""), ("", ""), ("=1", "'=1"), ("1\";2", "\"1\"\";2\"")] {
        row[1] = Cell::text(number);
        let csv = String::from_utf8(written(Format::ExcelNb, vec![row.clone()])).unwrap();
        assert!(csv.contains(&format!("row_1;{cell};")), "{csv}");
    }
}

fn read(file: Vec<u8>) -> SerializedFileReader<Bytes> {
    SerializedFileReader::new(Bytes::from(file)).unwrap()
}

#[test]
fn parquet_is_read_back() {
    let file = read(written(Format::Parquet, vec![full(), bare(), full()]));
    assert_eq!(file.metadata().file_metadata().num_rows(), 3);
    let rows: Vec<Vec<(String, Field)>> =
        file.get_row_iter(None).unwrap().map(|row| row.unwrap().into_columns()).collect();
    assert_eq!(rows[0], rows[2]);
    let shown = |row: &Vec<(String, Field)>| row.iter().map(|(_, field)| field.to_string()).collect::<Vec<_>>();
    assert_eq!(
        shown(&rows[0]),
        [
            "\"row_1\"",
            "\"0301\"",
            "\"=1+1\"",
            "[\"A\", \"B\"]",
            "[\"Å; \"b\"\"]",
            "-2147483648",
            "-12.50",
            "1969-12-31",
            "2025-11-24 16:00:00.123456 +00:00",
            "true"
        ]
    );
    assert_eq!(
        shown(&rows[1]),
        ["\"row_2\"", "null", "null", "[]", "null", "0", "null", "null", "1970-01-01 00:00:00.000000 +00:00", "null"]
    );
}

#[test]
fn parquet_comes_a_row_group_at_a_time() {
    let mut writer = Format::Parquet.writer(COLUMNS).unwrap();
    let mut pieces = Vec::new();
    for _ in 0..45 {
        pieces.push(writer.rows(vec![full(); 1_000]).unwrap());
    }
    pieces.push(writer.end().unwrap());
    let full_groups = pieces.iter().skip(1).take(44).filter(|piece| !piece.is_empty()).count();
    assert_eq!(full_groups, 4, "a row group is sent as soon as it is full");
    let file = read(pieces.concat());
    let groups: Vec<i64> =
        file.metadata().row_groups().iter().map(parquet::file::metadata::RowGroupMetaData::num_rows).collect();
    assert_eq!(groups, [10_000, 10_000, 10_000, 10_000, 5_000]);
    // Long texts make for short groups.
    let mut row = full();
    row[2] = Cell::text(&"å".repeat(1024 * 1024));
    let file = read(written(Format::Parquet, vec![row; 9]));
    assert_eq!(file.num_row_groups(), 5);
}

#[test]
fn parquet_takes_no_cell_of_another_kind() {
    for (place, cell) in
        [(0, Cell::Missing), (5, Cell::Missing), (1, Cell::Int(1)), (3, Cell::Missing), (6, Cell::Int(1))]
    {
        let mut writer = Format::Parquet.writer(COLUMNS).unwrap();
        let mut row = full();
        row[place] = cell;
        assert!(writer.rows(vec![row]).is_err(), "{place}");
    }
}

#[test]
fn a_table_without_rows_is_a_table() {
    assert_eq!(written(Format::Csv, Vec::new()), b"id,number,text,terms,others,year,planned,on,at,shown\r\n");
    assert_eq!(written(Format::Ndjson, Vec::new()), b"");
    assert_eq!(read(written(Format::Parquet, Vec::new())).metadata().file_metadata().num_rows(), 0);
}

proptest! {
    /// Whatever is written in it, a text comes back from all three, save for the apostrophe in front in CSV.
    #[test]
    fn texts_come_back(texts in prop::collection::vec("\\PC{0,12}|[=+@\\-\t\r\n\"',;|]{0,4}", 1..20)) {
        let row = |text: &String| { let mut row = full(); row[2] = Cell::text(text); row };
        let rows: Vec<Row> = texts.iter().map(row).collect();
        let csv = written(Format::Csv, rows.clone());
        let found: Vec<String> =
            csv::Reader::from_reader(&*csv).records().map(|record| record.unwrap()[2].to_owned()).collect();
        for (found, text) in found.iter().zip(&texts) {
            prop_assert!(!found.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            let marked = format!("'{text}");
            prop_assert!(found == text || *found == marked);
        }
        prop_assert_eq!(found.len(), texts.len());
        let json = String::from_utf8(written(Format::Ndjson, rows.clone())).unwrap();
        let found: Vec<String> = json
            .split_terminator('\n')
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned())
            .collect();
        prop_assert_eq!(&found, &texts);
        let file = read(written(Format::Parquet, rows));
        let found: Vec<Field> =
            file.get_row_iter(None).unwrap().map(|row| row.unwrap().into_columns().remove(2).1).collect();
        prop_assert_eq!(found, texts.into_iter().map(Field::Str).collect::<Vec<_>>());
    }
}

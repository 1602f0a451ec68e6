//! Participation and outcomes: the cells of a release, to the last one, as the API shows them to everybody.

use std::collections::BTreeMap;

use samspill::{
    auth::Role,
    export::{Column, Cube, OutcomeCube, ParticipationCube},
};
use serde_json::{Value, json};

use super::{bytes, refused, rows, text};
use crate::{
    releases::world::{World, release},
    support::{Backend, Client, Server},
};

on_both!(cells_are_those_of_the_api, a_release_stays_what_it_was);

/// A world where small counts are withheld, and its first release.
async fn world(server: &Server) -> (World<'_>, Value) {
    let mut world = World::new(server);
    for (service, subject, people) in
        [("SCHOOL 1", "MUSIC", 12), ("SCHOOL 2", "MUSIC", 20), ("LIBRARY 1", "DANCE", 8), ("NAV 1", "MUSIC", 6)]
    {
        let counts = [("2025-10-01", "AGE_6_12", people), ("2024-10-01", "AGE_13_15", people + 1)];
        world.reach("4601", &[service], &[subject], &counts).await;
    }
    world.reach("4601", &["CHILD_WELFARE 1"], &["THEATRE"], &[("2025-11-01", "AGE_6_12", 2)]).await;
    world.reach("1103", &["KINDERGARTEN 1"], &["MUSIC"], &[("2025-10-01", "AGE_0_5", 9)]).await;
    world.reach("1103", &["KINDERGARTEN 2"], &["MUSIC"], &[("2025-10-01", "AGE_0_5", 8)]).await;
    let made = release(server);
    (world, made)
}

/// All cells of a field of the API with these arguments.
async fn of_api(client: &Client, field: &str, arguments: &str, selection: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut after = Value::Null;
    loop {
        let query = format!(
            "query ($after: String) {{ list: {field}({arguments}, first: 100, after: $after) {{
                nodes {{ {selection} }} pageInfo {{ hasNextPage endCursor }}
            }} }}"
        );
        let data = client.data(&query, json!({ "after": after })).await;
        all.extend(data["list"]["nodes"].as_array().unwrap().iter().cloned());
        if data["list"]["pageInfo"]["hasNextPage"] == false {
            return all;
        }
        after = data["list"]["pageInfo"]["endCursor"].clone();
    }
}

fn selection(columns: &[Column]) -> String {
    let nested = columns.iter().filter(|column| !column.derived).map(|column| {
        let parts: Vec<&str> = column.path.split('.').collect();
        format!("{}{}", parts.join(" { "), " }".repeat(parts.len() - 1))
    });
    nested.collect::<Vec<_>>().join(" ")
}

/// A cell in the shape of the export.
fn flat(cell: &Value, columns: &[Column]) -> Value {
    let known = columns.iter().filter(|column| !column.derived);
    known
        .map(|column| (column.name(), column.path.split('.').fold(cell.clone(), |value, part| value[part].clone())))
        .collect()
}

/// Cells by their JSON, to be compared in whatever order.
fn as_set(cells: impl Iterator<Item = Value>) -> BTreeMap<String, usize> {
    let mut set = BTreeMap::new();
    for cell in cells {
        *set.entry(cell.to_string()).or_default() += 1;
    }
    set
}

fn without_derived(row: &Value, columns: &[Column]) -> Value {
    let mut row = row.clone();
    for column in columns.iter().filter(|column| column.derived) {
        assert!(row.as_object_mut().unwrap().remove(&column.name()).is_some());
    }
    row
}

async fn cells_are_those_of_the_api(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_REQUEST_COMPLEXITY", "1000000")]).await;
    let (_, made) = world(&server).await;
    let (columns, analyst) = (ParticipationCube::COLUMNS, server.client(Role::Analyst, &["4601"], &[]));
    let mut said = Vec::new();
    for place in ["", "MUNICIPALITY", "COUNTY", "KOSTRA_GROUP"] {
        for year in ["", "SCHOOL_YEAR"] {
            for service in ["", "SERVICE"] {
                for people in ["", "SUBJECT", "AGE_BAND"] {
                    let arguments = format!("release: {made}, by: [{place} {year} {service} {people}]");
                    said.extend(of_api(&analyst, "participation", &arguments, &selection(columns)).await);
                }
            }
        }
    }
    let exported = rows(&analyst, "participation", &[]).await;
    let cells = as_set(exported.iter().map(|row| without_derived(row, columns)));
    assert_eq!(cells, as_set(said.iter().map(|cell| flat(cell, columns))));
    assert!(cells.len() > 50, "{}", cells.len());
    let hidden: Vec<_> = exported.iter().filter(|row| row["participantsSuppressed"] == true).collect();
    assert!(!hidden.is_empty() && hidden.len() < exported.len());
    for row in hidden {
        for figure in ["participants", "attendances", "sessions", "minutes", "activities"] {
            assert_eq!(row[figure], Value::Null, "{row}");
        }
    }
    for (place, row) in exported.iter().enumerate() {
        assert_eq!((&row["cursor"], &row["releaseId"], &row["releaseNumber"]), (&json!(place), &made, &json!(1)));
    }
    // Everybody gets the same, be it their own municipality.
    let whole = bytes(&analyst, "participation.csv", &[]).await;
    for other in [server.planner("4601"), server.planner("0301"), server.admin(), server.reader("1103")] {
        assert_eq!(bytes(&other, "participation.csv", &[]).await, whole);
    }
    // And goes on behind any of them.
    let mut parts = Vec::new();
    while parts.len() < exported.len() {
        let last: Option<String> = parts.last().map(|row: &Value| row["cursor"].to_string());
        let mut parameters = vec![("limit", "7")];
        parameters.extend(last.as_deref().map(|place| ("after", place)));
        parts.extend(rows(&analyst, "participation", &parameters).await);
    }
    assert_eq!(parts, exported);
    for (parameters, code) in [
        (vec![("filter", "{}")], "BAD_USER_INPUT"),
        (vec![("after", "x")], "BAD_USER_INPUT"),
        (vec![("release", "x")], "BAD_USER_INPUT"),
        (vec![("by", "SERVICE")], "BAD_REQUEST"),
    ] {
        assert_eq!(refused(&analyst, "participation.csv", &parameters).await.code(), code, "{parameters:?}");
    }
    assert_eq!(refused(&analyst, "budget.csv", &[("release", made.as_str().unwrap())]).await.code(), "BAD_USER_INPUT");
    outcomes(&server, &analyst, &made).await;
}

/// The same of outcomes, which this world has none of but the demonstration has: the columns are there.
async fn outcomes(server: &Server, analyst: &Client, made: &Value) {
    let columns = OutcomeCube::COLUMNS;
    let mut said = of_api(analyst, "outcomes", &format!("release: {made}"), &selection(columns)).await;
    for place in ["MUNICIPALITY", "COUNTY", "KOSTRA_GROUP"] {
        said.extend(of_api(analyst, "outcomes", &format!("release: {made}, by: {place}"), &selection(columns)).await);
    }
    let exported = rows(analyst, "outcomes", &[]).await;
    let cells = as_set(exported.iter().map(|row| without_derived(row, columns)));
    assert_eq!(cells, as_set(said.iter().map(|cell| flat(cell, columns))));
    let header = text(&server.reader("4601"), "outcomes.csv", &[]).await;
    assert!(header.starts_with("cursor,releaseId,releaseNumber,placeKind,place,schoolYear,indicatorId,"), "{header}");
}

async fn a_release_stays_what_it_was(backend: Backend) {
    let server = Server::start(backend).await;
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    assert_eq!(rows(&analyst, "participation", &[]).await, Vec::<Value>::new(), "nothing is released");
    let (mut world, first) = world(&server).await;
    let first = first.as_str().unwrap();
    let before = bytes(&analyst, "participation.parquet", &[("release", first)]).await;
    world.reach("4601", &["SCHOOL 3"], &["CIRCUS"], &[("2025-10-02", "AGE_6_12", 30)]).await;
    assert_eq!(bytes(&analyst, "participation.parquet", &[]).await, before, "counted, but not released");
    let second = release(&server);
    assert_ne!(bytes(&analyst, "participation.parquet", &[]).await, before);
    assert_eq!(bytes(&analyst, "participation.parquet", &[("release", first)]).await, before);
    assert_eq!(rows(&analyst, "participation", &[("limit", "1")]).await[0]["releaseId"], second);
    // One that is not there has no cells, as in the API.
    let none = format!("release_{}", "0".repeat(32));
    assert_eq!(rows(&analyst, "participation", &[("release", &none)]).await, Vec::<Value>::new());
}

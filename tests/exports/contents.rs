//! The rows of an export are those of the API, for everybody who may ask.

use std::fmt::Write as _;

use samspill::export::{
    BudgetSheet, Column, CountSheet, ObservationSheet, PartnershipSheet, Sheet, StaffingSheet, TargetSheet,
};
use serde_json::{Value, json};

use super::{TABLES, ask, refused, rows, text};
use crate::{
    support::{Backend, Client, Server},
    walk::{
        self, OURS, THEIRS,
        town::{Name, Town},
    },
};

on_both!(an_export_is_what_the_api_says, filters_are_those_of_the_api, the_reader_goes_on_behind_a_row);

/// Each table, its list and its columns.
fn tables() -> [(&'static str, &'static str, &'static [Column]); 6] {
    [
        (TABLES[0], PartnershipSheet::LIST, PartnershipSheet::COLUMNS),
        (TABLES[1], StaffingSheet::LIST, StaffingSheet::COLUMNS),
        (TABLES[2], BudgetSheet::LIST, BudgetSheet::COLUMNS),
        (TABLES[3], CountSheet::LIST, CountSheet::COLUMNS),
        (TABLES[4], TargetSheet::LIST, TargetSheet::COLUMNS),
        (TABLES[5], ObservationSheet::LIST, ObservationSheet::COLUMNS),
    ]
}

/// The type of a list's filter.
fn filter_of(list: &str) -> &'static str {
    match list {
        "partnerships" => "PartnershipFilter",
        "staffAllocations" => "StaffAllocationFilter",
        "budgetLines" => "BudgetLineFilter",
        "participationCounts" => "ParticipationCountFilter",
        _ => "OutcomeFilter",
    }
}

/// What to ask the API for to get the columns.
fn selection(columns: &[Column]) -> String {
    let mut selection = String::new();
    for column in columns.iter().filter(|column| !column.derived) {
        let parts: Vec<&str> = column.path.split('.').collect();
        let nested: String = parts.join(" { ").replace(" { nodes", "(first: 100) { nodes");
        writeln!(selection, "{nested}{}", " }".repeat(parts.len() - 1)).unwrap();
    }
    selection
}

/// A value of the API by its path; that of every record of a list.
fn at(record: &Value, path: &[&str]) -> Value {
    match (path, record) {
        (_, Value::Array(items)) => items.iter().map(|item| at(item, path)).collect(),
        ([], value) => value.clone(),
        ([first, rest @ ..], record) => at(&record[first], rest),
    }
}

/// All rows of a list as the API says them, in the shape of the export.
async fn of_api(client: &Client, list: &str, columns: &[Column], filter: &Value) -> Vec<Value> {
    let kind = filter_of(list);
    let query = format!(
        "query ($after: String, $filter: {kind}) {{ list: {list}(first: 2, after: $after, filter: $filter) {{
            nodes {{ {} }} pageInfo {{ hasNextPage endCursor }}
        }} }}",
        selection(columns)
    );
    let mut all = Vec::new();
    let mut after = Value::Null;
    loop {
        let data = client.data(&query, json!({ "after": after, "filter": filter })).await;
        for node in data["list"]["nodes"].as_array().unwrap() {
            let value = |column: &Column| at(node, &column.path.split('.').collect::<Vec<_>>());
            let known = columns.iter().filter(|column| !column.derived);
            all.push(known.map(|column| (column.name(), value(column))).collect());
        }
        if data["list"]["pageInfo"]["hasNextPage"] == false {
            return all;
        }
        after = data["list"]["pageInfo"]["endCursor"].clone();
    }
}

fn without_derived(mut rows: Vec<Value>, columns: &[Column]) -> Vec<Value> {
    for row in &mut rows {
        assert_eq!(row.as_object().unwrap().len(), columns.len());
        for column in columns.iter().filter(|column| column.derived) {
            assert!(row.as_object_mut().unwrap().remove(&column.name()).is_some());
        }
    }
    rows
}

/// Every role and binding, in a town of its own, next to a town alike, with a partnership between the two: each gets what
/// the API gives it, cell by cell, and nothing in a town it knows nothing of.
async fn an_export_is_what_the_api_says(backend: Backend) {
    let server = walk::server(backend).await;
    let ours = Town::build(&server, OURS).await;
    let theirs = Town::build(&server, THEIRS).await;
    let guest = theirs.ids["organisation"][0].clone();
    let shared = Name { word: "Felles", digits: 55, first_number: 900, ..OURS };
    ours.invite(&server, shared, (&guest, &theirs.numbers[1])).await;
    let mut seen = [0; TABLES.len()];
    let mut empty = [0; TABLES.len()];
    for (_, who, client) in ours.callers(&server).into_iter().chain(theirs.callers(&server)) {
        for (place, (table, list, columns)) in tables().into_iter().enumerate() {
            let exported = without_derived(rows(&client, table, &[]).await, columns);
            let said = of_api(&client, list, columns, &Value::Null).await;
            assert_eq!(exported, said, "{who}: {table}");
            seen[place] += exported.len();
            empty[place] += usize::from(exported.is_empty());
            // The other formats have the same rows.
            let csv = text(&client, &format!("{table}.csv"), &[]).await;
            assert_eq!(records(&csv).len(), exported.len() + 1, "{who}: {table}.csv");
        }
    }
    assert!(seen.iter().all(|rows| *rows > 20), "{seen:?}");
    // Rows about people, single budget lines, counts and observations are not for analysts.
    assert!(empty[0] == 0 && empty[4] == 0 && [1, 2, 3, 5].iter().all(|table| empty[*table] >= 2), "{empty:?}");
    nobody_is_named(&server, &ours).await;
}

/// Not even to those who may read names: a file outlives the right.
async fn nobody_is_named(server: &Server, ours: &Town) {
    for (_, who, client) in ours.callers(server) {
        let staff =
            client.data("{ staffMembers(first: 100) { nodes { id displayName email employeeKey } } }", json!({}));
        let staff = staff.await["staffMembers"]["nodes"].as_array().unwrap().clone();
        let file = text(&client, "staffing.ndjson", &[]).await;
        for value in staff.iter().flat_map(|person| person.as_object().unwrap().values()).filter_map(Value::as_str) {
            assert!(!file.contains(value), "{who}: {value}");
        }
    }
}

pub fn records(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

async fn filters_are_those_of_the_api(backend: Backend) {
    let server = walk::server(backend).await;
    let ours = Town::build(&server, OURS).await;
    let planner = server.planner(OURS.number);
    let partnership = ours.newest("partnership");
    for (place, filter) in [
        (0, json!({ "status": { "eq": "ACTIVE" } })),
        (0, json!({ "serviceType": { "in": ["LIBRARY"] }, "title": { "contains": "qvarxa" } })),
        (0, json!({ "activeOn": "2026-10-01" })),
        (1, json!({ "partnership": { "eq": partnership } })),
        (1, json!({ "activeOn": "1999-01-01" })),
        (2, json!({ "fiscalYear": { "gte": 2026 }, "kind": { "eq": "COST" } })),
        (2, json!({ "planned": { "gte": "31000.00" }, "hasActual": true })),
        (2, json!({ "kind": { "in": [] } })),
        (2, json!({ "kind": null })),
        (3, json!({ "ageBand": { "in": ["AGE_6_12"] }, "participants": { "gte": 1 } })),
        (3, json!({ "municipalityNumber": { "eq": "9999" } })),
        (4, json!({ "wholePartnership": true })),
        (5, json!({ "partnership": { "eq": partnership }, "dimension": { "eq": "" } })),
    ] {
        let (table, list, columns) = tables()[place];
        let exported = without_derived(rows(&planner, table, &[("filter", &filter.to_string())]).await, columns);
        assert_eq!(exported, of_api(&planner, list, columns, &filter).await, "{table} {filter}");
    }
    // What the API refuses is refused, with the same code and for the same field.
    for (place, filter) in [
        (0, json!({ "statsu": { "eq": "ACTIVE" } })),
        (0, json!({ "status": { "eq": "active" } })),
        (0, json!({ "status": {} })),
        (0, json!({ "organisation": { "eq": partnership } })),
        (0, json!({ "title": { "in": vec!["x"; 300] } })),
        (1, json!({ "activeOn": "1.10.2026" })),
        (2, json!({ "planned": { "gte": 0.5 } })),
        (2, json!([])),
        (2, json!("kind")),
        (3, json!({ "participants": { "gte": "1" } })),
        (5, json!({ "actual": { "gte": "1" } })),
    ] {
        let (table, list, _) = tables()[place];
        let kind = filter_of(list);
        let query = format!("query ($filter: {kind}) {{ {list}(filter: $filter) {{ totalCount }} }}");
        let api = planner.run(&query, json!({ "filter": filter })).await;
        let reply = refused(&planner, &format!("{table}.csv"), &[("filter", &filter.to_string())]).await;
        assert_eq!(reply.status, 400, "{filter}");
        assert_eq!(reply.code(), api.code(), "{filter}");
        let error = |reply: &crate::support::Reply| {
            let error = &reply.body["errors"][0];
            (error["message"].clone(), error["extensions"]["field"].clone())
        };
        assert_eq!(error(&reply), error(&api), "{filter}");
        assert!(reply.body["errors"][0].get("locations").is_none_or(|places| places == &json!([])));
    }
}

async fn the_reader_goes_on_behind_a_row(backend: Backend) {
    let server = walk::server(backend).await;
    Town::build(&server, OURS).await;
    let planner = server.planner(OURS.number);
    for (table, _, columns) in tables() {
        let whole = rows(&planner, table, &[]).await;
        assert!(whole.len() >= 2, "{table}");
        let mut parts: Vec<Value> = Vec::new();
        loop {
            let last = parts.last().map(|row| row["id"].as_str().unwrap().to_owned());
            let mut parameters = vec![("limit", "1")];
            parameters.extend(last.as_deref().map(|id| ("after", id)));
            let part = rows(&planner, table, &parameters).await;
            assert!(part.len() <= 1);
            if part.is_empty() {
                break;
            }
            parts.extend(part);
        }
        assert_eq!(parts, whole, "{table}");
        // The others begin anew each time: CSV with its header.
        let after = whole[0]["id"].as_str().unwrap();
        let csv = text(&planner, &format!("{table}.csv"), &[("after", after)]).await;
        assert_eq!(records(&csv).len(), whole.len());
        assert_eq!(records(&csv)[0], columns.iter().map(Column::name).collect::<Vec<_>>());
        for after in ["", "x", "partnership_1", "organisation_0193a5c0b7e47c3a9d1e2f3a4b5c6d7e", "' OR 1=1 --"] {
            let reply = refused(&planner, &format!("{table}.csv"), &[("after", after)]).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (400, "BAD_USER_INPUT"), "{after}");
        }
        // The id of a row that is no more, or of another's, is as good a place as any.
        let beyond = format!("{}_{}", after.rsplit_once('_').unwrap().0, "f".repeat(32));
        assert_eq!(ask(&planner, &format!("{table}.ndjson"), &[("after", &beyond)]).await.text().await.unwrap(), "");
    }
}

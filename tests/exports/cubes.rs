//! Participation and outcomes: the cells of a release, to the last one, as the API shows them to everybody; the arguments of
//! the API; and exact figures for those who get them there.

use std::collections::BTreeMap;

use samspill::{
    auth::Role,
    export::{Column, Cube, OutcomeCube, ParticipationCube},
};
use serde_json::{Value, json};

use super::{bytes, refused, rows, text};
use crate::{
    releases::{
        compared::{share, win},
        figures::{CREATE_INDICATOR, came_to},
        world::{World, release},
    },
    support::{Backend, Client, Server},
};

on_both!(
    cells_are_those_of_the_api,
    a_release_stays_what_it_was,
    arguments_are_those_of_the_api,
    every_listing_is_there_where_none_is_named,
    an_export_goes_on_with_what_it_began,
    exact_figures_have_a_tag_of_their_own,
    resources_are_those_of_comparisons,
);

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
        let cursor = json!(format!("release1.{place}"));
        assert_eq!((&row["cursor"], &row["releaseId"], &row["releaseNumber"]), (&cursor, &made, &json!(1)));
        assert_eq!(row["exact"], false);
    }
    // Everybody gets the same, be it their own municipality.
    let whole = bytes(&analyst, "participation.csv", &[]).await;
    for other in [server.planner("4601"), server.planner("0301"), server.admin(), server.reader("1103")] {
        assert_eq!(bytes(&other, "participation.csv", &[]).await, whole);
    }
    // And goes on behind any of them.
    assert_eq!(in_parts(&analyst, "participation", &[]).await, exported);
    for (parameters, code) in [
        (vec![("after", "x")], "BAD_USER_INPUT"),
        (vec![("after", "17")], "BAD_USER_INPUT"),
        (vec![("after", "exact.2025.*.*.*")], "BAD_USER_INPUT"),
        (vec![("release", "x")], "BAD_USER_INPUT"),
        (vec![("by", "SERVICE")], "BAD_REQUEST"),
    ] {
        assert_eq!(refused(&analyst, "participation.csv", &parameters).await.code(), code, "{parameters:?}");
    }
    assert_eq!(refused(&analyst, "budget.csv", &[("release", made.as_str().unwrap())]).await.code(), "BAD_USER_INPUT");
    outcomes(&server, &analyst, &made).await;
}

/// What is shared and won, as the API sets it beside others.
async fn resources_are_those_of_comparisons(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    for person in ["Kari", "Ola", "Per", "Siri"] {
        share(&mut world, "4601", person, "20").await;
    }
    share(&mut world, "1103", "Anne", "40").await;
    win(&mut world, "4601", "120000.50").await;
    // A release is made of what was counted.
    world.reach("4601", &["SCHOOL 1"], &["MUSIC"], &[("2025-10-01", "AGE_6_12", 12)]).await;
    let made = release(&server);
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    let exported = rows(&analyst, "resources", &[]).await;
    let shown = exported.iter().filter(|row| row["sharedStaff"] != Value::Null).count();
    assert!(shown > 0 && shown < exported.len(), "{exported:?}");
    assert_eq!(rows(&server.planner("4601"), "resources", &[]).await, exported);
    assert_eq!(refused(&analyst, "resources.csv", &[("filter", "{}")]).await.code(), "BAD_USER_INPUT");
    let query = "query ($place: String!, $year: Int!, $release: ID!) {
        comparison(municipality: $place, schoolYear: $year, release: $release) {
            own { ...F } country { ...F }
        }
    }
    fragment F on ComparedPlace { sharedStaff { value suppressed } fundingWon }";
    let municipal =
        exported.iter().filter(|row| row["placeKind"] == "MUNICIPALITY" && row["schoolYear"] != Value::Null);
    for row in municipal {
        let year = &row["schoolYear"];
        let variables = json!({ "place": row["place"], "year": year, "release": made });
        let said = analyst.data(query, variables).await["comparison"].clone();
        let country = exported.iter().find(|row| row["placeKind"] == "COUNTRY" && row["schoolYear"] == *year).unwrap();
        for (row, said) in [(row, &said["own"]), (country, &said["country"])] {
            assert_eq!(row["sharedStaff"], said["sharedStaff"]["value"], "{row}");
            assert_eq!(row["sharedStaffSuppressed"], said["sharedStaff"]["suppressed"], "{row}");
            assert_eq!(row["fundingWon"], said["fundingWon"], "{row}");
        }
    }
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
    assert!(
        header.starts_with("cursor,exact,releaseId,releaseNumber,placeKind,place,schoolYear,indicatorId,"),
        "{header}"
    );
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

/// Reads an export seven rows at a time, each part behind the last row of the one before.
async fn in_parts(client: &Client, table: &str, parameters: &[(&str, &str)]) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    loop {
        let last = all.last().map(|row| row["cursor"].as_str().unwrap().to_owned());
        let mut parameters = [parameters, &[("limit", "7")]].concat();
        parameters.extend(last.as_deref().map(|cursor| ("after", cursor)));
        let part = rows(client, table, &parameters).await;
        if part.is_empty() {
            return all;
        }
        all.extend(part);
    }
}

/// The arguments of a cube, as variables.
const PARTICIPATION: &str = "$municipality: String, $county: String, $kostraGroup: String, $schoolYear: Int,
    $service: ReachedService, $subject: SubjectField, $ageBand: AgeBand, $by: [ParticipationDimension!]";
const OUTCOMES: &str = "$municipality: String, $county: String, $kostraGroup: String, $by: PlaceKind, $schoolYear: Int,
    $indicator: ID, $qualityDimension: QualityDimension";

/// A query with these arguments, given as variables.
fn query(field: &str, arguments: &str, selection: &str) -> String {
    let names: Vec<&str> = arguments.split('$').skip(1).map(|argument| argument.split(':').next().unwrap()).collect();
    let passed: Vec<String> = names.iter().map(|name| format!("{name}: ${name}")).collect();
    format!(
        "query ({arguments}, $after: String) {{ list: {field}({}, first: 100, after: $after) {{
            exact release {{ id }} nodes {{ {selection} }} pageInfo {{ hasNextPage endCursor }}
        }} }}",
        passed.join(", ")
    )
}

/// The cells that the API gives for these arguments, in the shape of the export.
async fn said(client: &Client, field: &str, columns: &[Column], filter: &Value) -> Vec<Value> {
    let arguments = if field == "participation" { PARTICIPATION } else { OUTCOMES };
    let query = query(field, arguments, &selection(columns));
    let mut all = Vec::new();
    let mut variables = filter.clone();
    loop {
        let data = client.data(&query, variables.clone()).await;
        all.extend(data["list"]["nodes"].as_array().unwrap().iter().map(|cell| flat(cell, columns)));
        if data["list"]["pageInfo"]["hasNextPage"] == false {
            return all;
        }
        variables["after"] = data["list"]["pageInfo"]["endCursor"].clone();
    }
}

/// Exports with these arguments, and checks what each row says of where it is from.
async fn exported(client: &Client, table: &str, columns: &[Column], filter: &Value, exact: bool) -> Vec<Value> {
    let rows = rows(client, table, &[("filter", &filter.to_string())]).await;
    for row in &rows {
        assert_eq!(row["exact"], exact, "{filter}: {row}");
        assert_eq!((row["releaseId"].is_null(), row["releaseNumber"].is_null()), (exact, exact), "{filter}: {row}");
    }
    rows.iter().map(|row| without_derived(row, columns)).collect()
}

/// A world with outcomes too; its first release, and an indicator.
async fn world_with_outcomes(server: &Server) -> (World<'_>, Value, Value) {
    let mut world = World::new(server);
    let input = json!({ "code": "Nådd", "name": "Nådd", "definition": "Telles", "measure": "COUNT", "ascending": true,
        "qualityDimension": "PROCESS", "resultType": "OUTCOME", "goalOwner": "SCHOOL" });
    let made = server.admin().ok(CREATE_INDICATOR, json!({ "input": input })).await;
    let indicator = made["indicator"]["id"].clone();
    for (place, values) in [
        (("4601", "SCHOOL 1"), ("10", "40", "30")),
        (("4601", "SCHOOL 2"), ("20", "40", "25")),
        (("1103", "SCHOOL 1"), ("0", "30", "2")),
    ] {
        came_to(&mut world, place, &indicator, values).await;
    }
    for (service, subject, people) in [("SCHOOL 1", "MUSIC", 12), ("SCHOOL 2", "MUSIC", 20), ("NAV 1", "DANCE", 6)] {
        let counts = [("2025-10-01", "AGE_6_12", people), ("2024-10-01", "AGE_13_15", people + 1)];
        world.reach("4601", &[service], &[subject], &counts).await;
    }
    world.reach("1103", &["KINDERGARTEN 1"], &["MUSIC"], &[("2025-10-01", "AGE_0_5", 9)]).await;
    let release = release(server);
    (world, release, indicator)
}

async fn arguments_are_those_of_the_api(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_REQUEST_COMPLEXITY", "1000000")]).await;
    let (mut world, made, indicator) = world_with_outcomes(&server).await;
    // What is counted now is another thing than what is released.
    world.reach("4601", &["SCHOOL 1"], &["THEATRE"], &[("2024-09-01", "AGE_6_12", 1)]).await;
    let insider = server.planner("4601");
    let callers =
        [insider.clone(), server.client(Role::Analyst, &["4601"], &[]), server.planner("1103"), server.admin()];
    let mut exact_rows = 0;
    for (field, columns, filter, own) in [
        ("participation", ParticipationCube::COLUMNS, json!({ "municipality": "4601", "by": [] }), true),
        (
            "participation",
            ParticipationCube::COLUMNS,
            json!({ "municipality": "4601", "schoolYear": 2025, "by": ["SERVICE", "SUBJECT"] }),
            true,
        ),
        (
            "participation",
            ParticipationCube::COLUMNS,
            json!({ "municipality": "4601", "ageBand": "AGE_6_12", "by": ["SCHOOL_YEAR"] }),
            true,
        ),
        // Nothing was counted there: zero, as it is asked for alone.
        (
            "participation",
            ParticipationCube::COLUMNS,
            json!({ "municipality": "4601", "service": "LIBRARY", "by": [] }),
            true,
        ),
        ("participation", ParticipationCube::COLUMNS, json!({ "service": "LIBRARY", "by": [] }), false),
        ("participation", ParticipationCube::COLUMNS, json!({ "municipality": "9999", "by": [] }), false),
        ("participation", ParticipationCube::COLUMNS, json!({ "by": ["MUNICIPALITY", "AGE_BAND"] }), false),
        ("participation", ParticipationCube::COLUMNS, json!({ "county": "46", "by": ["SERVICE"] }), false),
        ("participation", ParticipationCube::COLUMNS, json!({ "kostraGroup": "12", "by": ["SUBJECT"] }), false),
        ("outcomes", OutcomeCube::COLUMNS, json!({ "municipality": "4601" }), true),
        ("outcomes", OutcomeCube::COLUMNS, json!({ "municipality": "4601", "indicator": indicator }), true),
        ("outcomes", OutcomeCube::COLUMNS, json!({ "municipality": "4601", "schoolYear": 2024 }), true),
        ("outcomes", OutcomeCube::COLUMNS, json!({ "by": "MUNICIPALITY", "qualityDimension": "PROCESS" }), false),
        ("outcomes", OutcomeCube::COLUMNS, json!({ "by": "COUNTRY", "schoolYear": 2025 }), false),
        ("outcomes", OutcomeCube::COLUMNS, json!({ "county": "46", "qualityDimension": "RESULT" }), false),
    ] {
        for (place, client) in callers.iter().enumerate() {
            let exact = own && place == 0;
            let cells = exported(client, field, columns, &filter, exact).await;
            assert_eq!(cells, said(client, field, columns, &filter).await, "{field} {filter} {place}");
            exact_rows += if exact { cells.len() } else { 0 };
        }
    }
    assert!(exact_rows > 5, "{exact_rows}");
    // Released figures in any case, where a release is named.
    let filter = json!({ "municipality": "4601", "by": ["SCHOOL_YEAR"] }).to_string();
    let parameters = [("filter", filter.as_str()), ("release", made.as_str().unwrap())];
    let named = rows(&insider, "participation", &parameters).await;
    assert_eq!(named, rows(&callers[1], "participation", &parameters).await);
    assert!(named.iter().all(|row| row["exact"] == false && row["releaseId"] == made));
    refusals(&insider).await;
}

/// What the API refuses is refused, with the same words, and so is what it does not have.
async fn refusals(client: &Client) {
    for (field, filter) in [
        ("participation", json!({ "municipality": 4601 })),
        ("participation", json!({ "schoolYear": "2025" })),
        ("participation", json!({ "schoolYear": 0 })),
        ("participation", json!({ "service": "school" })),
        ("participation", json!({ "by": ["PLACE"] })),
        ("participation", json!({ "municipality": "4601", "county": "46" })),
        ("participation", json!({ "municipality": "4601", "by": ["MUNICIPALITY"] })),
        ("participation", json!({ "schoolYear": 2025, "by": ["SCHOOL_YEAR"] })),
        ("participation", json!({ "subject": "MUSIC", "ageBand": "AGE_6_12" })),
        ("outcomes", json!({ "indicator": "organisation_0193a5c0b7e47c3a9d1e2f3a4b5c6d7e" })),
        ("outcomes", json!({ "by": "COUNTY", "county": "46" })),
        ("outcomes", json!({ "qualityDimension": 3 })),
    ] {
        let arguments = if field == "participation" { PARTICIPATION } else { OUTCOMES };
        let api = client.run(&query(field, arguments, "place"), filter.clone()).await;
        let reply = refused(client, &format!("{field}.csv"), &[("filter", &filter.to_string())]).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "BAD_USER_INPUT"), "{field} {filter}");
        assert_eq!(reply.body["errors"][0]["message"], api.body["errors"][0]["message"], "{field} {filter}");
    }
    for (filter, told) in [
        (json!([]), "arguments of participation"),
        (json!("4601"), "arguments of participation"),
        (
            json!({ "muncipality": "4601" }),
            "has no muncipality. It may have municipality, county, kostraGroup, schoolYear",
        ),
        (json!({ "release": "x" }), "has no release"),
        (json!({ "first": 1 }), "has no first"),
        (json!({ "indicator": "x" }), "has no indicator"),
    ] {
        let reply = refused(client, "participation.csv", &[("filter", &filter.to_string())]).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "BAD_USER_INPUT"), "{filter}");
        let message = reply.body["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(told), "{message}");
    }
}

/// Without `by` there are the cells of every listing that the named arguments leave open.
async fn every_listing_is_there_where_none_is_named(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_REQUEST_COMPLEXITY", "1000000")]).await;
    world_with_outcomes(&server).await;
    let (insider, analyst) = (server.planner("4601"), server.client(Role::Analyst, &["4601"], &[]));
    for filter in [
        json!({ "municipality": "4601" }),
        json!({ "schoolYear": 2025 }),
        json!({ "county": "46", "service": "SCHOOL" }),
        json!({ "municipality": "4601", "subject": "MUSIC" }),
        json!({ "ageBand": "AGE_6_12" }),
        json!({ "schoolYear": null }),
    ] {
        for (client, inside) in [(&insider, true), (&analyst, false)] {
            let exact = inside && filter["municipality"] == "4601";
            let cells = exported(client, "participation", ParticipationCube::COLUMNS, &filter, exact).await;
            let mut said_in_all = Vec::new();
            for by in listings(&filter) {
                let mut with_by = filter.clone();
                with_by["by"] = json!(by);
                said_in_all.extend(said(client, "participation", ParticipationCube::COLUMNS, &with_by).await);
            }
            assert_eq!(as_set(cells.iter().cloned()), as_set(said_in_all.into_iter()), "{filter} {exact}");
            assert!(!cells.is_empty(), "{filter}");
        }
    }
    for filter in [json!({ "schoolYear": 2025 }), json!({})] {
        let cells = exported(&analyst, "outcomes", OutcomeCube::COLUMNS, &filter, false).await;
        let mut said_in_all = Vec::new();
        for by in ["COUNTRY", "MUNICIPALITY", "COUNTY", "KOSTRA_GROUP"] {
            let mut with_by = filter.clone();
            with_by["by"] = json!(by);
            said_in_all.extend(said(&analyst, "outcomes", OutcomeCube::COLUMNS, &with_by).await);
        }
        assert_eq!(as_set(cells.iter().cloned()), as_set(said_in_all.into_iter()), "{filter}");
        assert!(!cells.is_empty());
    }
}

/// All that can be listed by beside the arguments that are named.
fn listings(filter: &Value) -> Vec<Vec<&'static str>> {
    let open = |names: &[&str]| names.iter().all(|name| filter.get(name).is_none_or(Value::is_null));
    let choose = |free: bool, values: &[&'static str]| {
        let listed = values.iter().filter(|_| free).map(|value| vec![*value]);
        std::iter::once(Vec::new()).chain(listed).collect::<Vec<Vec<&'static str>>>()
    };
    let dimensions = [
        choose(open(&["municipality", "county", "kostraGroup"]), &["MUNICIPALITY", "COUNTY", "KOSTRA_GROUP"]),
        choose(open(&["schoolYear"]), &["SCHOOL_YEAR"]),
        choose(open(&["service"]), &["SERVICE"]),
        choose(open(&["subject", "ageBand"]), &["SUBJECT", "AGE_BAND"]),
    ];
    dimensions.iter().fold(vec![Vec::new()], |all, dimension| {
        all.iter().flat_map(|by| dimension.iter().map(move |more| [by.clone(), more.clone()].concat())).collect()
    })
}

/// What is gone on with is what was begun, whatever is released or counted in the meantime.
async fn an_export_goes_on_with_what_it_began(backend: Backend) {
    let server = Server::start(backend).await;
    let (mut world, first, _) = world_with_outcomes(&server).await;
    let (insider, analyst) = (server.planner("4601"), server.client(Role::Analyst, &["4601"], &[]));
    let filter = json!({ "municipality": "4601" }).to_string();
    let own = [("filter", filter.as_str())];
    for table in ["participation", "outcomes"] {
        assert_eq!(in_parts(&analyst, table, &own).await, rows(&analyst, table, &own).await);
        assert_eq!(in_parts(&insider, table, &own).await, rows(&insider, table, &own).await);
    }
    let released = rows(&analyst, "participation", &[]).await;
    let exact = rows(&insider, "participation", &own).await;
    let cursor = |row: &Value| row["cursor"].as_str().unwrap().to_owned();
    let (released_at, exact_at) = (cursor(&released[9]), cursor(&exact[9]));
    // Cells that stand before what was read, and a release with them.
    world.reach("4601", &["SCHOOL 1"], &["VISUAL_ART"], &[("2024-09-01", "AGE_6_12", 30)]).await;
    let second = release(&server);
    let second = second.as_str().unwrap();
    assert_eq!(rows(&analyst, "participation", &[("after", &released_at)]).await, released[10..]);
    let named = [("after", released_at.as_str()), ("release", first.as_str().unwrap())];
    assert_eq!(rows(&analyst, "participation", &named).await, released[10..]);
    let reply = refused(&analyst, "participation.csv", &[("after", &released_at), ("release", second)]).await;
    assert_eq!(reply.code(), "BAD_USER_INPUT");
    let now = rows(&insider, "participation", &own).await;
    let place = now.iter().position(|row| cursor(row) == exact_at).unwrap();
    assert!(place > 9, "{place}");
    let rest = rows(&insider, "participation", &[own[0], ("after", &exact_at)]).await;
    assert_eq!(rest, now[place + 1..]);
    // A cell of another kind is no place in an export, nor is one for somebody who gets no exact figures.
    for (client, after) in [(&analyst, exact_at.as_str()), (&insider, "exact.2025.SCHOOL"), (&insider, "exact.x.*.*.*")]
    {
        let reply = refused(client, "participation.csv", &[own[0], ("after", after)]).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "BAD_USER_INPUT"), "{after}");
    }
    // The cursor of a released cell names its release, to an insider too.
    let of_release = rows(&analyst, "participation", &[own[0], ("release", first.as_str().unwrap())]).await;
    let rest = rows(&insider, "participation", &[own[0], ("after", &cursor(&of_release[0]))]).await;
    assert_eq!(rest, of_release[1..]);
}

async fn exact_figures_have_a_tag_of_their_own(backend: Backend) {
    let server = Server::start(backend).await;
    let (mut world, ..) = world_with_outcomes(&server).await;
    let (insider, analyst) = (server.planner("4601"), server.client(Role::Analyst, &["4601"], &[]));
    let filter = json!({ "municipality": "4601" }).to_string();
    let own = [("filter", filter.as_str())];
    let tag = async |client: &Client, parameters: &[(&str, &str)]| {
        let response = super::ask(client, "participation.csv", parameters).await;
        response.headers()[reqwest::header::ETAG].to_str().unwrap().to_owned()
    };
    let (exact, released) = (tag(&insider, &own).await, tag(&analyst, &own).await);
    assert_ne!(exact, released);
    assert_eq!(tag(&insider, &own).await, exact, "nothing has changed");
    let other = json!({ "municipality": "4601", "schoolYear": 2024 }).to_string();
    assert_ne!(tag(&analyst, &[("filter", &other)]).await, released);
    world.reach("4601", &["SCHOOL 2"], &["MUSIC"], &[("2025-10-05", "AGE_6_12", 4)]).await;
    assert_ne!(tag(&insider, &own).await, exact, "something was counted");
    assert_eq!(tag(&analyst, &own).await, released, "but not released");
    let request = analyst.request(reqwest::Method::GET, &super::address("participation.csv", &own));
    let request = request.header(reqwest::header::IF_NONE_MATCH, released);
    assert_eq!(request.send().await.unwrap().status(), reqwest::StatusCode::NOT_MODIFIED);
}

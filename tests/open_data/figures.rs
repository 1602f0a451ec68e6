//! The figures are those that an analyst of nowhere gets, to the last byte, and never more.

use reqwest::Method;
use samspill::auth::Role;
use serde_json::{Value, json};

use super::{DATASETS, ENDINGS, Stranger, export, release, serve, world};
use crate::{
    releases::world::correct,
    support::{Backend, Client},
};

on_both!(
    files_are_those_of_an_analyst,
    what_is_withheld_is_withheld_here,
    a_release_stays_what_it_was,
    nothing_else_is_open,
);

/// The path of an analyst's export with the same rows.
fn exported(dataset: &str, ending: &str, id: &str) -> String {
    let (format, excel) =
        ending.split_once('?').map_or((ending, String::new()), |(format, excel)| (format, format!("&{excel}")));
    format!("/export/{dataset}.{format}?release={id}{excel}")
}

async fn files_are_those_of_an_analyst(backend: Backend) {
    let server = serve(backend, &[]).await;
    let (_world, own) = world(&server).await;
    let id = release(&server, "Vår");
    let stranger = Stranger::of(&server);
    // Elsewhere nobody sees Bergen's own indicator; nor does the public.
    let analyst = server.client(Role::Analyst, &["0301"], &[]);
    for dataset in DATASETS {
        for ending in ENDINGS {
            let open = stranger.bytes(&format!("/open/releases/1/{dataset}.{ending}")).await;
            assert!(open.len() > 100, "{dataset}.{ending}");
            assert!(open == export(&analyst, &exported(dataset, ending, &id)).await, "{dataset}.{ending}");
        }
    }
    let bergen = server.client(Role::Analyst, &["4601"], &[]);
    let seen = String::from_utf8(export(&bergen, &exported("outcomes", "ndjson", &id)).await).unwrap();
    let open = stranger.text("/open/releases/1/outcomes.ndjson").await;
    assert!(seen.contains("BERGENS") && seen.contains("LANDETS"), "{seen}");
    assert!(open.contains("LANDETS") && !open.contains("BERGENS") && !open.contains(own.as_str().unwrap()), "{open}");
    // The latest is the same for whoever goes on by cursor.
    let all = stranger.rows("/open/releases/1/participation.ndjson").await;
    let mut parts = Vec::new();
    while parts.len() < all.len() {
        let after =
            parts.last().map_or_else(String::new, |row: &Value| format!("&after={}", row["cursor"].as_str().unwrap()));
        parts.extend(stranger.rows(&format!("/open/releases/1/participation.ndjson?limit=7{after}")).await);
    }
    assert_eq!(parts, all);
}

async fn what_is_withheld_is_withheld_here(backend: Backend) {
    let server = serve(backend, &[]).await;
    let (_world, _) = world(&server).await;
    release(&server, "Vår");
    let stranger = Stranger::of(&server);
    let rows = stranger.rows("/open/releases/1/participation.ndjson").await;
    let hidden: Vec<&Value> = rows.iter().filter(|row| row["participantsSuppressed"] == true).collect();
    assert!(!hidden.is_empty() && hidden.len() < rows.len());
    for row in hidden {
        for figure in ["participants", "attendances", "sessions", "minutes", "activities"] {
            assert_eq!(row[figure], Value::Null, "{row}");
        }
    }
    // Two children were reached through child welfare: nowhere in no form.
    let shown = rows.iter().filter(|row| row["service"] == "CHILD_WELFARE");
    assert!(shown.clone().count() > 0);
    assert!(shown.clone().all(|row| row["participants"] == Value::Null), "{:?}", shown.collect::<Vec<_>>());
    // The planner of Bergen gets its exact figures; with the same token here it gets what everybody gets.
    let planner = server.planner("4601");
    let query = "{ participation(municipality: \"4601\", service: CHILD_WELFARE, first: 50) { nodes { exact
        participants { value suppressed } } } }";
    let exact = planner.data(query, json!({})).await;
    assert_eq!(exact["participation"]["nodes"][0]["exact"], true, "{exact}");
    let open = stranger.bytes("/open/releases/1/participation.csv").await;
    assert!(export(&planner, "/open/releases/1/participation.csv").await == open);
    assert!(export(&server.admin(), "/open/releases/1/participation.csv").await == open);
    for nonsense in ["nonsense", "eyJhbGciOiJub25lIn0.e30."] {
        let somebody = server.stranger().with_token(nonsense);
        assert!(export(&somebody, "/open/releases/1/participation.csv").await == open);
    }
    let resources = stranger.rows("/open/releases/1/resources.ndjson").await;
    assert!(resources.iter().any(|row| row["sharedStaffSuppressed"] == true), "{resources:?}");
    assert!(resources.iter().any(|row| row["sharedStaffSuppressed"] == false), "{resources:?}");
    for row in resources {
        assert_eq!(row["sharedStaff"] == Value::Null, row["sharedStaffSuppressed"] == true, "{row}");
    }
}

async fn a_release_stays_what_it_was(backend: Backend) {
    let server = serve(backend, &[]).await;
    let (mut world, _) = world(&server).await;
    let counted = world.reach("4601", &["SCHOOL 9"], &["CIRCUS"], &[("2025-10-02", "AGE_6_12", 30)]).await;
    release(&server, "Vår");
    let stranger = Stranger::of(&server);
    let path = "/open/releases/1/participation.parquet";
    let before = stranger.get(path).await;
    let (tag, before) = (before.headers()["etag"].clone(), before.bytes().await.unwrap());
    correct(&server.planner("4601"), &counted[0], 1, 44).await;
    assert!(stranger.bytes(path).await == before, "corrected, but not released");
    release(&server, "Høst");
    let again = stranger.get(path).await;
    assert_eq!(again.headers()["etag"], tag);
    assert!(again.bytes().await.unwrap() == before);
    assert!(stranger.bytes("/open/releases/2/participation.parquet").await != before);
    // What an indicator is called may change, and then its file is another.
    let outcomes = "/open/releases/1/outcomes.csv";
    let tag = stranger.get(outcomes).await.headers()["etag"].clone();
    let found =
        server.admin().data("{ indicators(filter: { national: true }) { nodes { id version } } }", json!({})).await;
    let found = &found["indicators"]["nodes"][0];
    let input = json!({ "id": found["id"], "version": found["version"], "name": "Nytt navn" });
    let update = "mutation ($input: UpdateIndicatorInput!) {
        updateIndicator(input: $input) { indicator { id } errors { code field message } }
    }";
    server.admin().ok(update, json!({ "input": input })).await;
    let renamed = stranger.request(Method::GET, outcomes).header("if-none-match", tag.clone()).send().await.unwrap();
    assert_eq!(renamed.status(), 200);
    assert_ne!(renamed.headers()["etag"], tag);
    assert!(renamed.text().await.unwrap().contains("Nytt navn"));
}

async fn total(client: &Client, list: &str) -> Value {
    client.data(&format!("{{ {list} {{ totalCount }} }}"), json!({})).await[list]["totalCount"].clone()
}

async fn nothing_else_is_open(backend: Backend) {
    let server = serve(backend, &[]).await;
    let (_world, _) = world(&server).await;
    release(&server, "Vår");
    let stranger = Stranger::of(&server);
    for path in [
        "/export/participation.csv",
        "/export/budget.csv",
        "/graphql?query=%7Breleases%7BtotalCount%7D%7D",
        "/open/../export/participation.csv",
    ] {
        assert_eq!(stranger.get(path).await.status(), 401, "{path}");
    }
    for path in [
        "/open/releases/1/partnerships.csv",
        "/open/releases/1/staffing.ndjson",
        "/open/releases/1/budget.parquet",
        "/open/releases/1/participation.xlsx",
        "/open/releases/1/participation",
        "/open/releases/1/budget.csv-metadata.json",
        "/open/releases/1/",
        "/open/releases/",
        "/open/releases",
        "/open/releases/2/participation.csv",
        "/open/releases/0/participation.csv",
        "/open/releases/01/participation.csv",
        "/open/releases/+1/participation.csv",
        "/open/releases/-1",
        "/open/releases/99999999999",
        "/open/releases/1.csv",
        "/open/catalog.csv",
        "/open/catalog",
        "/open/graphql",
    ] {
        let response = stranger.get(path).await;
        assert_eq!(response.status(), 404, "{path}");
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["errors"][0]["extensions"]["code"], "NOT_FOUND", "{path}");
    }
    for parameter in ["filter=%7B%7D", "release=x", "exact=true", "municipality=4601"] {
        let response = stranger.get(&format!("/open/releases/1/participation.csv?{parameter}")).await;
        assert_eq!(response.status(), 400, "{parameter}");
        assert!(response.text().await.unwrap().contains("after, limit"), "{parameter}");
    }
    // The public is an analyst of nowhere: who is one sees of everything with rules nothing but the country's indicators and
    // the releases.
    let municipality = server.client(Role::Analyst, &["4601"], &[]);
    assert_ne!(total(&municipality, "partnerships").await, 0);
    let nowhere = server.client(Role::Analyst, &["9999"], &[]);
    assert_eq!((total(&nowhere, "releases").await, total(&nowhere, "indicators").await), (json!(1), json!(1)));
    for list in
        ["partnerships", "organisations", "budgets", "participationCounts", "outcomeTargets", "outcomeObservations"]
    {
        assert_eq!(total(&nowhere, list).await, 0, "{list}");
    }
}

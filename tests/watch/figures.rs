//! The figures: what is counted, that it is valid, and that there is an end to it.
#![allow(clippy::float_cmp, reason = "counts are whole numbers, which are exact")]

use std::time::Duration;

use serde_json::json;

use super::exposition::Figures;
use crate::{
    support::{Backend, Client, Reply, Server, records::organisation},
    timeouts::{block, write},
};

on_both!(figures_are_valid_and_tell_what_happened, callers_that_hang_up_are_counted);

const METRICS: (&str, &str) = ("SAMSPILL_METRICS_BIND", "127.0.0.1:0");

/// The figures of a server.
async fn figures(server: &Server) -> Figures {
    let client = Client::new(server.address_logged("metrics are served"));
    let response = client.request(reqwest::Method::GET, "/metrics").send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    assert_eq!(kind, "application/openmetrics-text; version=1.0.0; charset=utf-8");
    Figures::read(&response.text().await.unwrap())
}

async fn figures_are_valid_and_tell_what_happened(backend: Backend) {
    let server = Server::start_with(backend, &[METRICS]).await;
    let planner = server.planner("4601");
    let before = figures(&server).await;
    assert_eq!(before.get("samspill_audit_events"), 0.0);
    organisation(&planner, "4601", json!({})).await;
    for _ in 0..3 {
        planner.data("query Names { organisations(first: 5) { nodes { name } } }", json!({})).await;
    }
    planner.data("{ __typename }", json!({})).await;
    let deep = format!("{{{}}}", "a{".repeat(30) + "a" + &"}".repeat(30));
    planner.errors(&deep, json!({})).await;
    planner.errors("query Refused { nothing }", json!({})).await;
    planner.errors("query Failed { node(id: \"x\") { id } }", json!({})).await;
    server.stranger().run("{ __typename }", json!({})).await;
    server.stranger().get("/no/such/place").await;
    server.stranger().get("/health/live").await;
    let brew = planner.request(reqwest::Method::from_bytes(b"BREW").unwrap(), "/graphql");
    Reply::of(brew).await.unwrap();

    let after = figures(&server).await;
    let requests = |labels: &str| after.get(&format!("samspill_http_requests_total{{{labels}}}"));
    assert_eq!(requests("route=\"/graphql\",method=\"POST\",status=\"200\",code=\"\""), 5.0);
    assert_eq!(requests("route=\"/graphql\",method=\"POST\",status=\"200\",code=\"BAD_USER_INPUT\""), 1.0);
    assert_eq!(requests("route=\"/graphql\",method=\"POST\",status=\"400\",code=\"LIMIT_EXCEEDED\""), 1.0);
    assert_eq!(requests("route=\"/graphql\",method=\"POST\",status=\"400\",code=\"GRAPHQL_VALIDATION_FAILED\""), 1.0);
    assert_eq!(requests("route=\"/graphql\",method=\"POST\",status=\"401\",code=\"UNAUTHENTICATED\""), 1.0);
    assert_eq!(requests("route=\"/graphql\",method=\"other\",status=\"405\",code=\"METHOD_NOT_ALLOWED\""), 1.0);
    assert_eq!(requests("route=\"none\",method=\"GET\",status=\"404\",code=\"NOT_FOUND\""), 1.0);
    assert_eq!(requests("route=\"/health/live\",method=\"GET\",status=\"200\",code=\"\""), 1.0);
    assert_eq!(after.get("samspill_limits_exceeded_total{limit=\"DEPTH\"}"), 1.0);
    assert_eq!(after.get("samspill_http_requests_in_flight"), 0.0);

    let seconds = "samspill_graphql_operation_duration_seconds";
    assert_eq!(after.values(&format!("{seconds}_count"), "operation"), ["Failed", "Names", "anonymous"]);
    assert_eq!(after.get(&format!("{seconds}_count{{operation=\"Names\",kind=\"query\"}}")), 3.0);
    assert_eq!(after.get(&format!("{seconds}_count{{operation=\"anonymous\",kind=\"mutation\"}}")), 1.0);
    let took = after.get(&format!("{seconds}_sum{{operation=\"Names\",kind=\"query\"}}"));
    assert!(took > 0.0 && took < 60.0, "{took}");
    assert_eq!(after.get("samspill_graphql_operation_complexity_count{kind=\"query\"}"), 5.0);
    assert_eq!(after.get("samspill_graphql_operation_complexity_sum{kind=\"query\"}"), 3.0 * 6.0 + 1.0);
    let statements = after.get("samspill_graphql_operation_statements_sum{kind=\"query\"}");
    assert!((3.0..20.0).contains(&statements), "{statements}");
    let all = |figures: &Figures| figures.get("samspill_database_statement_duration_seconds_count");
    assert!(all(&after) >= all(&before) + statements, "{} {}", all(&before), all(&after));
    assert_eq!(after.get("samspill_database_statements_failed_total"), 0.0);

    assert_eq!(after.get("samspill_database_connections_limit"), 16.0);
    let connections = |state: &str| after.get(&format!("samspill_database_connections{{state=\"{state}\"}}"));
    assert!((1.0..=16.0).contains(&(connections("idle") + connections("busy"))));
    assert_eq!(after.get("samspill_audit_events"), 1.0);
    let version = format!("samspill_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"));
    assert_eq!(after.get(&version), 1.0);
    let start = after.get("process_start_time_seconds");
    assert!(start > 1.7e9 && start == before.get("process_start_time_seconds"), "{start}");
    // They are not where the API is, and the API is not where they are.
    assert_eq!(server.stranger().get("/metrics").await.status.as_u16(), 404);
    let there = Client::new(server.address_logged("metrics are served"));
    assert_eq!(there.get("/graphql").await.status.as_u16(), 404);
    assert_eq!(there.get("/health/live").await.status.as_u16(), 404);
}

async fn callers_that_hang_up_are_counted(backend: Backend) {
    let mut server = Server::start_with(backend, &[METRICS]).await;
    let planner = server.planner("4601");
    let database = server.database().connect().await;
    let blocking = block(&database, backend).await;
    let writing = tokio::time::timeout(Duration::from_millis(700), write(&planner));
    let watching = async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        figures(&server).await.get("samspill_http_requests_in_flight")
    };
    let (hung_up, in_flight) = tokio::join!(writing, watching);
    assert!(hung_up.is_err(), "the request was to wait");
    assert_eq!(in_flight, 1.0);
    tokio::time::sleep(Duration::from_millis(500)).await;
    blocking.rollback().await.unwrap();
    let after = figures(&server).await;
    let hung_up = "samspill_http_requests_total{route=\"/graphql\",method=\"POST\",status=\"499\",code=\"\"}";
    assert_eq!((after.get(hung_up), after.get("samspill_http_requests_in_flight")), (1.0, 0.0));
    assert!(server.stop().success());
    let told = server.logged("the caller hung up");
    assert_eq!(told.len(), 1, "{}", server.log());
    assert_eq!((&told[0]["fields"]["status"], &told[0]["fields"]["kind"]), (&json!(499), &json!("mutation")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_and_methods_of_callers_do_not_add_up_without_end() {
    let server = Server::start_with(Backend::Sqlite, &[METRICS]).await;
    let planner = server.planner("4601");
    for n in 0..80 {
        planner.data(&format!("query Name{n} {{ __typename }}"), json!({})).await;
        planner.get(&format!("/graphql/{n}")).await;
        let method = reqwest::Method::from_bytes(format!("METHOD{n}").as_bytes()).unwrap();
        Reply::of(planner.request(method, "/graphql")).await.unwrap();
    }
    planner.data(&format!("query {} {{ __typename }}", "x".repeat(100)), json!({})).await;
    let figures = figures(&server).await;
    let operations = figures.values("samspill_graphql_operation_duration_seconds_count", "operation");
    assert_eq!(operations.len(), 51, "{operations:?}");
    let other = "samspill_graphql_operation_duration_seconds_count{operation=\"other\",kind=\"query\"}";
    assert_eq!(figures.get(other), 31.0);
    assert_eq!(figures.values("samspill_http_requests_total", "route"), ["/graphql", "none"]);
    assert_eq!(figures.values("samspill_http_requests_total", "method"), ["GET", "POST", "other"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_are_off_unless_asked_for() {
    let server = Server::start(Backend::Sqlite).await;
    assert!(!server.log().contains("metrics are served"), "{}", server.log());
}

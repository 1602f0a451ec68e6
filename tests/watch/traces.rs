//! Traces, as a collector gets them over OTLP.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, routing::post};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::any_value::Value as AnyValue,
    trace::v1::{Span, span::SpanKind, status::StatusCode},
};
use prost::Message as _;
use serde_json::json;

use crate::support::{
    Backend, Client, Reply, Server,
    records::{CREATE_ORGANISATION, organisation_input},
};

on_both!(a_collector_gets_the_trace_of_a_request);

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0ba902b7";

/// A collector that keeps what it gets.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<(HeaderMap, ExportTraceServiceRequest)>>>);

impl Collector {
    /// Begins to listen; gives its URL too.
    async fn start() -> (Self, String) {
        let collector = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let take = async |State(collector): State<Self>, headers: HeaderMap, body: Bytes| {
            let request = ExportTraceServiceRequest::decode(body).unwrap();
            collector.0.lock().unwrap().push((headers, request));
        };
        let pages = Router::new().route("/v1/traces", post(take)).with_state(collector.clone());
        tokio::spawn(async move { axum::serve(listener, pages).await });
        (collector, url)
    }

    /// All spans so far.
    fn spans(&self) -> Vec<Span> {
        let all = self.0.lock().unwrap();
        let scopes = all.iter().flat_map(|(_, request)| &request.resource_spans).flat_map(|spans| &spans.scope_spans);
        scopes.flat_map(|scope| scope.spans.clone()).collect()
    }

    /// The spans of a trace.
    fn trace(&self, trace: &str) -> Vec<Span> {
        self.spans().into_iter().filter(|span| hex(&span.trace_id) == trace).collect()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// What a span says under a name, as text.
fn attribute(span: &Span, name: &str) -> Option<String> {
    let found = span.attributes.iter().find(|attribute| attribute.key == name)?;
    match found.value.as_ref()?.value.as_ref()? {
        AnyValue::StringValue(text) => Some(text.clone()),
        AnyValue::IntValue(number) => Some(number.to_string()),
        other => panic!("{other:?}"),
    }
}

async fn ask(client: &Client, query: &str, trace: &str) -> Reply {
    let request = client.post().header("traceparent", trace).header("tracestate", "vendor=opaque");
    Reply::of(request.json(&json!({ "query": query }))).await.unwrap()
}

async fn a_collector_gets_the_trace_of_a_request(backend: Backend) {
    let (collector, url) = Collector::start().await;
    let settings = [
        ("SAMSPILL_OTLP_ENDPOINT", url.as_str()),
        ("SAMSPILL_OTLP_RATIO", "0"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "x-collector-key=secretkey"),
    ];
    let mut server = Server::start_with(backend, &settings).await;
    let planner = server.planner("4601");
    let read = "query Names { organisations(filter: { name: { eq: \"secretliteral\" } }) { nodes { name } } }";
    ask(&planner, read, &format!("00-{TRACE}-{PARENT}-01")).await.data();
    // Not kept by its caller, and, with the ratio 0, none of those that begin here.
    let unwanted = TRACE.replace('4', "5");
    ask(&planner, read, &format!("00-{unwanted}-{PARENT}-00")).await.data();
    planner.data(read, json!({})).await;
    let writing = TRACE.replace('4', "6");
    let body = json!({ "query": CREATE_ORGANISATION, "variables": organisation_input("4601", &json!({ "name": "secretname" })) });
    let write = planner.post().header("traceparent", format!("00-{writing}-{PARENT}-01")).json(&body);
    Reply::of(write).await.unwrap().data();
    // What has not been told by then is told at the end.
    assert!(server.stop().success());
    assert!(server.log().contains("\"stopped\""));

    let spans = collector.trace(TRACE);
    let root = spans.iter().find(|span| hex(&span.parent_span_id) == PARENT).unwrap_or_else(|| panic!("{spans:#?}"));
    assert_eq!((root.name.as_str(), root.kind), ("POST /graphql", SpanKind::Server as i32));
    assert_eq!(root.trace_state, "vendor=opaque");
    for (name, value) in [
        ("http.request.method", "POST"),
        ("http.route", "/graphql"),
        ("http.response.status_code", "200"),
        ("graphql.operation.name", "Names"),
        ("graphql.operation.type", "query"),
        ("path", "/graphql"),
        ("trace_id", TRACE),
    ] {
        assert_eq!(attribute(root, name).as_deref(), Some(value), "{root:#?}");
    }
    let below = |parent: &Span| -> Vec<Span> {
        spans.iter().filter(|span| span.parent_span_id == parent.span_id).cloned().collect()
    };
    let children = below(root);
    assert!(children.iter().any(|span| span.name == "authenticate"));
    let authorize = children.iter().find(|span| span.name == "authorize").unwrap();
    let system = if backend == Backend::Postgres { "postgresql" } else { "sqlite" };
    for parent in [authorize, root] {
        let statements: Vec<_> = below(parent).into_iter().filter(|span| span.name.starts_with("sea_orm.")).collect();
        assert!(!statements.is_empty(), "{spans:#?}");
        for statement in statements {
            assert_eq!(attribute(&statement, "db.system").as_deref(), Some(system));
            assert_eq!(attribute(&statement, "db.operation").as_deref(), Some("SELECT"));
            assert_eq!(attribute(&statement, "db.statement"), None);
            assert_eq!(statement.kind, SpanKind::Client as i32);
            assert!(statement.end_time_unix_nano >= statement.start_time_unix_nano);
        }
    }
    assert!(spans.iter().all(|span| span.events.is_empty()), "{spans:#?}");
    let written = collector.trace(&writing);
    assert!(written.iter().any(|span| attribute(span, "db.operation").as_deref() == Some("INSERT")), "{written:#?}");
    let traces: Vec<_> = collector.spans().iter().map(|span| hex(&span.trace_id)).collect();
    assert!(traces.iter().all(|trace| *trace == TRACE || *trace == writing), "{traces:?}");

    let all = collector.0.lock().unwrap();
    let (headers, first) = &all[0];
    assert_eq!(
        (&headers["content-type"], &headers["x-collector-key"]),
        (&"application/x-protobuf".parse().unwrap(), &"secretkey".parse().unwrap())
    );
    let resource = format!("{:?}", first.resource_spans[0].resource);
    assert!(resource.contains("service.name") && resource.contains("\"samspill\""), "{resource}");
    let told = format!("{all:?}").replace("\"secretkey\"", "");
    for secret in ["secret", "eyJ", "SELECT organisation"] {
        assert!(!told.contains(secret), "{secret} was told: {told}");
    }
    assert!(!server.log().contains("secret"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn traces_that_begin_here_are_told_and_have_the_id_of_the_log() {
    let (collector, url) = Collector::start().await;
    let mut server = Server::start_with(Backend::Sqlite, &[("SAMSPILL_OTLP_ENDPOINT", &format!("{url}/"))]).await;
    let planner = server.planner("4601");
    planner.data("{ organisations { totalCount } }", json!({})).await;
    let blocked = server.database().connect().await;
    let blocking = crate::timeouts::block(&blocked, Backend::Sqlite).await;
    let hung_up = tokio::time::timeout(Duration::from_millis(500), crate::timeouts::write(&planner)).await;
    assert!(hung_up.is_err());
    blocking.rollback().await.unwrap();
    assert!(server.stop().success());
    let line = &server.logged("answered")[0];
    let id = line["spans"][0]["trace_id"].as_str().unwrap();
    let trace = collector.trace(id);
    assert!(trace.iter().any(|span| span.name == "POST /graphql" && span.parent_span_id.is_empty()), "{trace:#?}");
    // A request whose caller hung up has ended too.
    let spans = collector.spans();
    let ended = spans.iter().filter(|span| attribute(span, "http.response.status_code").as_deref() == Some("499"));
    assert_eq!(ended.count(), 1, "{spans:#?}");
    // What the service does by itself, and at its start, is nobody's trace.
    assert!(
        spans.iter().all(|span| !span.name.starts_with("sea_orm") || !span.parent_span_id.is_empty()),
        "{spans:#?}"
    );
    assert!(spans.iter().all(|span| span.status.as_ref().is_none_or(|status| status.code() != StatusCode::Error)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_is_not_there_is_told_once_and_holds_nothing_up() {
    // A port of nobody's.
    let url = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let settings = [("SAMSPILL_OTLP_ENDPOINT", url.as_str()), ("OTEL_BSP_SCHEDULE_DELAY", "200")];
    let mut server = Server::start_with(Backend::Sqlite, &settings).await;
    let planner = server.planner("4601");
    let began = Instant::now();
    while !server.log().contains("the collector takes no traces") {
        planner.data("{ organisations { totalCount } }", json!({})).await;
        assert!(began.elapsed() < Duration::from_secs(20), "{}", server.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for _ in 0..10 {
        planner.data("{ organisations { totalCount } }", json!({})).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let began = Instant::now();
    assert!(server.stop().success());
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    assert_eq!(
        server.logged("the collector takes no traces; they are lost until it does").len(),
        1,
        "{}",
        server.log()
    );
}

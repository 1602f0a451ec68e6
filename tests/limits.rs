//! What no caller may cost: each attempt is refused at once, in few words, and the server goes on.

use std::time::Duration;

use reqwest::{Method, header::ACCEPT, header::CONTENT_TYPE};
use serde_json::{Value, json};

use crate::support::{Backend, Client, Server};

on_both!(attempts_are_refused_at_once, what_is_allowed_is_not_slow_either);

/// Processor time that a refusal may take, on a debug build too.
const QUICK: Duration = Duration::from_millis(500);
/// Bytes of a refusal.
const SHORT: usize = 4096;

/// A chain or a tree of fragments: each names the next so often.
fn fragments(count: usize, times: usize) -> String {
    let links = (0..count).map(|n| format!("fragment F{n} on Query{{{}}}", format!("...F{} ", n + 1).repeat(times)));
    format!("{{...F0}}{}fragment F{count} on Query{{__typename}}", links.collect::<Vec<_>>().concat())
}

fn body(query: &str) -> String {
    json!({ "query": query }).to_string()
}

fn with(query: &str, variables: &Value) -> String {
    json!({ "query": query, "variables": variables }).to_string()
}

/// What is tried, and the code and limit of the answer.
fn attempts() -> Vec<(&'static str, String, u16, &'static str, &'static str)> {
    let limit = "LIMIT_EXCEEDED";
    let aliases = (0..101).map(|n| format!("a{n}:__typename ")).collect::<Vec<_>>().concat();
    let unknown = (0..2_500).map(|n| format!("nothing{n} ")).collect::<Vec<_>>().concat();
    let same = (0..2_500).map(|n| format!("a(b:{n})")).collect::<Vec<_>>().concat();
    let creations = "createOrganisation(input: null) { errors { code } } ".repeat(11);
    let list = "query($filter: OrganisationFilter) { organisations(filter: $filter) { totalCount } }";
    let filter = json!({ "filter": { "number": { "in": vec!["1"; 251] } } });
    let literal =
        format!("{{ organisations(filter: {{ number: {{ in: [{}] }} }}) {{ totalCount }} }}", "\"1\" ".repeat(251));
    let introspection = format!("{{__schema{{types{{{}name{}}}}}}}", "fields{type{".repeat(3), "}}".repeat(3));
    let wide = (0..90).map(|n| format!("a{n}:fields{{name}}")).collect::<Vec<_>>().concat();
    let pages = "municipality{organisations(first:100){nodes{id ";
    let nested = format!("{{organisations(first:100){{nodes{{{}}}}}}}", pages.repeat(3) + &"}}}".repeat(3));
    let often = "organisations(filter:{number:{in:$a}}){totalCount}".repeat(400);
    let operations = (0..1_500).map(|n| format!("query A{n}{{a{{b}}}}")).collect::<Vec<_>>().concat();
    vec![
        ("fragments by doubling", body(&fragments(24, 2)), 400, limit, "SELECTIONS"),
        ("fragments by eight", body(&fragments(7, 8)), 400, limit, "SELECTIONS"),
        ("many chained fragments", body(&fragments(7_000, 1)), 400, limit, "QUERY_BYTES"),
        ("65 chained fragments", body(&fragments(64, 1)), 400, limit, "FRAGMENTS"),
        ("nested fields", body(&format!("{}{}", "{a".repeat(3_000), "}".repeat(3_000))), 400, limit, "NESTING"),
        ("16 nested fields", body(&format!("{}{}", "{a".repeat(16), "}".repeat(16))), 400, limit, "DEPTH"),
        ("nested brackets", body(&format!("{{a(b:{}", "[".repeat(50_000))), 400, limit, "QUERY_BYTES"),
        ("nested brackets that fit", body(&format!("{{a(b:{}", "[".repeat(32_000))), 400, limit, "NESTING"),
        (
            "brackets behind a text without end",
            body(&format!("{{a(b:[\"\"\" \" \" {}", "[".repeat(32_000))),
            400,
            "GRAPHQL_PARSE_FAILED",
            "",
        ),
        ("NUL", body("{ __typename \0 }"), 400, "GRAPHQL_PARSE_FAILED", ""),
        ("half a surrogate in a document", body(r#"{ node(id: "\ud800") { id } }"#), 400, "GRAPHQL_PARSE_FAILED", ""),
        (
            "half a surrogate in JSON",
            r#"{"query":"{ __typename }","variables":{"a":"\udfff"}}"#.to_owned(),
            400,
            "BAD_REQUEST",
            "",
        ),
        ("nested JSON", format!("{{\"query\":{}", "[".repeat(200_000)), 400, "BAD_REQUEST", ""),
        ("a long name", body(&format!("{{ {} }}", "a".repeat(30_000))), 400, "GRAPHQL_VALIDATION_FAILED", ""),
        (
            "a long operation name",
            json!({ "query": "{ __typename }", "operationName": "a".repeat(200_000) }).to_string(),
            400,
            "OPERATION_RESOLUTION_FAILURE",
            "",
        ),
        (
            "a large text",
            body(&format!("{{ node(id: \"{}\") {{ id }} }}", "x".repeat(1_000_000))),
            413,
            "PAYLOAD_TOO_LARGE",
            "BODY_BYTES",
        ),
        (
            "a large variable",
            with(list, &json!({ "filter": { "externalId": "x".repeat(1_000_000) } })),
            413,
            "PAYLOAD_TOO_LARGE",
            "BODY_BYTES",
        ),
        (
            "a long enum value",
            with("query($a: ServiceType) { __typename }", &json!({ "a": "x".repeat(200_000) })),
            400,
            "BAD_USER_INPUT",
            "",
        ),
        ("a long field", with(list, &json!({ "filter": { "x".repeat(200_000): 1 } })), 400, "BAD_USER_INPUT", ""),
        ("aliases", body(&format!("{{{aliases}}}")), 400, limit, "ALIASES"),
        ("directives", body(&format!("{{ __typename {} }}", "@skip(if: false)".repeat(6))), 400, limit, "DIRECTIVES"),
        ("deep introspection", body(&introspection), 400, limit, "INTROSPECTION_LISTS"),
        (
            "wide introspection",
            body(&format!("{{__schema{{types{{fields{{type{{{wide}}}}}}}}}}}")),
            400,
            limit,
            "COMPLEXITY",
        ),
        ("lists in lists", body(&nested), 400, limit, "COMPLEXITY"),
        ("mutations", body(&format!("mutation {{ {creations} }}")), 400, limit, "MUTATIONS"),
        ("a long list in a variable", with(list, &filter), 400, limit, "LIST_VALUES"),
        ("a long list in the document", body(&literal), 400, limit, "LIST_VALUES"),
        (
            "one list named often",
            with(&format!("query($a:[String!]){{{often}}}"), &json!({ "a": vec!["1"; 250] })),
            400,
            limit,
            "INPUT_VALUES",
        ),
        ("a batch", format!("[{}]", vec![body("{ __typename }"); 1_000].join(",")), 400, "BAD_REQUEST", ""),
        ("unknown fields", body(&format!("{{ {unknown} }}")), 400, "GRAPHQL_VALIDATION_FAILED", ""),
        ("fields that conflict", body(&format!("{{ {same} }}")), 400, "GRAPHQL_VALIDATION_FAILED", ""),
        ("operations", body(&operations), 400, "OPERATION_RESOLUTION_FAILURE", ""),
        ("nearly a field", body("{ partnership { id } organisation { nam } }"), 400, "GRAPHQL_VALIDATION_FAILED", ""),
        ("a number beyond all", body("{ partnerships(first: 1e999) { totalCount } }"), 400, "GRAPHQL_PARSE_FAILED", ""),
    ]
}

/// Posts a body and reads the answer as it comes.
async fn post(client: &Client, body: String) -> (u16, String) {
    let request =
        client.post().header(ACCEPT, "application/graphql-response+json").header(CONTENT_TYPE, "application/json");
    let response = request.body(body).send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

async fn attempts_are_refused_at_once(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    planner.data("{ __typename }", json!({})).await;
    for (name, body, status, code, limit) in attempts() {
        let before = server.cpu_time();
        let (answered, text) = post(&planner, body).await;
        let spent = server.cpu_time().zip(before).map(|(after, before)| after.saturating_sub(before));
        assert!(spent.is_none_or(|spent| spent < QUICK), "{name} took {spent:?}");
        assert!(text.len() < SHORT, "{name}: {} bytes", text.len());
        let reply: Value = serde_json::from_str(&text).unwrap();
        let errors = reply["errors"].as_array().unwrap();
        assert!((1..=20).contains(&errors.len()), "{name}: {} errors", errors.len());
        let first = &errors[0]["extensions"];
        assert_eq!((answered, first["code"].as_str()), (status, Some(code)), "{name}: {text}");
        assert_eq!(first["limit"].as_str().unwrap_or_default(), limit, "{name}: {text}");
        assert!(reply.get("data").is_none(), "{name}");
        assert!(!text.contains("Did you mean"), "{name}: {text}");
    }
    // A GET is held to the same.
    let reply = planner.request(Method::GET, &format!("/graphql?query={}", "%7Ba".repeat(1_000))).send().await.unwrap();
    assert_eq!(reply.status().as_u16(), 400);
    assert_eq!(planner.data("{ __typename }", json!({})).await["__typename"], "Query");
}

/// What just fits is answered, and not slowly: the limits are tight enough.
async fn what_is_allowed_is_not_slow_either(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let sixty_four = fragments(63, 1);
    let deep = format!("{{{}__typename{}}}", "...{".repeat(60), "}".repeat(60));
    let aliases = (0..100).map(|n| format!("a{n}:__typename ")).collect::<Vec<_>>().concat();
    let spread = format!("{{{}}}fragment F on Query{{{}}}", "...F ".repeat(49), "__typename ".repeat(100));
    let unused = format!("{{__typename}}{}", fragments(50, 1).trim_start_matches("{...F0}"));
    let introspection = include_str!("documents/introspection.graphql").to_owned();
    for (query, refused) in [
        (sixty_four, false),
        (deep, false),
        (format!("{{{aliases}}}"), false),
        (spread, false),
        (unused, true),
        (introspection, false),
        (include_str!("documents/dashboard.graphql").to_owned(), false),
    ] {
        let before = server.cpu_time();
        let reply = planner.run(&query, json!({})).await;
        let spent = server.cpu_time().zip(before).map(|(after, before)| after.saturating_sub(before));
        assert_eq!(reply.code().is_empty(), !refused, "{reply:?}");
        assert!(spent.is_none_or(|spent| spent < 4 * QUICK), "{query:.80} took {spent:?}");
    }
}

//! Documents that are known without being sent: those of earlier requests, and those the operator registered.

use std::{fs, path::Path};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::support::{
    Backend, Client, Reply, Server,
    program::{refused, samspill},
};

on_both!(a_document_is_sent_once);

const QUERY: &str = "query Count($first: Int) { organisations(first: $first) { totalCount } }";

fn hash(text: &str) -> String {
    let bytes: Vec<_> = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    bytes.concat()
}

fn persisted(hash: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } })
}

async fn post(client: &Client, body: Value) -> Reply {
    let request = client.post().header("accept", "application/graphql-response+json");
    Reply::of(request.json(&body)).await.unwrap()
}

async fn get(client: &Client, parameters: &[(&str, &str)]) -> Reply {
    let parameters: Vec<_> = parameters.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let path = format!("/graphql?{}", parameters.join("&"));
    let request = client.request(Method::GET, &path).header("accept", "application/graphql-response+json");
    Reply::of(request).await.unwrap()
}

fn encoded(text: &str) -> String {
    let bytes: Vec<_> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

fn told(reply: &Reply) -> (u16, &str, &str) {
    (reply.status.as_u16(), reply.code(), reply.body["errors"][0]["message"].as_str().unwrap_or_default())
}

const NOT_FOUND: (u16, &str, &str) = (400, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
const NOT_SUPPORTED: (u16, &str, &str) = (400, "PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported");

async fn a_document_is_sent_once(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let known = hash(QUERY);
    let by_hash = json!({ "extensions": persisted(&known), "variables": { "first": 1 } });
    let extensions = persisted(&known).to_string();
    for client in [&planner, &planner.speaking("nb"), &planner.speaking("nn")] {
        assert_eq!(told(&post(client, by_hash.clone()).await), NOT_FOUND);
    }
    assert_eq!(told(&get(&planner, &[("extensions", &extensions)]).await), NOT_FOUND);
    // Who asks for application/json by name takes any other status for one of a proxy.
    let legacy = planner.post().header("accept", "application/json").json(&by_hash);
    assert_eq!(Reply::of(legacy).await.unwrap().status, StatusCode::OK);

    let both = json!({ "query": QUERY, "extensions": persisted(&known), "variables": { "first": 1 } });
    // Who may not ask teaches nothing.
    assert_eq!(post(&server.stranger(), both.clone()).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(told(&post(&planner, by_hash.clone()).await), NOT_FOUND);
    assert_eq!(post(&planner, both).await.data()["organisations"]["totalCount"], 0);
    // Anybody who may ask may use it, by POST and by GET, with variables of their own.
    let reader = server.reader("4601");
    assert_eq!(post(&reader, by_hash).await.data()["organisations"]["totalCount"], 0);
    let variables = [("extensions", extensions.as_str()), ("variables", "{\"first\":7}")];
    assert_eq!(get(&reader, &variables).await.data()["organisations"]["totalCount"], 0);
    let id = format!("sha256:{known}");
    assert_eq!(get(&reader, &[("documentId", &id)]).await.data()["organisations"]["totalCount"], 0);
    let bad = json!({ "extensions": persisted(&known), "variables": { "first": "x" } });
    assert_eq!(post(&planner, bad).await.code(), "BAD_USER_INPUT");
    assert_eq!(post(&server.stranger(), json!({ "extensions": persisted(&known) })).await.status.as_u16(), 401);

    // A hash of something else is refused, and teaches nothing.
    let other = "{ organisations { totalCount nodes { id } } }";
    let reply = post(&planner, json!({ "query": other, "extensions": persisted(&known) })).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (400, "BAD_REQUEST"));
    assert_eq!(told(&post(&planner, json!({ "extensions": persisted(&hash(other)) })).await), NOT_FOUND);
    for broken in [json!({ "version": 2, "sha256Hash": known }), json!({ "version": 1 }), json!("x")] {
        let reply = post(&planner, json!({ "extensions": { "persistedQuery": broken } })).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "BAD_REQUEST"), "{broken}");
    }
    // What is refused by a limit, or is no document, is not remembered.
    let deep = format!("{{ {} {} }}", "organisations { nodes { parent { ".repeat(20), "}".repeat(60));
    for query in [
        deep.as_str(),
        "{ a",
        "{ partnerships(first: 100) { nodes { parties(first: 100) { totalCount nodes { id } } } } }",
    ] {
        let reply = post(&planner, json!({ "query": query, "extensions": persisted(&hash(query)) })).await;
        assert_eq!(reply.status.as_u16(), 400, "{query}");
        assert_eq!(told(&post(&planner, json!({ "extensions": persisted(&hash(query)) })).await), NOT_FOUND, "{query}");
    }
    // A write by hash is by POST alone, as any.
    let write = "mutation { deleteOrganisation(input: { id: \"organisation_00000000000000000000000000000000\", version: 1 }) { deletedId } }";
    let first = post(&planner, json!({ "query": write, "extensions": persisted(&hash(write)) })).await;
    assert_eq!(first.status, StatusCode::OK);
    let reply = get(&planner, &[("extensions", &persisted(&hash(write)).to_string())]).await;
    assert_eq!(reply.status.as_u16(), 405);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nothing_is_remembered_clients_are_told() {
    let server = Server::start_with(Backend::Sqlite, &[("SAMSPILL_PERSISTED_QUERIES", "false")]).await;
    let planner = server.planner("4601");
    let both = json!({ "query": QUERY, "extensions": persisted(&hash(QUERY)) });
    assert_eq!(post(&planner, both).await.data()["organisations"]["totalCount"], 0);
    assert_eq!(told(&post(&planner, json!({ "extensions": persisted(&hash(QUERY)) })).await), NOT_SUPPORTED);
    assert_eq!(told(&post(&planner, json!({ "documentId": "a" })).await), NOT_SUPPORTED);
    assert_eq!(post(&planner, json!({ "variables": {} })).await.code(), "BAD_REQUEST");
}

/// A server that trusts the documents of a file.
async fn trusting(file: &Path, documents: &Value) -> Server {
    fs::write(file, documents.to_string()).unwrap();
    Server::start_with(Backend::Sqlite, &[("SAMSPILL_TRUSTED_DOCUMENTS", file.to_str().unwrap())]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_trusted_documents_run() {
    let directory = tempfile::tempdir().unwrap();
    let relay = json!({ "a1b2c3": QUERY, "write": "mutation W($input: DeletePartyInput!) { deleteParty(input: $input) { deletedId } }" });
    let apollo = json!({
        "format": "apollo-persisted-query-manifest",
        "version": 1,
        "operations": [{ "id": "a1b2c3", "name": "Count", "type": "query", "body": QUERY }],
    });
    for documents in [relay, apollo] {
        let server = trusting(&directory.path().join("documents.json"), &documents).await;
        let planner = server.planner("4601");
        let variables = json!({ "first": 1 });
        for body in [
            json!({ "id": "a1b2c3", "variables": variables }),
            json!({ "doc_id": "a1b2c3", "variables": variables }),
            json!({ "documentId": "a1b2c3", "variables": variables }),
            json!({ "documentId": format!("sha256:{}", hash(QUERY)) }),
            json!({ "extensions": persisted("a1b2c3"), "variables": variables }),
            json!({ "extensions": persisted(&hash(QUERY)) }),
            json!({ "query": QUERY, "operationName": "Count" }),
            json!({ "query": QUERY, "extensions": persisted(&hash(QUERY)) }),
        ] {
            let reply = post(&planner, body.clone()).await;
            assert_eq!(reply.data()["organisations"]["totalCount"], 0, "{body}");
        }
        let reply = get(&planner, &[("documentId", "a1b2c3"), ("variables", "{\"first\":1}")]).await;
        assert_eq!(reply.data()["organisations"]["totalCount"], 0);
        let foreign = "{ organisations { totalCount } }";
        for body in [
            json!({ "query": foreign }),
            json!({ "query": format!("{QUERY} ") }),
            json!({ "query": "{ __schema { types { name } } }" }),
            json!({ "query": foreign, "extensions": persisted(&hash(foreign)) }),
            json!({ "query": foreign, "id": "a1b2c3" }),
            json!({ "query": foreign, "extensions": persisted(&hash(QUERY)) }),
            json!({ "extensions": persisted(&hash(foreign)) }),
            json!({ "id": "a1b2c4" }),
        ] {
            let reply = post(&planner, body.clone()).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (403, "DOCUMENT_NOT_TRUSTED"), "{body}");
        }
        // Who is not known learns nothing of what is registered.
        assert_eq!(post(&server.stranger(), json!({ "id": "a1b2c3" })).await.status.as_u16(), 401);
        // The limits and the schema hold for them as for any.
        assert_eq!(
            post(&planner, json!({ "id": "a1b2c3", "variables": { "first": 1000 } })).await.code(),
            "BAD_USER_INPUT"
        );
    }
}

#[test]
fn a_file_that_cannot_be_used_is_refused_at_start() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("documents.json");
    let start = || {
        let mut program = samspill(directory.path());
        program.args(["serve", "--bind", "127.0.0.1:0"]).env("SAMSPILL_TRUSTED_DOCUMENTS", &file);
        program.env("SAMSPILL_LOG_FILTER", "off");
        refused(&mut program)
    };
    assert!(start().contains("documents.json cannot be read"));
    for (content, reason) in [
        ("{}", "no document"),
        ("{\"a\": 1}", "\"a\" is no text"),
        ("{\"a\": \"{\"}", "no GraphQL"),
        ("{\"a\": \"{ __typename }\", \"b\": \"{ nothing }\"}", "\"b\""),
        (
            "{\"a\": \"{ nothing }\"}",
            "does not fit the schema: Unknown field \"nothing\" on type \"Query\". (line 1, column 3)",
        ),
        ("{\"a\": \"query A { __typename } query B { node(id: 1.5) { id } }\"}", "does not fit the schema"),
        ("{\"a\": \"query A { __typename } mutation B { nothing }\"}", "does not fit the schema"),
        ("{\"a\": \"query A { ...F } fragment F on Party { id }\"}", "does not fit the schema"),
    ] {
        fs::write(&file, content).unwrap();
        let said = start();
        assert!(said.contains("documents.json") && said.contains(reason), "{said}");
    }
}

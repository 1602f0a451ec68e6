//! Who is let in at all.

use std::time::Duration;

use samspill::{
    auth::{Grant, LocalKey, Role, issue},
    clock::{Clock as _, SystemClock},
};
use serde_json::json;

use crate::support::{Backend, Client, Reply, Server};

on_both!(only_valid_tokens_are_let_in, a_token_reaches_no_further_than_its_role);

const QUERY: &str = "{ municipalityByNumber(number: \"4601\") { name } }";

async fn only_valid_tokens_are_let_in(backend: Backend) {
    let server = Server::start(backend).await;
    for nobody in [server.stranger(), server.stranger().with_token("")] {
        assert_eq!(refused(&nobody).await, "Bearer");
    }
    for token in ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        assert_refused(&server.stranger().with_token(token)).await;
    }

    let now = SystemClock.now();
    let reader = Grant {
        subject: "test".to_owned(),
        role: Role::Reader,
        municipalities: vec!["4601".to_owned()],
        organisations: Vec::new(),
    };
    let hour = Duration::from_hours(1);
    let token = |key: &LocalKey, made| issue(key, &reader, made, hour).unwrap();
    let expired = token(server.key(), now - 2 * hour);
    assert_refused(&server.stranger().with_token(&expired)).await;
    let premature = token(server.key(), now + hour);
    assert_refused(&server.stranger().with_token(&premature)).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let other_key = LocalKey::open_or_create(elsewhere.path()).unwrap();
    assert_refused(&server.stranger().with_token(&token(&other_key, now))).await;
    let good = token(server.key(), now);
    let (rest, signature) = good.rsplit_once('.').unwrap();
    let forged = format!("{rest}.A{}", &signature[1..]);
    let forged = if forged == good { format!("{rest}.B{}", &signature[1..]) } else { forged };
    assert_refused(&server.stranger().with_token(&forged)).await;

    let data = server.stranger().with_token(&good).data(QUERY, json!({})).await;
    assert_eq!(data["municipalityByNumber"]["name"], "Bergen");
}

async fn assert_refused(client: &Client) {
    assert_eq!(refused(client).await, "Bearer error=\"invalid_token\"");
}

/// Refused; gives what is asked for instead.
async fn refused(client: &Client) -> String {
    let reply = client.run(QUERY, json!({})).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (401, "UNAUTHENTICATED"), "{reply:?}");
    assert!(reply.body["data"].is_null(), "{reply:?}");
    let error = &reply.body["errors"][0];
    assert_eq!(error["extensions"]["requestId"], reply.headers["x-request-id"].to_str().unwrap());
    reply.headers["www-authenticate"].to_str().unwrap().to_owned()
}

async fn a_token_reaches_no_further_than_its_role(backend: Backend) {
    let server = Server::start(backend).await;
    let list = "{ organisations { totalCount } }";
    let school = crate::support::records::organisation(&server.planner("4601"), "4601", json!({})).await;
    for (client, count) in [
        (server.admin(), 1),
        (server.planner("4601"), 1),
        (server.reader("4601"), 1),
        (server.client(Role::Analyst, &["4601"], &[]), 1),
        (server.coordinator(&school["id"]), 1),
        (server.planner("5610"), 0),
        // A number that no municipality has reaches nothing.
        (server.planner("9999"), 0),
    ] {
        let data = client.data(list, json!({})).await;
        assert_eq!(data["organisations"]["totalCount"], count, "{client:?}");
    }
    // Another scheme than bearer is no token.
    let request = server.stranger().post().basic_auth("admin", Some("admin"));
    let reply = Reply::of(request.json(&json!({ "query": QUERY }))).await.unwrap();
    assert_eq!(reply.code(), "UNAUTHENTICATED");
}

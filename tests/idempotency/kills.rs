//! The service killed at any moment, asked again with the same key until it answers: each request leaves exactly what it
//! asked for.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use entity::{audit_event, idempotent_request, idempotent_step, organisation};
use futures_util::future::join_all;
use samspill::audit::verify;
use sea_orm::{ConnectionTrait as _, EntityTrait as _, TransactionTrait as _};
use serde_json::{Value, json};

use super::{creation, id_in, rows, send_until_done, try_send};
use crate::support::{Backend, Client, Reply, Server, records::organisation_input};

on_both!(random_kills_leave_each_request_once, killed_between_two_writes_of_a_request);

const ROUNDS: usize = 10;
const WRITERS: usize = 4;
/// Root fields of a request.
const FIELDS: usize = 3;

/// A request that creates organisations, named by its key and their place.
fn several(key: &str) -> Value {
    let mut variables = serde_json::Map::new();
    let (mut declared, mut fields) = (Vec::new(), Vec::new());
    for place in 0..FIELDS {
        let name = format!("{key} {place}");
        let own = json!({ "name": name, "externalIds": [{ "scheme": "test", "value": name }] });
        variables.insert(format!("i{place}"), organisation_input("4601", &own)["input"].clone());
        declared.push(format!("$i{place}: CreateOrganisationInput!"));
        fields.push(format!(
            "f{place}: createOrganisation(input: $i{place}) {{
                organisation {{ id name externalIds {{ value }} }} errors {{ code }}
            }}"
        ));
    }
    let query = format!("mutation ({}) {{ {} }}", declared.join(", "), fields.join(" "));
    json!({ "query": query, "variables": variables })
}

/// Sends requests until the server is gone. Returns the keys of those answered, with their data, and the others.
async fn ask_until_the_end(client: Client, writer: String) -> (Vec<(String, Value)>, Vec<String>) {
    let (mut answered, mut unanswered) = (Vec::new(), Vec::new());
    for count in 0.. {
        let key = format!("{writer} request {count:06}");
        match try_send(&client, &key, &several(&key)).await {
            Ok(reply) if is_whole(&reply) => answered.push((key, reply.data())),
            // A busy machine: it took too long, or two crossed.
            Ok(_) => unanswered.push(key),
            Err(_) => {
                unanswered.push(key);
                break;
            }
        }
    }
    (answered, unanswered)
}

/// Whether all was written.
fn is_whole(reply: &Reply) -> bool {
    let payloads = reply.body["data"].as_object();
    payloads.is_some_and(|payloads| payloads.values().all(|payload| payload["errors"] == json!([])))
}

/// Sends a request until all is written.
async fn send_until_whole(client: &Client, key: &str) -> Value {
    for _ in 0..50 {
        let reply = send_until_done(client, key, &several(key)).await;
        if is_whole(&reply) {
            return reply.data();
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("{key} is never answered");
}

async fn random_kills_leave_each_request_once(backend: Backend) {
    // So that leases run out while the test waits.
    let mut server = Server::start_with(backend, &[("SAMSPILL_REQUEST_SECONDS", "3")]).await;
    let mut answers: HashMap<String, Value> = HashMap::new();
    let mut broken_off = Vec::new();
    // Not the same moments each time, but told when it fails.
    let seed = std::process::id();
    for round in 0..ROUNDS {
        let planner = server.planner("4601");
        let writers = (0..WRITERS)
            .map(|writer| tokio::spawn(ask_until_the_end(planner.clone(), format!("round {round} writer {writer}"))));
        let writers: Vec<_> = writers.collect();
        let pause = 20 + u64::from(seed).wrapping_mul(2_654_435_761).wrapping_add(97 * round as u64) % 400;
        tokio::time::sleep(Duration::from_millis(pause)).await;
        server.kill();
        for outcome in join_all(writers).await {
            let (answered, unanswered) = outcome.unwrap();
            answers.extend(answered);
            broken_off.extend(unanswered);
        }
        server.restart();
    }
    let planner = server.planner("4601");
    let retried =
        join_all(broken_off.iter().map(async |key| (key.clone(), send_until_whole(&planner, key).await))).await;
    answers.extend(retried);
    // The answered ones too: they are what they were.
    for (key, first) in &answers {
        assert_eq!(&send_until_whole(&planner, key).await, first, "{key}, seed {seed}");
    }
    let database = server.database().connect().await;
    let mut expected: Vec<String> = Vec::new();
    for (key, data) in &answers {
        for place in 0..FIELDS {
            let payload = &data[format!("f{place}")];
            assert_eq!(payload["errors"], json!([]), "{key}, seed {seed}");
            assert_eq!(payload["organisation"]["name"], format!("{key} {place}"));
            expected.push(payload["organisation"]["id"].as_str().unwrap().to_owned());
        }
    }
    let mut written: Vec<String> =
        organisation::Entity::find().all(&database).await.unwrap().iter().map(|row| row.id.to_string()).collect();
    expected.sort_unstable();
    written.sort_unstable();
    assert_eq!(written, expected, "seed {seed}");
    // Each with its external id and its step, told of once.
    assert_eq!(rows(&database, "organisation_external_id").await, i64::try_from(written.len()).unwrap());
    assert_eq!(idempotent_step::Entity::find().all(&database).await.unwrap().len(), written.len());
    assert_eq!(audit_event::Entity::find().all(&database).await.unwrap().len(), 2 * written.len());
    let requests = idempotent_request::Entity::find().all(&database).await.unwrap();
    assert_eq!(requests.len(), answers.len());
    assert!(requests.iter().all(|request| request.answer.is_some()));
    let taken_over = requests.iter().filter(|request| request.attempt > 1).count();
    eprintln!("{backend:?}: {} requests, {taken_over} taken over after {ROUNDS} kills", requests.len());
    verify(&database, &[]).await.unwrap();
    database.close().await.unwrap();
}

/// Kills the service when it has written one of two, and waits for the other; on PostgreSQL also when it has written all
/// and reads what it answers.
async fn killed_between_two_writes_of_a_request(backend: Backend) {
    let mut server = Server::start_with(backend, &[("SAMSPILL_REQUEST_SECONDS", "2")]).await;
    let planner = server.planner("4601");
    let database = server.database().connect().await;
    // The second write takes so long that the service is killed meanwhile.
    let query = "mutation ($a: CreateOrganisationInput!, $b: CreateOrganisationInput!) {
        a: createOrganisation(input: $a) { organisation { id } errors { code } }
        b: createOrganisation(input: $b) { organisation { id } errors { code } }
    }";
    let input = |name: &str| organisation_input("4601", &json!({ "name": name }))["input"].clone();
    let body = json!({ "query": query, "variables": { "a": input("A"), "b": input("B is slow") } });
    let (slow, quick) = match backend {
        // Some forty million comparisons that lead to nothing.
        Backend::Sqlite => (
            "CREATE TRIGGER slow BEFORE INSERT ON organisation WHEN NEW.name = 'B is slow' BEGIN
             SELECT count(*) FROM municipality a, municipality b, municipality c WHERE a.name || b.name = c.name; END",
            "DROP TRIGGER slow",
        ),
        Backend::Postgres => (
            "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$;
             CREATE TRIGGER slow BEFORE INSERT ON organisation FOR EACH ROW WHEN (NEW.name = 'B is slow')
             EXECUTE FUNCTION slow()",
            "DROP TRIGGER slow ON organisation",
        ),
    };
    database.execute_unprepared(slow).await.unwrap();
    let key = "killed between two writes";
    let asking = tokio::spawn({
        let (planner, body) = (planner.clone(), body.clone());
        async move { try_send(&planner, key, &body).await }
    });
    let began = Instant::now();
    while rows(&database, "idempotent_step").await == 0 {
        assert!(began.elapsed() < Duration::from_secs(30) && !asking.is_finished());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    server.kill();
    assert!(asking.await.unwrap().is_err(), "it was killed before it answered");
    database.execute_unprepared(quick).await.unwrap();
    assert_eq!(rows(&database, "organisation").await, 1);
    server.restart();
    let planner = server.planner("4601");
    let reply = send_until_done(&planner, key, &body).await.data();
    assert_eq!((&reply["a"]["errors"], &reply["b"]["errors"]), (&json!([]), &json!([])));
    assert_eq!(rows(&database, "organisation").await, 2);
    assert_eq!(rows(&database, "audit_event").await, 2);

    let Backend::Postgres = backend else { return };
    // All is written; what the answer reads besides is locked, so the service waits with the answer.
    let mut body = creation(&json!({ "name": "C" }));
    let query = "mutation ($input: CreateOrganisationInput!) {
        createOrganisation(input: $input) {
            organisation { id name partnerships { totalCount } } errors { code field message }
        }
    }";
    body["query"] = json!(query);
    let blocking = database.begin().await.unwrap();
    blocking.execute_unprepared("LOCK TABLE partnership IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let key = "killed between commit and answer";
    let asking = tokio::spawn({
        let (planner, body) = (planner.clone(), body.clone());
        async move { try_send(&planner, key, &body).await }
    });
    let began = Instant::now();
    while rows(&database, "organisation").await == 2 {
        assert!(began.elapsed() < Duration::from_secs(30) && !asking.is_finished());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    server.kill();
    assert!(asking.await.unwrap().is_err(), "it was killed before it answered");
    blocking.rollback().await.unwrap();
    server.restart();
    let planner = server.planner("4601");
    let reply = send_until_done(&planner, key, &body).await;
    assert!(!super::is_replayed(&reply));
    assert!(id_in(&reply).starts_with("organisation_"));
    assert_eq!(rows(&database, "organisation").await, 3);
    assert_eq!(rows(&database, "audit_event").await, 3);
}

//! Mutations with an `Idempotency-Key`: sent again, they are carried out once, and answered as the first time.

mod claims;
mod kills;

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::StatusCode;
use samspill::auth::Role;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement, TransactionTrait as _};
use serde_json::{Value, json};

use crate::{
    staff::{partnership, place},
    support::{
        Backend, Client, Reply, Server,
        records::{CREATE_ORGANISATION, municipality_id, organisation, organisation_input},
    },
};

on_both!(
    the_first_answer_is_given_again,
    a_key_is_one_string_in_quotes,
    reads_need_no_key,
    a_key_stands_for_one_request_of_one_caller,
    a_changed_access_does_not_get_the_old_answer,
    many_at_once_write_once,
    a_refused_request_leaves_its_key_free,
    what_was_refused_is_refused_again,
    replicas_know_of_each_other,
    what_was_written_before_the_answer_was_lost_is_read,
    only_what_was_not_written_is_carried_out,
    what_is_gone_since_is_told,
    a_field_that_is_asked_for_twice_is_carried_out_once,
    submitted_counts_are_read_again,
    a_caller_that_hangs_up_may_try_again_at_once,
    a_failed_answer_is_not_the_last_word,
    nothing_at_rest_tells_what_was_asked
);

const KEY: &str = "8e03978e-40d5-43dd-bc93-6894a57f9324";

/// Sends a body with a key.
async fn try_send(client: &Client, key: &str, body: &Value) -> reqwest::Result<Reply> {
    Reply::of(client.post().header("idempotency-key", format!("\"{key}\"")).json(body)).await
}

async fn send(client: &Client, key: &str, body: &Value) -> Reply {
    try_send(client, key, body).await.unwrap()
}

/// Sends a body until it is no longer under way.
async fn send_until_done(client: &Client, key: &str, body: &Value) -> Reply {
    for _ in 0..300 {
        let reply = send(client, key, body).await;
        if reply.status != StatusCode::CONFLICT {
            return reply;
        }
        assert_eq!(reply.code(), "IDEMPOTENCY_KEY_IN_USE");
        assert_eq!(reply.headers["retry-after"], "1");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("still under way");
}

fn is_replayed(reply: &Reply) -> bool {
    reply.headers.get("idempotency-replayed").is_some_and(|value| value == "true")
}

/// A request that creates an organisation in Bergen.
fn creation(fields: &Value) -> Value {
    json!({ "query": CREATE_ORGANISATION, "variables": organisation_input("4601", fields) })
}

fn id_in(reply: &Reply) -> String {
    let payload = &reply.data()["createOrganisation"];
    assert_eq!(payload["errors"], json!([]));
    payload["organisation"]["id"].as_str().unwrap().to_owned()
}

async fn count(client: &Client) -> Value {
    client.data("{ organisations { totalCount } }", json!({})).await["organisations"]["totalCount"].clone()
}

async fn audited(client: &Client) -> Value {
    client.data("{ auditEvents { totalCount } }", json!({})).await["auditEvents"]["totalCount"].clone()
}

/// Makes it so that the service was killed after it had written and before it had kept the answer.
async fn lose_answers(server: &Server) {
    let database = server.database().connect().await;
    let lost = "UPDATE idempotent_request SET answer = NULL, lease_until = '2020-01-01T00:00:00+00:00'";
    assert!(database.execute_unprepared(lost).await.unwrap().rows_affected() > 0);
    database.close().await.unwrap();
}

async fn rows(database: &DatabaseConnection, table: &str) -> i64 {
    let count = Statement::from_string(database.get_database_backend(), format!("SELECT count(*) AS n FROM {table}"));
    database.query_one_raw(count).await.unwrap().unwrap().try_get("", "n").unwrap()
}

async fn the_first_answer_is_given_again(backend: Backend) {
    let mut server = Server::start(backend).await;
    let planner = server.planner("4601");
    let body = creation(&json!({ "name": "Bergen kulturskole" }));
    let first = send(&planner.speaking("nn"), KEY, &body).await;
    assert!(!is_replayed(&first));
    let events = audited(&planner).await;
    // As after a lost connection; members of the body in another order, in another language and format.
    let mut variables = body["variables"].clone();
    let input = variables["input"].as_object().unwrap().clone();
    variables["input"] = Value::Object(input.into_iter().rev().collect());
    let request = planner.speaking("en").post().header("idempotency-key", format!(" \"{KEY}\"; from=\"a proxy\""));
    let request = request.header("accept", "application/graphql-response+json");
    let again =
        Reply::of(request.json(&json!({ "variables": variables, "query": CREATE_ORGANISATION }))).await.unwrap();
    assert!(is_replayed(&again), "{again:?}");
    assert_eq!((again.status, &again.body), (StatusCode::OK, &first.body));
    assert_eq!(again.headers["content-language"], "nn");
    assert!(again.headers["content-type"].to_str().unwrap().starts_with("application/graphql-response+json"));
    assert_eq!(audited(&planner).await, events);
    // Whatever happened to the record since: it is the first answer.
    let id = id_in(&first);
    let change = "mutation ($input: UpdateOrganisationInput!) {
        updateOrganisation(input: $input) { organisation { name } errors { code field message } }
    }";
    planner.ok(change, json!({ "input": { "id": id, "version": 1, "name": "Nytt navn" } })).await;
    // And whatever happened to the server.
    server.kill();
    server.restart();
    let planner = server.planner("4601");
    let later = send(&planner, KEY, &body).await;
    assert!(is_replayed(&later));
    assert_eq!(later.body, first.body);
    assert_eq!(count(&planner).await, 1);
    // Another key is another request.
    let other = send(&planner, "another key, made of chance", &body).await;
    assert!(!is_replayed(&other));
    assert_ne!(id_in(&other), id);
    // And so is one without a key.
    let reply = Reply::of(planner.post().json(&body)).await.unwrap();
    assert!(reply.headers.get("idempotency-replayed").is_none());
    assert_eq!(count(&planner).await, 3);
}

async fn a_key_is_one_string_in_quotes(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let body = creation(&json!({}));
    for header in ["", KEY, "\"short\"", "\"", "7", "?1", "\"æææææææææææææææææ\"", &format!("\"{}\"", "x".repeat(129))]
    {
        let bytes = reqwest::header::HeaderValue::from_bytes(header.as_bytes()).unwrap();
        let reply = Reply::of(planner.post().header("idempotency-key", bytes).json(&body)).await.unwrap();
        assert_eq!((reply.status.as_u16(), reply.code()), (400, "IDEMPOTENCY_KEY_MALFORMED"), "{header}");
    }
    let twice = planner.post().header("idempotency-key", format!("\"{KEY}\""));
    let reply = Reply::of(twice.header("idempotency-key", format!("\"{KEY}\"")).json(&body)).await.unwrap();
    assert_eq!((reply.status.as_u16(), reply.code()), (400, "IDEMPOTENCY_KEY_MALFORMED"));
    let nb = Reply::of(planner.speaking("nb").post().header("idempotency-key", "x").json(&body)).await.unwrap();
    assert!(nb.body["errors"][0]["message"].as_str().unwrap().contains("anførselstegn"), "{nb:?}");
    assert_eq!(count(&planner).await, 0);
    // Who is not known learns nothing of keys.
    let stranger = Reply::of(server.stranger().post().header("idempotency-key", "x").json(&body)).await.unwrap();
    assert_eq!(stranger.status.as_u16(), 401);
}

async fn reads_need_no_key(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let body = json!({ "query": "{ organisations { totalCount } }" });
    assert_eq!(send(&planner, KEY, &body).await.data()["organisations"]["totalCount"], 0);
    organisation(&planner, "4601", json!({})).await;
    let again = send(&planner, KEY, &body).await;
    assert!(!is_replayed(&again));
    assert_eq!(again.data()["organisations"]["totalCount"], 1);
    // Not even a broken one is in the way, and the key is still free.
    let broken = Reply::of(planner.post().header("idempotency-key", "x").json(&body)).await.unwrap();
    assert_eq!(broken.status, StatusCode::OK);
    assert!(!is_replayed(&send(&planner, KEY, &creation(&json!({}))).await));
}

async fn a_key_stands_for_one_request_of_one_caller(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let body = creation(&json!({ "name": "Den første" }));
    let first = id_in(&send(&planner, KEY, &body).await);
    let spaced = json!({ "query": format!("{CREATE_ORGANISATION} "), "variables": body["variables"] });
    let named =
        "mutation A($input: CreateOrganisationInput!) { createOrganisation(input: $input) { organisation { id } } }
        mutation B($input: CreateOrganisationInput!) { createOrganisation(input: $input) { organisation { name } } }";
    for other in [creation(&json!({ "name": "Den andre" })), spaced] {
        let reply = send(&planner, KEY, &other).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (422, "IDEMPOTENCY_KEY_REUSED"), "{other}");
    }
    // Which operation counts too.
    let key = "a key for either A or B";
    let of = |name: &str| json!({ "query": named, "operationName": name, "variables": body["variables"] });
    assert_eq!(send(&planner, key, &of("A")).await.status, StatusCode::OK);
    assert_eq!(send(&planner, key, &of("B")).await.code(), "IDEMPOTENCY_KEY_REUSED");
    assert!(is_replayed(&send(&planner, key, &of("A")).await));
    // Somebody else with the same key is somebody else.
    let other = server.client_named("other", Role::MunicipalPlanner, &["4601"], &[]);
    let reply = send(&other, KEY, &body).await;
    assert!(!is_replayed(&reply));
    assert_ne!(id_in(&reply), first);
    assert_eq!(count(&planner).await, 3);
    // What was under way with the key is still what it was.
    assert_eq!(id_in(&send(&planner, KEY, &body).await), first);
}

async fn a_changed_access_does_not_get_the_old_answer(backend: Backend) {
    let server = Server::start(backend).await;
    let body = creation(&json!({}));
    let planner = server.client_named("kari", Role::MunicipalPlanner, &["4601"], &[]);
    let first = send(&planner, KEY, &body).await;
    for (role, municipalities) in [
        (Role::Reader, &["4601"][..]),
        (Role::MunicipalPlanner, &["5610"]),
        (Role::MunicipalPlanner, &["4601", "5610"]),
    ] {
        let changed = server.client_named("kari", role, municipalities, &[]);
        let reply = send(&changed, KEY, &body).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (422, "IDEMPOTENCY_ACCESS_CHANGED"), "{role:?}");
        assert!(reply.body.get("data").is_none());
    }
    // A new token for the same access is the same caller.
    let renewed = server.client_named("kari", Role::MunicipalPlanner, &["4601"], &[]);
    assert_eq!(send(&renewed, KEY, &body).await.body, first.body);
}

async fn many_at_once_write_once(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    for round in 0..5 {
        let key = format!("many at once, round {round}");
        let body = creation(&json!({ "name": format!("Skole {round}") }));
        let replies = join_all((0..12).map(|_| send(&planner, &key, &body))).await;
        let carried_out: Vec<_> = replies.iter().filter(|reply| reply.status == StatusCode::OK).collect();
        assert!(!carried_out.is_empty());
        assert!(carried_out.iter().all(|reply| reply.body == carried_out[0].body));
        assert_eq!(carried_out.iter().filter(|reply| !is_replayed(reply)).count(), 1);
        for reply in replies.iter().filter(|reply| reply.status != StatusCode::OK) {
            assert_eq!((reply.status.as_u16(), reply.code()), (409, "IDEMPOTENCY_KEY_IN_USE"));
            assert_eq!(reply.headers["retry-after"], "1");
        }
        assert_eq!(send(&planner, &key, &body).await.body, carried_out[0].body);
        assert_eq!(count(&planner).await, round + 1);
    }
}

async fn a_refused_request_leaves_its_key_free(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let variables = organisation_input("4601", &json!({}));
    for (query, code) in [
        ("mutation { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation {", "GRAPHQL_PARSE_FAILED"),
        (&CREATE_ORGANISATION.replace("organisation {", "organisation { nothing "), "GRAPHQL_VALIDATION_FAILED"),
        (&CREATE_ORGANISATION.replace("CreateOrganisationInput", "UpdateOrganisationInput"), "BAD_USER_INPUT"),
    ] {
        let reply = send(&planner, KEY, &json!({ "query": query, "variables": variables })).await;
        assert_eq!(reply.code(), code, "{query}");
    }
    let database = server.database().connect().await;
    assert_eq!(rows(&database, "idempotent_request").await, 0);
    let reply = send(&planner, KEY, &creation(&json!({}))).await;
    assert!(!is_replayed(&reply));
    assert_eq!(count(&planner).await, 1);
}

async fn what_was_refused_is_refused_again(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let fields = json!({ "externalIds": [{ "scheme": "test", "value": "1" }] });
    let taken = organisation(&planner, "4601", fields.clone()).await;
    let body = creation(&fields);
    let first = send(&planner.speaking("nb"), KEY, &body).await;
    assert_eq!(first.data()["createOrganisation"]["errors"][0]["code"], "ALREADY_EXISTS");
    let delete = "mutation ($id: ID!) { deleteOrganisation(input: { id: $id, version: 1 }) { deletedId errors { code field message } } }";
    planner.ok(delete, json!({ "id": taken["id"] })).await;
    let again = send(&planner.speaking("en"), KEY, &body).await;
    assert!(is_replayed(&again));
    assert_eq!(again.body, first.body);
    assert_eq!(again.headers["content-language"], "nb");
    assert_eq!(count(&planner).await, 0);
}

async fn replicas_know_of_each_other(backend: Backend) {
    let server = Server::start(backend).await;
    let replica = server.replica();
    let planner = server.planner("4601");
    let other = Client::new(replica.address()).with_token(planner.token().unwrap());
    let body = creation(&json!({}));
    let first = send(&planner, KEY, &body).await;
    let again = send(&other, KEY, &body).await;
    assert!(is_replayed(&again));
    assert_eq!(again.body, first.body);
    for round in 1..=5 {
        let key = format!("both at once, round {round}");
        let clients = [&planner, &other, &planner, &other, &planner, &other];
        let replies = join_all(clients.map(|client| send_until_done(client, &key, &body))).await;
        assert!(replies.iter().all(|reply| reply.body == replies[0].body));
        assert_eq!(count(&other).await, round + 1);
    }
}

async fn what_was_written_before_the_answer_was_lost_is_read(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let bodies = [creation(&json!({ "name": "Ny", "externalIds": [{ "scheme": "test", "value": "1" }] })), {
        let kept = organisation(&planner, "4601", json!({ "name": "Endres" })).await;
        let gone = organisation(&planner, "4601", json!({ "name": "Slettes" })).await;
        let query = "mutation ($kept: ID!, $gone: ID!) {
                changed: updateOrganisation(input: { id: $kept, version: 1, name: \"Endret\" }) {
                    organisation { id version name } errors { code field message }
                }
                gone: deleteOrganisation(input: { id: $gone, version: 1 }) { deletedId errors { code field message } }
            }";
        json!({ "query": query, "variables": { "kept": kept["id"], "gone": gone["id"] } })
    }];
    for (place, body) in bodies.iter().enumerate() {
        let key = format!("an answer that is lost {place}");
        let first = send(&planner, &key, body).await;
        let (before, events) = (count(&planner).await, audited(&planner).await);
        lose_answers(&server).await;
        let again = send(&planner, &key, body).await;
        assert!(!is_replayed(&again), "it is read anew");
        assert_eq!(again.data(), first.data());
        assert_eq!((count(&planner).await, audited(&planner).await), (before, events));
        // From now on that is the answer.
        let kept = send(&planner, &key, body).await;
        assert!(is_replayed(&kept));
        assert_eq!(kept.body, again.body);
    }
}

async fn only_what_was_not_written_is_carried_out(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let external = json!([{ "scheme": "test", "value": "taken" }]);
    let taken = organisation(&planner, "4601", json!({ "externalIds": external })).await;
    // The same response key twice, by a fragment and under a condition: places are counted as they are carried out.
    let query = "mutation ($a: CreateOrganisationInput!, $b: CreateOrganisationInput!, $c: CreateOrganisationInput!, $no: Boolean!) {
        skipped: createOrganisation(input: $a) @include(if: $no) { organisation { id } errors { code } }
        a: createOrganisation(input: $a) { organisation { id name } errors { code } }
        b: createOrganisation(input: $b) { organisation { id name } errors { code } }
        ...Last
    }
    fragment Last on Mutation { c: createOrganisation(input: $c) { organisation { id name } errors { code } } }";
    let input = |name: &str, more: Value| {
        let mut fields = more;
        fields["name"] = json!(name);
        organisation_input("4601", &fields)["input"].clone()
    };
    let variables = json!({
        "a": input("A", json!({})),
        "b": input("B", json!({ "externalIds": external })),
        "c": input("C", json!({})),
        "no": false,
    });
    let body = json!({ "query": query, "variables": variables });
    let first = send(&planner, KEY, &body).await.data();
    assert_eq!(first["b"]["errors"][0]["code"], "ALREADY_EXISTS");
    assert_eq!(count(&planner).await, 3);
    // What stood in the way of b is gone, and the first answer is lost.
    let delete =
        "mutation ($id: ID!) { deleteOrganisation(input: { id: $id, version: 1 }) { errors { code field message } } }";
    planner.ok(delete, json!({ "id": taken["id"] })).await;
    lose_answers(&server).await;
    let again = send(&planner, KEY, &body).await.data();
    assert_eq!((&again["a"], &again["c"]), (&first["a"], &first["c"]));
    assert_eq!(again["b"]["organisation"]["name"], "B");
    assert_eq!(count(&planner).await, 3);
    // And once more: now all three are there to be read.
    lose_answers(&server).await;
    assert_eq!(send(&planner, KEY, &body).await.data(), again);
    assert_eq!(count(&planner).await, 3);
}

async fn what_is_gone_since_is_told(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let body = creation(&json!({}));
    let id = id_in(&send(&planner, KEY, &body).await);
    let delete =
        "mutation ($id: ID!) { deleteOrganisation(input: { id: $id, version: 1 }) { errors { code field message } } }";
    planner.ok(delete, json!({ "id": id })).await;
    lose_answers(&server).await;
    let payload = send(&planner, KEY, &body).await.data()["createOrganisation"].clone();
    assert_eq!(payload["organisation"], Value::Null);
    assert_eq!(payload["errors"][0]["code"], "NOT_FOUND");
    assert!(payload["errors"][0]["message"].as_str().unwrap().contains(&id));
    assert_eq!(count(&planner).await, 0);
}

async fn a_field_that_is_asked_for_twice_is_carried_out_once(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let query = "mutation ($input: CreateOrganisationInput!) {
        createOrganisation(input: $input) { organisation { id } errors { code field message } }
        ...Twice
        other: createOrganisation(input: $input) { organisation { id } }
    }
    fragment Twice on Mutation { createOrganisation(input: $input) { organisation { name version } } }";
    let body = json!({ "query": query, "variables": organisation_input("4601", &json!({ "name": "Én gang" })) });
    // Without a key, and with one whose answer is lost.
    let reply = Reply::of(planner.post().json(&body)).await.unwrap();
    assert_eq!(reply.data()["createOrganisation"]["organisation"]["name"], "Én gang");
    assert_eq!(count(&planner).await, 2);
    let first = send(&planner, KEY, &body).await.data();
    assert_eq!(count(&planner).await, 4);
    lose_answers(&server).await;
    assert_eq!(send(&planner, KEY, &body).await.data(), first);
    assert_eq!(count(&planner).await, 4);
    assert_ne!(first["createOrganisation"]["organisation"]["id"], first["other"]["organisation"]["id"]);
    let delete = "mutation ($id: ID!) {
        deleteOrganisation(input: { id: $id, version: 1 }) { deletedId }
        deleteOrganisation(input: { id: $id, version: 1 }) { errors { code field message } }
    }";
    let id = &first["other"]["organisation"]["id"];
    assert_eq!(planner.ok(delete, json!({ "id": id })).await["deletedId"], *id);
}

async fn submitted_counts_are_read_again(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let partnership = partnership(&place, "Kor").await;
    let planner = place.planner;
    let create = "mutation ($input: CreateBreadthActivityInput!) {
        createBreadthActivity(input: $input) { breadthActivity { id } errors { code field message } }
    }";
    let activity = json!({ "partnership": partnership["id"], "title": "Kor", "format": "WEEKLY_GROUP",
        "subjectFields": ["MUSIC"], "setting": "SCHOOL", "targetGroups": ["PUPILS"], "ageBands": ["AGE_6_12"],
        "startDate": "2026-01-01", "municipality": municipality_id("4601") });
    let activity = planner.ok(create, json!({ "input": activity })).await["breadthActivity"]["id"].clone();
    let count = |n: usize| {
        json!({
            "externalId": format!("c{n}"), "activity": activity, "periodFrom": format!("2026-0{n}-01"),
            "periodTo": format!("2026-0{n}-20"), "ageBand": "AGE_6_12", "targetGroup": "PUPILS",
            "participants": 12, "attendances": 20, "sessions": 2, "minutes": 90,
        })
    };
    let query = "mutation ($input: SubmitParticipationCountsInput!) {
        submitParticipationCounts(input: $input) { participationCounts { id version externalId } errors { code field message } }
    }";
    let body = json!({ "query": query, "variables": { "input": { "counts": [count(3), count(1), count(2)] } } });
    let first = send(&planner, KEY, &body).await;
    assert_eq!(first.data()["submitParticipationCounts"]["errors"], json!([]));
    lose_answers(&server).await;
    let again = send(&planner, KEY, &body).await;
    assert!(!is_replayed(&again));
    assert_eq!(again.data(), first.data());
}

/// Keeps every writer waiting until it is rolled back; on PostgreSQL writers of organisations only.
async fn block(database: &DatabaseConnection, backend: Backend) -> sea_orm::DatabaseTransaction {
    let blocking = database.begin().await.unwrap();
    let lock = match backend {
        Backend::Postgres => "LOCK TABLE organisation IN ACCESS EXCLUSIVE MODE",
        Backend::Sqlite => "UPDATE organisation SET version = version",
    };
    blocking.execute_unprepared(lock).await.unwrap();
    blocking
}

async fn a_caller_that_hangs_up_may_try_again_at_once(backend: Backend) {
    // A lease that would outlast the test.
    let server = Server::start_with(backend, &[("SAMSPILL_REQUEST_SECONDS", "3600")]).await;
    let planner = server.planner("4601");
    let database = server.database().connect().await;
    let body = creation(&json!({}));
    let blocking = block(&database, backend).await;
    let hung_up = tokio::time::timeout(Duration::from_millis(700), send(&planner, KEY, &body)).await;
    assert!(hung_up.is_err(), "the request was to wait");
    blocking.rollback().await.unwrap();
    let reply = send_until_done(&planner, KEY, &body).await;
    assert!(!is_replayed(&reply));
    assert_eq!(reply.data()["createOrganisation"]["errors"], json!([]));
    assert_eq!(count(&planner).await, 1);
}

async fn a_failed_answer_is_not_the_last_word(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_REQUEST_SECONDS", "1")]).await;
    let planner = server.planner("4601");
    let database = server.database().connect().await;
    let body = creation(&json!({}));
    // It takes too long; on SQLite even to be claimed.
    let blocking = block(&database, backend).await;
    let waiting = tokio::time::timeout(Duration::from_secs(3), send(&planner, KEY, &body)).await;
    if backend == Backend::Postgres {
        assert_eq!(waiting.unwrap().code(), "TIMEOUT");
    }
    blocking.rollback().await.unwrap();
    assert_eq!(send_until_done(&planner, KEY, &body).await.status, StatusCode::OK);
    assert_eq!(count(&planner).await, 1);
    // It fails after it has written one of two: the trail takes no event of the second.
    let query = "mutation ($a: CreateOrganisationInput!, $b: CreateOrganisationInput!) {
        a: createOrganisation(input: $a) { organisation { id } }
        b: createOrganisation(input: $b) { organisation { id } }
    }";
    let input = |name: &str| organisation_input("4601", &json!({ "name": name }))["input"].clone();
    let body = json!({ "query": query, "variables": { "a": input("A"), "b": input("B fails") } });
    let (fails, works) = match backend {
        Backend::Sqlite => (
            "CREATE TRIGGER fails BEFORE INSERT ON organisation WHEN NEW.name = 'B fails'
             BEGIN SELECT RAISE(ABORT, 'for the test'); END",
            "DROP TRIGGER fails",
        ),
        Backend::Postgres => (
            "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN RAISE EXCEPTION 'for the test'; END $$;
             CREATE TRIGGER fails BEFORE INSERT ON organisation FOR EACH ROW WHEN (NEW.name = 'B fails')
             EXECUTE FUNCTION fails()",
            "DROP TRIGGER fails ON organisation",
        ),
    };
    database.execute_unprepared(fails).await.unwrap();
    let key = "a request that fails halfway";
    for _ in 0..2 {
        let reply = send_until_done(&planner, key, &body).await;
        assert_eq!(reply.code(), "INTERNAL", "{reply:?}");
        assert_eq!(count(&planner).await, 2);
    }
    database.execute_unprepared(works).await.unwrap();
    let reply = send_until_done(&planner, key, &body).await;
    assert!(!is_replayed(&reply));
    assert_eq!(count(&planner).await, 3);
    assert_eq!(send(&planner, key, &body).await.body, reply.body);
}

async fn nothing_at_rest_tells_what_was_asked(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.client_named("kari.nordmann", Role::MunicipalPlanner, &["4601"], &[]);
    let school = organisation(&planner, "4601", json!({})).await;
    let query = "mutation ($input: CreateStaffMemberInput!) {
        createStaffMember(input: $input) { staffMember { id displayName email } errors { code field message } }
    }";
    let input = json!({ "employer": school["id"], "displayName": "Ola Hemmelig", "employeeKey": "H-1",
        "email": "ola@example.org", "employmentPercentage": "100", "employedFrom": "2020-08-01" });
    let reply = send(&planner, KEY, &json!({ "query": query, "variables": { "input": input } })).await;
    assert_eq!(reply.data()["createStaffMember"]["staffMember"]["displayName"], "Ola Hemmelig");
    let dump = server.database().dump().await;
    let from = dump.find("idempotent_request").unwrap();
    let to = dump[from..].find("\nindicator").unwrap_or(dump.len() - from);
    let kept = &dump[from..from + to];
    assert!(kept.contains("create_staff_member"), "{kept}");
    for secret in ["Hemmelig", "example.org", "H-1", "kari", "displayName", "mutation", KEY] {
        assert!(!kept.contains(secret), "{secret} in {kept}");
        assert!(secret == "H-1" || !server.log().contains(secret) || secret == "mutation", "{secret} is logged");
    }
}

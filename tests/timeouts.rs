//! Requests that take too long, and callers that hang up: they are let go of, and so is the database.

use std::time::{Duration, Instant};

use samspill::store::connect_for_requests;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, TransactionTrait as _};
use serde_json::{Value, json};

use crate::support::{
    Backend, Client, Server,
    records::{CREATE_ORGANISATION, organisation_input},
};

on_both!(
    a_request_that_takes_too_long_is_broken_off,
    a_request_that_is_broken_off_after_it_kept_something_says_so,
    a_caller_that_hangs_up_is_let_go_of,
    statements_have_a_time_limit
);

/// Keeps every writer (and on PostgreSQL every reader) of organisations waiting until it is rolled back.
pub async fn block(database: &DatabaseConnection, backend: Backend) -> sea_orm::DatabaseTransaction {
    let blocking = database.begin().await.unwrap();
    let lock = match backend {
        Backend::Postgres => "LOCK TABLE organisation IN ACCESS EXCLUSIVE MODE",
        // Any write takes the lock of the whole database.
        Backend::Sqlite => "UPDATE organisation SET version = version",
    };
    blocking.execute_unprepared(lock).await.unwrap();
    blocking
}

pub async fn write(client: &Client) -> reqwest::Result<crate::support::Reply> {
    client.try_run(CREATE_ORGANISATION, organisation_input("4601", &json!({}))).await
}

/// Statements that PostgreSQL works on, besides the one that asks.
async fn under_way(database: &DatabaseConnection) -> i64 {
    let count = "SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() \
                 AND datname = current_database()";
    database
        .query_one_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, count))
        .await
        .unwrap()
        .unwrap()
        .try_get("", "n")
        .unwrap()
}

/// Waits until PostgreSQL works on nothing; well before the time limit of its statements.
async fn assert_let_go(database: &DatabaseConnection) {
    let began = Instant::now();
    while under_way(database).await > 0 {
        assert!(began.elapsed() < Duration::from_secs(4), "a statement goes on for a request that is gone");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn assert_nothing_written(server: &Server) {
    let count = server.planner("4601").data("{ organisations { totalCount } }", json!({})).await;
    assert_eq!(count["organisations"]["totalCount"], 0);
}

async fn a_request_that_takes_too_long_is_broken_off(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_REQUEST_SECONDS", "1")]).await;
    let planner = server.planner("4601");
    let database = server.database().connect().await;
    let blocking = block(&database, backend).await;
    let began = Instant::now();
    let reply = write(&planner).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert_eq!((reply.status.as_u16(), reply.code()), (503, "TIMEOUT"), "{reply:?}");
    assert!(reply.body.get("data").is_none());
    assert!(reply.body["errors"][0]["extensions"].get("inDoubt").is_none(), "nothing was being kept: {reply:?}");
    assert_eq!(reply.body["errors"][0]["extensions"]["requestId"], reply.headers["x-request-id"].to_str().unwrap());
    if backend == Backend::Postgres {
        assert_let_go(&database).await;
    }
    blocking.rollback().await.unwrap();
    assert_nothing_written(&server).await;
    // And it works again.
    let mut created = Value::Null;
    for _ in 0..50 {
        let reply = write(&planner).await.unwrap();
        if reply.status == 200 {
            created = reply.data();
            break;
        }
    }
    assert_eq!(created["createOrganisation"]["errors"], json!([]));
}

/// Makes every external id of an organisation take seconds to be written.
const SLOW_ON_POSTGRES: &str = "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
    PERFORM pg_sleep(20); RETURN NEW; END $$; \
    CREATE TRIGGER slow BEFORE INSERT ON organisation_external_id FOR EACH ROW EXECUTE FUNCTION slow()";
const SLOW_ON_SQLITE: &str = "CREATE TRIGGER slow BEFORE INSERT ON organisation_external_id BEGIN \
    SELECT count(*) FROM municipality a, municipality b, municipality c, \
    (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) d; END";

/// Of two writes the first is kept; the second takes too long.
async fn a_request_that_is_broken_off_after_it_kept_something_says_so(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_REQUEST_SECONDS", "1")]).await;
    let planner = server.planner("4601");
    let slow = match backend {
        Backend::Postgres => SLOW_ON_POSTGRES,
        Backend::Sqlite => SLOW_ON_SQLITE,
    };
    server.database().connect().await.execute_unprepared(slow).await.unwrap();
    let twice = "mutation ($a: CreateOrganisationInput!, $b: CreateOrganisationInput!) {
        a: createOrganisation(input: $a) { organisation { id } }
        b: createOrganisation(input: $b) { organisation { id } }
    }";
    let plain = organisation_input("4601", &json!({ "name": "Kept" }))["input"].clone();
    let fields = json!({ "name": "Broken off", "externalIds": [{ "scheme": "test", "value": "b" }] });
    let both = json!({ "a": plain, "b": organisation_input("4601", &fields)["input"] });
    let reply = planner.try_run(twice, both).await.unwrap();
    assert_eq!((reply.status.as_u16(), reply.code()), (503, "TIMEOUT"), "{reply:?}");
    assert_eq!(reply.body["errors"][0]["extensions"]["inDoubt"], true, "{reply:?}");
    let names = planner.data("{ organisations { nodes { name } } }", json!({})).await;
    assert_eq!(names["organisations"]["nodes"], json!([{ "name": "Kept" }]));
}

/// PostgreSQL is busy with the commit itself when the time is up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_broken_off_during_its_commit_leaves_a_doubt_that_is_told() {
    if !Backend::Postgres.is_available(module_path!()) {
        return;
    }
    let server = Server::start_with(Backend::Postgres, &[("SAMSPILL_REQUEST_SECONDS", "1")]).await;
    let planner = server.planner("4601");
    let deferred = "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
        PERFORM pg_sleep(20); RETURN NULL; END $$; \
        CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON organisation DEFERRABLE INITIALLY DEFERRED \
        FOR EACH ROW EXECUTE FUNCTION slow()";
    server.database().connect().await.execute_unprepared(deferred).await.unwrap();
    let reply = write(&planner).await.unwrap();
    assert_eq!((reply.status.as_u16(), reply.code()), (503, "TIMEOUT"), "{reply:?}");
    assert_eq!(reply.body["errors"][0]["extensions"]["inDoubt"], true, "{reply:?}");
    assert!(reply.body["errors"][0]["message"].as_str().unwrap().contains("look before"), "{reply:?}");
}

async fn a_caller_that_hangs_up_is_let_go_of(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let database = server.database().connect().await;
    let blocking = block(&database, backend).await;
    let hung_up = tokio::time::timeout(Duration::from_millis(700), write(&planner)).await;
    assert!(hung_up.is_err(), "the request was to wait");
    if backend == Backend::Postgres {
        assert_let_go(&database).await;
    }
    blocking.rollback().await.unwrap();
    // On SQLite the statement under way ends by itself; the transaction is not committed either way.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_nothing_written(&server).await;
}

async fn statements_have_a_time_limit(backend: Backend) {
    let database = backend.database().await;
    let pool = connect_for_requests(database.url(), 2, Duration::from_millis(300)).await.unwrap();
    let Backend::Postgres = backend else {
        // SQLite has none: what is asked of it is kept small by the limits of requests.
        pool.execute_unprepared("SELECT 1").await.unwrap();
        return;
    };
    let began = Instant::now();
    let error = pool.execute_unprepared("SELECT pg_sleep(30)").await.unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(10));
    assert!(samspill::store::ReadError::from(error).is_timeout());
}

//! Databases that fail: callers get a coded error at once, nothing acknowledged is lost, and all is well again by itself.

use std::{
    collections::HashMap,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use entity::{organisation, organisation_external_id};
use futures_util::future::join_all;
use samspill::{audit::verify, store::ReadError};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, EntityTrait as _, TransactionTrait as _};
use serde_json::json;

use crate::support::{
    Backend, Client, Reply, Server, TestDatabase,
    postgres::Cluster,
    records::{CREATE_ORGANISATION, organisation, organisation_input},
};

const COUNT: &str = "{ organisations { totalCount } }";
const UPDATE: &str = "mutation ($input: UpdateOrganisationInput!) {
    updateOrganisation(input: $input) { organisation { name version } errors { code field message } }
}";

/// A PostgreSQL of the test's own, unless there is none at all.
fn own_cluster(test: &str) -> Option<Cluster> {
    Backend::Postgres.is_available(test).then(|| Cluster::of_its_own().unwrap())
}

async fn serve_on(cluster: &Cluster, settings: &[(&'static str, &str)]) -> Server {
    let url = cluster.create_database("samspill", None).unwrap();
    Server::start_on(TestDatabase::elsewhere(url).await, settings)
}

/// An organisation with an external id: two rows, and their events.
async fn write(client: &Client, name: &str) -> reqwest::Result<Reply> {
    let fields = json!({ "name": name, "externalIds": [{ "scheme": "test", "value": name }] });
    client.try_run(CREATE_ORGANISATION, organisation_input("4601", &fields)).await
}

/// The id of what was written, when it was.
fn written(reply: &Reply) -> Option<String> {
    let payload = &reply.body["data"]["createOrganisation"];
    let id = payload["organisation"]["id"].as_str()?;
    assert_eq!(payload["errors"], json!([]));
    Some(id.to_owned())
}

/// The reply says that the service cannot do it for now, and nothing of what went wrong inside.
#[track_caller]
fn assert_unavailable(reply: &Reply) {
    assert_eq!((reply.status.as_u16(), reply.code()), (503, "UNAVAILABLE"), "{reply:#?}");
    let doubtful = reply.body["errors"][0]["extensions"]["inDoubt"] == true;
    assert_eq!(reply.headers.contains_key("retry-after"), !doubtful, "{reply:#?}");
    assert!(reply.body.get("data").is_none());
    assert_tells_nothing(reply);
}

#[track_caller]
fn assert_tells_nothing(reply: &Reply) {
    for error in reply.body["errors"].as_array().unwrap() {
        assert!(error["extensions"]["requestId"].is_string());
        let message = error["message"].as_str().unwrap().to_lowercase();
        for secret in
            ["sql", "select", "insert", "postgres", "os error", "pool", "refused", "terminat", "panic", ".rs", "::"]
        {
            assert!(!message.contains(secret), "{secret:?} in {message:?}");
        }
    }
}

async fn is_ready(server: &Server) -> bool {
    server.stranger().get("/health/ready").await.status == 200
}

/// Waits until the server is ready, or is not.
async fn assert_becomes_ready(server: &Server, ready: bool) {
    let began = Instant::now();
    while is_ready(server).await != ready {
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "the server is still {} ready",
            if ready { "not" } else { "" }
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// What was acknowledged is there, and nothing is there by half.
async fn assert_whole(server: &Server, acknowledged: &[String]) {
    let database = server.database().connect().await;
    let rows = organisation::Entity::find().all(&database).await.unwrap();
    let externals = organisation_external_id::Entity::find().all(&database).await.unwrap();
    let mut of: HashMap<String, usize> = HashMap::new();
    for external in externals {
        *of.entry(external.organisation_id.to_string()).or_default() += 1;
    }
    for id in acknowledged {
        assert!(rows.iter().any(|row| row.id.to_string() == *id), "{id} was acknowledged and lost");
    }
    for row in &rows {
        assert_eq!(of.get(&row.id.to_string()), Some(&1), "{} was half written", row.id);
    }
    assert_eq!(of.len(), rows.len());
    verify(&database, &[]).await.unwrap();
    database.close().await.unwrap();
}

/// Writers that go on whatever happens, and keep each reply with how long it took and when it came.
struct Load {
    over: Arc<AtomicBool>,
    writers: Vec<tokio::task::JoinHandle<Vec<(Instant, Duration, Reply)>>>,
}

impl Load {
    fn of(planner: &Client) -> Self {
        let planner = planner.clone();
        let over = Arc::new(AtomicBool::new(false));
        let going = Arc::clone(&over);
        let writers = (0..8).map(move |writer| {
            let (planner, over) = (planner.clone(), Arc::clone(&going));
            tokio::spawn(async move {
                let mut replies = Vec::new();
                while !over.load(Ordering::Relaxed) {
                    let began = Instant::now();
                    let reply = write(&planner, &format!("w{writer}n{}", replies.len())).await.unwrap();
                    if reply.status != 200 {
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                    replies.push((Instant::now(), began.elapsed(), reply));
                }
                replies
            })
        });
        Self { over, writers: writers.collect() }
    }

    async fn end(self) -> Vec<(Instant, Duration, Reply)> {
        self.over.store(true, Ordering::Relaxed);
        let replies: Vec<_> = join_all(self.writers).await.into_iter().flat_map(Result::unwrap).collect();
        for (_, _, reply) in &replies {
            if written(reply).is_none() {
                // What was written and could not be read back afterwards is no refusal.
                let kept = reply.body["data"]["createOrganisation"]["errors"] == json!([]);
                assert_eq!(reply.status.as_u16(), if kept { 200 } else { 503 }, "{reply:?}");
                assert!(["UNAVAILABLE", "TIMEOUT"].contains(&reply.code()), "{reply:?}");
                assert_tells_nothing(reply);
            }
        }
        replies
    }
}

async fn seconds(seconds: f32) {
    tokio::time::sleep(Duration::from_secs_f32(seconds)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_stops_under_load_and_comes_back() {
    let Some(cluster) = own_cluster(module_path!()) else { return };
    let server = serve_on(&cluster, &[]).await;
    let planner = server.planner("4601");
    let load = Load::of(&planner);
    seconds(1.0).await;
    let stopped = Instant::now();
    cluster.crash();
    assert_becomes_ready(&server, false).await;
    // Reads and callers that are not known fare no worse.
    assert_unavailable(&planner.run(COUNT, json!({})).await);
    assert_unavailable(&server.stranger().run(COUNT, json!({})).await);
    seconds(2.5).await;
    let back = Instant::now();
    cluster.begin_again();
    assert_becomes_ready(&server, true).await;
    seconds(1.0).await;
    let replies = load.end().await;

    let failed: Vec<_> = replies.iter().filter(|(_, _, reply)| reply.status != 200).collect();
    assert!(failed.len() > 20, "{}", failed.len());
    for (at, took, reply) in &failed {
        assert_unavailable(reply);
        // Those that were there when it stopped wait for a connection, the others not at all.
        let most = if at.duration_since(stopped) < Duration::from_millis(2_500) { 3_500 } else { 500 };
        assert!(*took < Duration::from_millis(most), "{took:?}, {:?} after the stop", at.duration_since(stopped));
    }
    let acknowledged: Vec<String> = replies.iter().filter_map(|(_, _, reply)| written(reply)).collect();
    let after = replies.iter().filter(|(at, _, reply)| *at > back && reply.status == 200).count();
    assert!(after > 8, "{after} writes after it came back");
    assert_whole(&server, &acknowledged).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_postgres_is_noticed_and_forgiven() {
    let Some(cluster) = own_cluster(module_path!()) else { return };
    let server = serve_on(&cluster, &[("SAMSPILL_REQUEST_SECONDS", "2")]).await;
    let planner = server.planner("4601");
    let load = Load::of(&planner);
    seconds(0.5).await;
    cluster.freeze();
    assert_becomes_ready(&server, false).await;
    // Whoever asked first has to wait for the silence to be noticed.
    seconds(1.5).await;
    let began = Instant::now();
    assert_unavailable(&planner.run(COUNT, json!({})).await);
    assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
    seconds(1.0).await;
    cluster.thaw();
    assert_becomes_ready(&server, true).await;
    seconds(0.5).await;
    let replies = load.end().await;
    for (_, took, _) in &replies {
        // Two seconds to look up the caller, two for the answer, and what a busy machine takes.
        assert!(*took < Duration::from_secs(7), "{took:?}");
    }
    assert!(replies.last().is_some_and(|(_, _, reply)| reply.status == 200));
    let acknowledged: Vec<String> = replies.iter().filter_map(|(_, _, reply)| written(reply)).collect();
    assert_whole(&server, &acknowledged).await;
}

/// Runs statements past the program.
async fn run(database: &DatabaseConnection, statements: &str) {
    database.execute_unprepared(statements).await.unwrap();
}

/// Ends the sessions of the program, as an administrator may.
const END_SESSIONS: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                            WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_takes_no_writes_still_answers_reads() {
    if !Backend::Postgres.is_available(module_path!()) {
        return;
    }
    let server = Server::start(Backend::Postgres).await;
    let planner = server.planner("4601");
    // The one session that may always write.
    let url = format!("{}?options=-c%20default_transaction_read_only%3Doff", server.database().url());
    let database = samspill::store::connect(&url, 1).await.unwrap();
    let kept = written(&write(&planner, "before").await.unwrap()).unwrap();
    let setting = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = VALUE', \
                   current_database()); END $$";
    run(&database, &setting.replace("VALUE", "on")).await;
    run(&database, END_SESSIONS).await;
    assert_unavailable(&write(&planner, "meanwhile").await.unwrap());
    assert_eq!(planner.data(COUNT, json!({})).await["organisations"]["totalCount"], 1);
    assert!(is_ready(&server).await);
    run(&database, &setting.replace("VALUE", "off")).await;
    run(&database, END_SESSIONS).await;
    let after = written(&write(&planner, "after").await.unwrap()).unwrap();
    assert_whole(&server, &[kept, after]).await;
}

/// PostgreSQL tells of a full disk while it writes the second row. A disk cannot be filled everywhere; the code is the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_without_room_keeps_nothing_by_half() {
    if !Backend::Postgres.is_available(module_path!()) {
        return;
    }
    let server = Server::start(Backend::Postgres).await;
    let planner = server.planner("4601");
    let database = server.database().connect().await;
    let kept = written(&write(&planner, "before").await.unwrap()).unwrap();
    run(
        &database,
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         RAISE EXCEPTION 'could not extend file \"base/5/1\"' USING ERRCODE = '53100'; END $$; \
         CREATE TRIGGER no_room BEFORE INSERT ON organisation_external_id FOR EACH ROW EXECUTE FUNCTION no_room()",
    )
    .await;
    assert_unavailable(&write(&planner, "meanwhile").await.unwrap());
    // Of two writes the first is kept: that is no answer to be repeated as a whole.
    let twice = "mutation ($a: CreateOrganisationInput!, $b: CreateOrganisationInput!) {
        a: createOrganisation(input: $a) { organisation { id } }
        b: createOrganisation(input: $b) { organisation { id } }
    }";
    let plain = organisation_input("4601", &json!({}))["input"].clone();
    let fields = json!({ "externalIds": [{ "scheme": "test", "value": "b" }] });
    let both = planner.run(twice, json!({ "a": plain, "b": organisation_input("4601", &fields)["input"] })).await;
    assert_eq!((both.status.as_u16(), both.code()), (200, "UNAVAILABLE"), "{both:?}");
    assert_eq!(both.body["errors"][0]["path"], json!(["b"]));
    assert_eq!(planner.data(COUNT, json!({})).await["organisations"]["totalCount"], 2);
    run(
        &database,
        "DROP TRIGGER no_room ON organisation_external_id; DELETE FROM organisation WHERE name = 'Kulturskolen'",
    )
    .await;
    let after = written(&write(&planner, "meanwhile").await.unwrap()).unwrap();
    assert_whole(&server, &[kept, after]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_lost_during_the_commit_leaves_a_doubt_that_is_told() {
    if !Backend::Postgres.is_available(module_path!()) {
        return;
    }
    let server = Server::start(Backend::Postgres).await;
    let planner = server.planner("4601");
    let database = server.database().connect().await;
    run(
        &database,
        "CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$; \
         CREATE CONSTRAINT TRIGGER hang_up AFTER INSERT ON organisation DEFERRABLE INITIALLY DEFERRED \
         FOR EACH ROW EXECUTE FUNCTION hang_up()",
    )
    .await;
    let reply = write(&planner, "doubtful").await.unwrap();
    assert_unavailable(&reply);
    assert_eq!(reply.body["errors"][0]["extensions"]["inDoubt"], true, "{reply:?}");
    run(&database, "DROP TRIGGER hang_up ON organisation").await;
    let kept = written(&write(&planner, "doubtful").await.unwrap()).unwrap();
    assert_whole(&server, &[kept]).await;
}

/// The write holds its organisation and waits for the trail; whoever holds the trail asks for the organisation.
/// PostgreSQL ends the write, which is carried out anew.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_others_cross_is_carried_out_anew() {
    if !Backend::Postgres.is_available(module_path!()) {
        return;
    }
    let server = Server::start(Backend::Postgres).await;
    let planner = server.planner("4601");
    let created = organisation(&planner, "4601", json!({})).await;
    let database = server.database().connect().await;
    let other = database.begin().await.unwrap();
    // The other one does not look for deadlocks itself within this test.
    other.execute_unprepared("SET LOCAL deadlock_timeout = '60s'").await.unwrap();
    other.execute_unprepared("SELECT pg_advisory_xact_lock(5999161198926512457)").await.unwrap();
    let update = json!({ "input": { "id": created["id"], "version": 1, "name": "Anew" } });
    let writing = tokio::spawn(async move { planner.run(UPDATE, update).await });
    let waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'";
    let waits = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, waits);
    let began = Instant::now();
    while database.query_one_raw(waits.clone()).await.unwrap().is_none() {
        assert!(began.elapsed() < Duration::from_secs(10), "the write does not wait");
        seconds(0.02).await;
    }
    other.execute_unprepared("SELECT 1 FROM organisation FOR UPDATE").await.unwrap();
    other.commit().await.unwrap();
    let reply = writing.await.unwrap().data();
    assert_eq!(reply["updateOrganisation"]["errors"], json!([]));
    assert_eq!(reply["updateOrganisation"]["organisation"], json!({ "name": "Anew", "version": 2 }));
    assert!(server.log().contains("carried out anew"), "{}", server.log());
}

/// The disk is full, as far as the server can tell: its files may not grow beyond what the database has. Its log of writes
/// fills up to there, and what is moved from the log into the database no longer fits on the way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_on_a_full_disk_keeps_what_it_acknowledged() {
    const PADDING: usize = 6 << 20;
    let database = Backend::Sqlite.database().await;
    let connection = database.connect().await;
    run(&connection, &format!("CREATE TABLE padding (bytes BLOB); INSERT INTO padding VALUES (zeroblob({PADDING}))"))
        .await;
    run(&connection, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    connection.close().await.unwrap();
    let file = database.files()[0].clone();
    // A full disk sends no signal, as this limit does.
    let server = Server::start_after(Some("trap '' XFSZ"), database, &[]);
    let planner = server.planner("4601");
    let limit = |bytes: &str| {
        let mut command = Command::new("prlimit");
        command.arg(format!("--pid={}", server.id())).arg(format!("--fsize={bytes}:"));
        assert!(command.status().unwrap().success());
    };
    let mut acknowledged = vec![written(&write(&planner, "before").await.unwrap()).unwrap()];
    limit(&file.metadata().unwrap().len().to_string());
    let mut refused = 0;
    for count in 0..1_000 {
        let reply = write(&planner, &format!("n{count}")).await.unwrap();
        if let Some(id) = written(&reply) {
            acknowledged.push(id);
        } else {
            assert_unavailable(&reply);
            refused += 1;
        }
        if refused == 5 {
            break;
        }
    }
    assert_eq!(refused, 5, "the disk was never full");
    assert!(acknowledged.len() > 20, "{}", acknowledged.len());
    let count = planner.data(COUNT, json!({})).await;
    assert_eq!(count["organisations"]["totalCount"], acknowledged.len());
    assert!(is_ready(&server).await);
    limit("unlimited");
    acknowledged.push(written(&write(&planner, "after").await.unwrap()).unwrap());
    assert_whole(&server, &acknowledged).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_that_is_only_read_still_answers_reads() {
    let mut server = Server::start(Backend::Sqlite).await;
    let kept = organisation(&server.planner("4601"), "4601", json!({ "name": "Kept" })).await;
    assert!(server.stop().success());
    let read_only = server.with_database(|database| database.with_parameters("mode=ro"));
    let planner = read_only.planner("4601");
    assert_unavailable(&write(&planner, "meanwhile").await.unwrap());
    let query = "query ($id: ID!) { organisation(id: $id) { name } }";
    let data = planner.data(query, json!({ "id": kept["id"] })).await;
    assert_eq!(data["organisation"]["name"], "Kept");
}

/// SQLite's own words for a database that may not grow.
#[tokio::test]
async fn sqlite_without_room_is_unavailable() {
    let database = Backend::Sqlite.database().await;
    let connection = database.connect().await;
    let tx = connection.begin().await.unwrap();
    tx.execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
    tx.execute_unprepared("CREATE TABLE much (bytes BLOB)").await.unwrap_err();
    let error = tx.execute_unprepared("CREATE TABLE much (bytes BLOB)").await.unwrap_err();
    assert!(ReadError::from(error).is_unavailable());
}

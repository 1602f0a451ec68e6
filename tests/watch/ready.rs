//! Whether the service says rightly that it can answer.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use super::gate::Gate;
use crate::support::{
    Backend, Reply, Server,
    program::{refused, samspill, succeed},
};

on_both!(readiness_tells_each_check);

/// Asks until the answer is this one; at most so long.
async fn becomes(server: &Server, status: u16, checks: &Value, within: Duration) {
    let began = Instant::now();
    loop {
        let reply = server.stranger().get("/health/ready").await;
        if reply.status.as_u16() == status && reply.body["checks"] == *checks {
            assert_eq!(reply.body["status"], if status == 200 { "ready" } else { "not_ready" });
            return;
        }
        assert!(began.elapsed() < within, "{reply:?} and not {status} {checks}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn checks(database: &str, migrations: &str, keys: &str) -> Value {
    json!({ "requests": "ok", "database": database, "migrations": migrations, "keys": keys })
}

fn healthcheck(server: &Server) -> std::process::Command {
    let mut program = samspill(server.data_dir());
    program.args(["healthcheck", "--bind", &server.address().to_string()]);
    program
}

async fn readiness_tells_each_check(backend: Backend) {
    let server = Server::start(backend).await;
    let soon = Duration::from_secs(10);
    let reply = server.stranger().get("/health/live").await;
    assert_eq!((reply.status.as_u16(), &reply.body), (200, &json!({ "status": "ok" })));
    let reply = server.stranger().get("/health/ready").await;
    assert_eq!((reply.status.as_u16(), &reply.body["checks"]), (200, &checks("ok", "ok", "ok")));
    assert_eq!(reply.headers["cache-control"], "no-store");
    succeed(&mut healthcheck(&server));

    let database = server.database().connect().await;
    let change = async |sql: &str| database.execute_unprepared(sql).await.unwrap().rows_affected();
    let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_000001_later', 0)";
    assert_eq!(change(later).await, 1);
    // In an upgrade the replicas of the old version go on.
    becomes(&server, 200, &checks("ok", "newer", "ok"), soon).await;
    assert_eq!(change("DELETE FROM seaql_migrations WHERE version LIKE 'm2999%'").await, 1);
    becomes(&server, 200, &checks("ok", "ok", "ok"), soon).await;
    // One that is known, but was not applied.
    change("CREATE TABLE kept AS SELECT * FROM seaql_migrations").await;
    let last = "DELETE FROM seaql_migrations WHERE version = (SELECT max(version) FROM kept)";
    assert_eq!(change(last).await, 1);
    becomes(&server, 503, &checks("ok", "pending", "ok"), soon).await;
    let said = refused(&mut healthcheck(&server));
    assert!(said.contains("503") && said.contains("pending"), "{said}");
    let back = "INSERT INTO seaql_migrations SELECT * FROM kept WHERE version = (SELECT max(version) FROM kept)";
    assert_eq!(change(back).await, 1);
    becomes(&server, 200, &checks("ok", "ok", "ok"), soon).await;
    change("ALTER TABLE seaql_migrations RENAME TO gone").await;
    becomes(&server, 503, &checks("ok", "unknown", "ok"), soon).await;
    change("ALTER TABLE gone RENAME TO seaql_migrations").await;
    becomes(&server, 200, &checks("ok", "ok", "ok"), soon).await;
    succeed(&mut healthcheck(&server));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_lost_turns_readiness_red_at_once() {
    if !Backend::Postgres.is_available("a_database_that_is_lost_turns_readiness_red_at_once") {
        return;
    }
    let database = Backend::Postgres.database().await;
    let (_, place) = database.url().split_once('@').unwrap();
    let gate = Gate::before(place.split_once('/').unwrap().0.to_owned()).await;
    let server = Server::start_on(database.reached_through(gate.port), &[]);
    let (well, soon) = (checks("ok", "ok", "ok"), Duration::from_secs(10));
    becomes(&server, 200, &well, soon).await;
    for round in 0..2 {
        gate.hang();
        // An answer is good for a second.
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        let began = Instant::now();
        let asked = || async { server.stranger().get("/health/ready").await };
        // Many who ask wait no longer than one.
        let (first, second, third) = tokio::join!(asked(), asked(), asked());
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
        for reply in [first, second, third] {
            assert_eq!((reply.status.as_u16(), &reply.body["checks"]), (503, &checks("slow", "unknown", "ok")));
        }
        // Alive all the same.
        assert_eq!(server.stranger().get("/health/live").await.status.as_u16(), 200);
        gate.open();
        becomes(&server, 200, &well, soon).await;
        gate.shut();
        becomes(&server, 503, &checks("unreachable", "unknown", "ok"), Duration::from_secs(4)).await;
        gate.open();
        becomes(&server, 200, &well, soon).await;
        assert!(!server.log().contains("panicked"), "round {round}");
    }
    // Nothing of the database's address or password is told.
    gate.shut();
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let reply = Reply::of(server.stranger().request(reqwest::Method::GET, "/health/ready")).await.unwrap();
    assert_eq!(reply.body.as_object().unwrap().len(), 2, "{reply:?}");
    assert_eq!(reply.body["checks"].as_object().unwrap().len(), 4, "{reply:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_that_are_missing_are_told() {
    let there = Arc::new(AtomicBool::new(false));
    let keys = get(async |State(there): State<Arc<AtomicBool>>| {
        if !there.load(Ordering::SeqCst) {
            return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({})));
        }
        // 2048 bits; which ones does not matter here.
        let key = json!({ "kty": "RSA", "kid": "a", "n": "w".repeat(342), "e": "AQAB" });
        (StatusCode::OK, Json(json!({ "keys": [key] })))
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let provider = Router::new().route("/jwks", keys).with_state(Arc::clone(&there));
    tokio::spawn(async move { axum::serve(listener, provider).await });
    let jwks = format!("{url}/jwks");
    let issuer =
        json!({ "url": url, "kind": "oidc", "audience": "samspill", "jwks_url": jwks, "fetch_floor_seconds": 1 });
    let server = Server::start_with(Backend::Sqlite, &[("SAMSPILL_ISSUER", &json!([issuer]).to_string())]).await;
    let lost = json!({ "url": format!("{url}/lost"), "kind": "oidc", "audience": "samspill", "jwks_url": format!("{url}/lost") });
    let both = Server::start_with(Backend::Sqlite, &[("SAMSPILL_ISSUER", &json!([issuer, lost]).to_string())]).await;
    becomes(&server, 503, &checks("ok", "ok", "missing"), Duration::from_secs(5)).await;
    there.store(true, Ordering::SeqCst);
    becomes(&server, 200, &checks("ok", "ok", "ok"), Duration::from_secs(20)).await;
    // One lost provider keeps the callers of the others not out.
    becomes(&both, 200, &checks("ok", "ok", "partly"), Duration::from_secs(20)).await;
}

//! Whether the process lives, and whether it can answer.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::App;
use crate::store::{DatabaseState, MigrationState};

#[derive(Serialize)]
struct Alive {
    status: &'static str,
}

#[derive(Debug, Serialize)]
struct Readiness {
    status: &'static str,
    checks: Checks,
}

#[derive(Debug, Serialize)]
struct Checks {
    /// `ok`, `unreachable` or `slow`.
    database: &'static str,
    /// `ok`, `pending`, `newer` or `unknown`.
    migrations: &'static str,
    /// `ok` or `missing`.
    keys: &'static str,
}

/// The process lives.
pub async fn live() -> Response {
    answer(StatusCode::OK, &Alive { status: "ok" })
}

/// The database answers and is up to date, and the keys of every identity provider are there.
pub async fn ready(State(app): State<App>) -> Response {
    let health = app.probe.health().await;
    let keys = app.verifier.keys_ready(app.registry.clock.now());
    let checks = Checks {
        database: health.database.name(),
        migrations: health.migrations.name(),
        keys: if keys { "ok" } else { "missing" },
    };
    if keys && health.database == DatabaseState::Ok && health.migrations == MigrationState::Ok {
        return answer(StatusCode::OK, &Readiness { status: "ready", checks });
    }
    tracing::warn!(checks.database, checks.migrations, checks.keys, "not ready");
    answer(StatusCode::SERVICE_UNAVAILABLE, &Readiness { status: "not_ready", checks })
}

fn answer(status: StatusCode, body: &impl Serialize) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

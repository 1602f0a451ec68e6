//! Whether the process lives, and whether it can answer.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{App, Stage};
use crate::auth::KeyState;
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
    /// `ok`, or `stopping` once the service is told to stop.
    requests: &'static str,
    /// `ok`, `unreachable` or `slow`.
    database: &'static str,
    /// `ok`, `newer`, `pending` or `unknown`.
    migrations: &'static str,
    /// `ok`, `partly` or `missing`.
    keys: &'static str,
}

/// The process lives.
pub async fn live() -> Response {
    answer(StatusCode::OK, &Alive { status: "ok" })
}

/// Requests are taken, the database answers and is no older than the service, and the keys of an identity provider are there.
pub async fn ready(State(app): State<App>) -> Response {
    let health = app.probe.health().await;
    let keys = app.verifier.keys(app.registry.clock.now());
    let taken = *app.stage.borrow() == Stage::Serving;
    if health.database != DatabaseState::Ok {
        app.outage.suspect();
    }
    let checks = Checks {
        requests: if taken { "ok" } else { "stopping" },
        database: health.database.name(),
        migrations: health.migrations.name(),
        keys: keys.name(),
    };
    // A newer version has been here: what reaches this one meanwhile is answered, migrations see to that. Whoever asks one
    // lost provider for keys does not keep the callers of the others out.
    let migrated = matches!(health.migrations, MigrationState::Ok | MigrationState::Newer);
    let well = health.database == DatabaseState::Ok && !app.outage.is_on();
    if taken && well && migrated && keys != KeyState::Missing {
        return answer(StatusCode::OK, &Readiness { status: "ready", checks });
    }
    tracing::warn!(checks.database, checks.migrations, checks.keys, "not ready");
    answer(StatusCode::SERVICE_UNAVAILABLE, &Readiness { status: "not_ready", checks })
}

fn answer(status: StatusCode, body: &impl Serialize) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

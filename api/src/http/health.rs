//! Whether the process lives, and whether it can answer.

use axum::{extract::State, http::StatusCode};

use super::{App, Stage};

/// The process lives.
pub async fn live() -> &'static str {
    "ok\n"
}

/// Requests are taken, and the database answers.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    if *app.stage.borrow() != Stage::Serving {
        return (StatusCode::SERVICE_UNAVAILABLE, "the service is stopping\n");
    }
    if app.outage.is_on() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n");
    }
    match app.registry.database.ping().await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            app.outage.suspect();
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}

//! The page of figures, for Prometheus. It has an address of its own, so that the API's is no way to it.

use std::{sync::Arc, time::Duration};

use axum::{Router, extract::State, http::header, response::IntoResponse, routing::get};

use crate::{
    audit,
    store::{Database, pool_use},
    watch::{CONTENT_TYPE, Metrics, Scrape},
};

/// How long the database may take to tell how long the audit trail is.
const PATIENCE: Duration = Duration::from_millis(500);

#[derive(Clone)]
struct Figures {
    metrics: Arc<Metrics>,
    database: Database,
}

/// `GET /metrics`.
pub fn router(metrics: Arc<Metrics>, database: Database) -> Router {
    Router::new().route("/metrics", get(page)).with_state(Figures { metrics, database })
}

async fn page(State(figures): State<Figures>) -> impl IntoResponse {
    let pool = pool_use(&figures.database);
    // Figures come also when the database does not answer; then those of the trail stay as they were.
    let head = tokio::time::timeout(PATIENCE, audit::head(&figures.database)).await;
    let audit_events = head.ok().and_then(Result::ok).map(|head| head.sequence);
    ([(header::CONTENT_TYPE, CONTENT_TYPE)], figures.metrics.text(&Scrape { pool, audit_events }))
}

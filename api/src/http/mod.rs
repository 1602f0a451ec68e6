//! The service over HTTP: the GraphQL endpoint, the GraphiQL page and health.

mod graphiql;
mod graphql;
mod health;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use tower_http::{
    request_id::{PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

use crate::{auth::Verifier, graphql::schema::Schema, store::Registry};

/// What the handlers share.
#[derive(Clone)]
pub struct App {
    /// Database, clock and keys.
    pub registry: Registry,
    /// The schema.
    pub schema: Schema,
    /// Checks the tokens of callers.
    pub verifier: Arc<Verifier>,
    /// Whether answers tell, in `Server-Timing`, how many statements they took.
    pub server_timing: bool,
}

/// The routes of the service.
pub fn router(app: App) -> Router {
    let request_ids = request_id::RequestIds(app.registry.clone());
    Router::new()
        .route("/graphql", post(graphql::post).layer(DefaultBodyLimit::max(graphql::LARGEST_BODY)))
        .route("/graphiql", get(graphiql::page))
        .route("/graphiql/{file}", get(graphiql::asset))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http().make_span_with(request_id::span))
        .layer(SetRequestIdLayer::x_request_id(request_ids))
        .with_state(app)
}

mod request_id;

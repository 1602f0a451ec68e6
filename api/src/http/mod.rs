//! The service over HTTP: the GraphQL endpoint, exports, the GraphiQL page and health.

mod body;
mod export;
mod graphiql;
mod graphql;
mod health;
mod media;
mod refusals;
mod reply;
mod request_id;

pub use graphql::Parameters;
pub(crate) use refusals::HttpRefusal;

use std::{sync::Arc, time::Duration};

use axum::{Router, middleware::from_fn, routing::get};
use tower_http::{
    request_id::{PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};

use crate::{
    auth::Verifier,
    graphql::{guard::Guard, schema::Schema},
    store::Registry,
};

/// What the handlers share.
#[derive(Clone)]
pub struct App {
    /// Database, clock and keys.
    pub registry: Registry,
    /// The schema.
    pub schema: Schema,
    /// Checks the tokens of callers.
    pub verifier: Arc<Verifier>,
    /// What holds requests to the limits.
    pub guard: Arc<Guard>,
    /// How long an answer may take.
    pub request_time: Duration,
    /// Whether answers tell, in `Server-Timing`, how many statements they took.
    pub server_timing: bool,
}

/// The routes of the service.
pub fn router(app: App) -> Router {
    let request_ids = request_id::RequestIds(app.registry.clone());
    Router::new()
        .route("/graphql", get(graphql::get).post(graphql::post))
        .route("/graphiql", get(graphiql::page))
        .route("/graphiql/{file}", get(graphiql::asset))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .merge(export::routes())
        .fallback(reply::no_such_address)
        .method_not_allowed_fallback(reply::other_method)
        .layer(from_fn(reply::survive))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http().make_span_with(request_id::span))
        .layer(SetRequestIdLayer::x_request_id(request_ids))
        .with_state(app)
}

#[cfg(test)]
mod tests;

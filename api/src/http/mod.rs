//! The service over HTTP: the GraphQL endpoint, exports, open data, the GraphiQL page and health.

mod accept;
mod body;
mod connections;
pub mod edge;
mod export;
mod graphiql;
mod graphql;
mod health;
mod identity;
mod media;
pub mod metrics;
mod observe;
mod open;
mod refusals;
mod reply;
mod request_id;

pub use connections::{Bounds, Stage, serve};
pub use graphql::Parameters;
pub use open::Open;
pub use refusals::HttpRefusal;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use tokio::sync::watch;
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};

use self::edge::Edge;
use crate::{
    auth::Verifier,
    graphql::{guard::Guard, schema::Schema},
    idempotency::Terms,
    persisted::Documents,
    store::{Outage, Probe, Registry},
    watch::Metrics,
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
    /// What stands before the handlers.
    pub edge: Arc<Edge>,
    /// How long an answer may take.
    pub request_time: Duration,
    /// How long a client may take to read what the operating system does not hold for it.
    pub answer_time: Duration,
    /// How long keys of requests that may come again last.
    pub idempotency: Terms,
    /// The documents that are known without being sent.
    pub documents: Arc<Documents>,
    /// Whether answers tell, in `Server-Timing`, how many statements they took.
    pub server_timing: bool,
    /// Whether requests are taken.
    pub stage: watch::Receiver<Stage>,
    /// Whether the database is out.
    pub outage: Outage,
    /// Tells whether the database is well.
    pub probe: Arc<Probe>,
    /// Figures about what is answered.
    pub metrics: Arc<Metrics>,
    /// Open data, where the operator publishes some.
    pub open_data: Option<Arc<Open>>,
}

/// The routes of the service. The peer's address is taken from the extension `ConnectInfo<SocketAddr>`.
pub fn router(app: App) -> Router {
    let request_ids = request_id::RequestIds(app.registry.clone());
    let edge = Arc::clone(&app.edge);
    let graphiql = Router::new()
        .route("/graphiql", get(graphiql::page))
        .route("/graphiql/{file}", get(graphiql::asset))
        .route_layer(from_fn_with_state(app.clone(), graphiql::admit));
    let mut router = Router::new()
        .route("/graphql", get(graphql::get).post(graphql::post))
        .merge(graphiql)
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .merge(export::routes())
        .fallback(reply::no_such_address)
        .method_not_allowed_fallback(reply::other_method)
        .layer(from_fn(reply::survive));
    if let Some(cors) = edge.cors() {
        router = router.layer(cors);
    }
    if let Some(open) = &app.open_data {
        // Pages of any site may ask for open data, whichever may for the rest.
        router = router.merge(open::routes(Arc::clone(open)));
    }
    router
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(from_fn_with_state(app.clone(), observe::observe))
        .layer(SetRequestIdLayer::x_request_id(request_ids))
        .layer(from_fn_with_state(edge, edge::receive))
        .with_state(app)
}

#[cfg(test)]
mod tests;

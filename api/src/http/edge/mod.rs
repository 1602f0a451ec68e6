//! What stands before the handlers: who is at the other end, how often and how many at a time may ask, what browsers are
//! told.

mod browsers;
mod client;
mod crowd;
mod kept;
mod limiter;
mod origins;
mod proxies;
mod quotas;
mod rates;
mod settings;

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use tower_http::cors::CorsLayer;

use self::proxies::Proxies;
pub use self::{
    client::Client,
    crowd::Crowd,
    origins::Origin,
    proxies::{ForwardedHeader, Network},
    quotas::Quotas,
    rates::Rates,
    settings::{EdgeSettings, GraphiqlAccess},
};
use crate::graphql::guard::Limits;

/// What the edge of the service knows and counts.
pub struct Edge {
    /// How often callers and addresses may ask.
    pub rates: Rates,
    /// How many requests are at work.
    pub crowd: Crowd,
    /// Who gets the GraphiQL page.
    pub graphiql: GraphiqlAccess,
    proxies: Proxies,
    origins: Vec<Origin>,
}

impl Edge {
    /// An edge with these settings, which holds requests to these limits.
    #[must_use]
    pub fn new(settings: EdgeSettings, limits: &Limits) -> Self {
        let EdgeSettings { trusted_proxies, forwarded_header, cors_origins, graphiql } = settings;
        Self {
            rates: Rates::new(limits),
            crowd: Crowd::new(limits.concurrent_requests),
            graphiql,
            proxies: Proxies::new(trusted_proxies, forwarded_header),
            origins: cors_origins,
        }
    }

    /// What tells browsers which other sites may ask; none where no other site may.
    #[must_use]
    pub fn cors(&self) -> Option<CorsLayer> {
        origins::layer(&self.origins)
    }
}

/// Receives a request: finds out who is at the other end, and gives each answer the headers that browsers need.
pub async fn receive(State(edge): State<Arc<Edge>>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let client = edge.proxies.client(peer, request.headers());
    request.extensions_mut().insert(client);
    let mut response = next.run(request).await;
    browsers::guard(response.headers_mut(), client.https);
    response
}

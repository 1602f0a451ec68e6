//! Watches every request: its span in its caller's trace, its figures, and its one line in the log. The line has no
//! query, no variables, no token and nobody's name.

use std::{sync::Arc, time::Instant};

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use tracing::{Instrument as _, Span, field::Empty};

use super::{App, request_id};
use crate::{
    graphql::refusal::clip,
    watch::{Ended, Kind, Metrics, Notes, TraceContext, TraceId, spans},
};

/// What a request without a route is counted under.
const NO_ROUTE: &str = "none";
/// The longest path that is logged, in characters.
const LONGEST_PATH: usize = 200;
/// The longest `tracestate` that is passed on, in bytes: what tracing systems must at least.
const LONGEST_STATE: usize = 512;
/// The status in place of the one that a caller did not wait for.
const HUNG_UP: u16 = 499;

/// Watches a request from its beginning to its end, or to the moment when its caller hangs up.
pub async fn observe(State(app): State<App>, request: Request<Body>, next: Next) -> Response {
    let watched = Watched::begin(&app, &request);
    let (notes, span) = (watched.notes.clone(), watched.span.clone());
    let response = notes.track(next.run(request)).instrument(span).await;
    watched.end(response.status().as_u16());
    response
}

/// A request under way. One that is dropped has lost its caller.
struct Watched {
    metrics: Arc<Metrics>,
    notes: Notes,
    span: Span,
    began: Instant,
    route: String,
    method: &'static str,
    status: u16,
}

impl Watched {
    fn begin(app: &App, request: &Request<Body>) -> Self {
        let headers = request.headers();
        let route = request.extensions().get::<MatchedPath>();
        let route = route.map_or_else(|| NO_ROUTE.to_owned(), |route| route.as_str().to_owned());
        let method = known(request.method());
        let span = tracing::info_span!(
            "request",
            method,
            path = clip(request.uri().path(), LONGEST_PATH),
            request_id = request_id::of(headers),
            trace_id = Empty,
            otel.kind = Empty,
            otel.name = Empty,
        );
        let caller = TraceContext::of(headers);
        let state = headers.get("tracestate").and_then(|state| state.to_str().ok());
        let state = state.filter(|state| state.len() <= LONGEST_STATE);
        let trace = spans::begin(&span, &format!("{method} {route}"), caller, state);
        // What no collector is told of has an id all the same, that of the caller's trace if there is one.
        let trace = trace.or(caller.map(|caller| caller.trace)).unwrap_or_else(|| TraceId(app.registry.ids.bytes()));
        span.record("trace_id", tracing::field::display(trace));
        app.metrics.began();
        let (metrics, notes) = (Arc::clone(&app.metrics), Notes::default());
        Self { metrics, notes, span, began: Instant::now(), route, method, status: HUNG_UP }
    }

    fn end(mut self, status: u16) {
        self.status = status;
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let Self { route, method, status, .. } = &*self;
        let (method, status, duration) = (*method, *status, self.began.elapsed());
        let facts = self.notes.facts();
        let ended = Ended { route, method, status, duration, facts: &facts };
        self.metrics.ended(&ended);
        spans::end(&self.span, &ended);
        // Whoever looks after the service asks every few seconds.
        if status == 200 && route.starts_with("/health/") {
            return;
        }
        let codes = facts.codes.iter().map(|code| entity::vocabulary::Vocabulary::code(*code));
        let codes = codes.collect::<Vec<_>>().join(" ");
        let _entered = self.span.enter();
        tracing::info!(
            status,
            duration_ms = duration.as_secs_f64() * 1_000.0,
            operation = facts.operation,
            kind = facts.kind.map(Kind::name),
            roles = facts.roles,
            client = facts.client,
            statements = facts.statements.map(|tally| tally.count()),
            cost = facts.cost,
            codes = (!codes.is_empty()).then_some(codes),
            "{}",
            if status == HUNG_UP { "the caller hung up" } else { "answered" },
        );
    }
}

/// The methods that are told apart.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => "other",
    }
}

//! Figures about the service as Prometheus reads them (`OpenMetrics`). Every label has a bounded set of values.

use std::{borrow::Cow, fmt, time::Duration};

use chrono::{DateTime, Utc};
use entity::vocabulary::Vocabulary as _;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::{Registry, Unit},
};

use super::{Facts, OperationNames};
use crate::store::PoolUse;

/// What the figures are served as.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Seconds an answer takes; it is broken off after 10, unless a setting says otherwise.
const ANSWER_SECONDS: [f64; 12] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
/// Seconds a statement takes.
const STATEMENT_SECONDS: [f64; 11] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];
/// Statements a request sends.
const STATEMENTS: [f64; 9] = [0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];
/// Objects an answer may hold.
const COMPLEXITY: [f64; 10] = [1.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1_000.0, 10_000.0, 100_000.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
    /// The code of the first error; empty without one.
    code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabels {
    operation: Cow<'static, str>,
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct KindLabels {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LimitLabels {
    limit: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ConnectionLabels {
    state: &'static str,
}

type Histograms<L> = Family<L, Histogram, fn() -> Histogram>;

/// A request that has ended.
#[derive(Clone, Copy, Debug)]
pub struct Ended<'a> {
    /// The route, as the router writes it; `none` where there is none.
    pub route: &'a str,
    /// The method, or `other`.
    pub method: &'static str,
    /// The status; 499 when the caller hung up before there was one.
    pub status: u16,
    /// How long it took.
    pub duration: Duration,
    /// What was noted about it.
    pub facts: &'a Facts,
}

impl Ended<'_> {
    /// The code of its first error; empty without one.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.facts.codes.first().map_or("", |code| code.code())
    }
}

/// What is looked up when figures are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scrape {
    /// The connections of the pool.
    pub pool: PoolUse,
    /// Events in the audit trail, where that is known.
    pub audit_events: Option<i64>,
}

/// The figures.
pub struct Metrics {
    registry: Registry,
    names: OperationNames,
    requests: Family<RequestLabels, Counter>,
    request_seconds: Histograms<RouteLabels>,
    in_flight: Gauge,
    operation_seconds: Histograms<OperationLabels>,
    statements: Histograms<KindLabels>,
    complexity: Histograms<KindLabels>,
    limits: Family<LimitLabels, Counter>,
    statement_seconds: Histogram,
    failed_statements: Counter,
    connections: Family<ConnectionLabels, Gauge>,
    most_connections: Gauge,
    audit_events: Gauge,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Metrics {
    /// Figures that are all zero, of a process that began at `start`.
    #[must_use]
    pub fn new(start: DateTime<Utc>) -> Self {
        let metrics = Self {
            registry: Registry::default(),
            names: OperationNames::default(),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(|| Histogram::new(ANSWER_SECONDS)),
            in_flight: Gauge::default(),
            operation_seconds: Family::new_with_constructor(|| Histogram::new(ANSWER_SECONDS)),
            statements: Family::new_with_constructor(|| Histogram::new(STATEMENTS)),
            complexity: Family::new_with_constructor(|| Histogram::new(COMPLEXITY)),
            limits: Family::default(),
            statement_seconds: Histogram::new(STATEMENT_SECONDS),
            failed_statements: Counter::default(),
            connections: Family::default(),
            most_connections: Gauge::default(),
            audit_events: Gauge::default(),
        };
        Self { registry: metrics.register(start), ..metrics }
    }

    fn register(&self, start: DateTime<Utc>) -> Registry {
        let mut all = Registry::default();
        let started: Gauge = Gauge::default();
        started.set(start.timestamp());
        all.register_with_unit("process_start_time", "When the process began, since 1970", Unit::Seconds, started);
        let own = all.sub_registry_with_prefix("samspill");
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        own.register("build", "What runs", build);
        let help = "Requests by route, method, status (499: the caller hung up) and code of the first error";
        own.register("http_requests", help, self.requests.clone());
        let help = "How long answers took";
        own.register_with_unit("http_request_duration", help, Unit::Seconds, self.request_seconds.clone());
        own.register("http_requests_in_flight", "Requests under way", self.in_flight.clone());
        let help = "How long operations took that were carried out or took too long; names beyond the first 50, or beyond those of \
             trusted documents, are `other`";
        own.register_with_unit("graphql_operation_duration", help, Unit::Seconds, self.operation_seconds.clone());
        own.register("graphql_operation_statements", "SQL statements an operation sent", self.statements.clone());
        own.register("graphql_operation_complexity", "What an operation may cost", self.complexity.clone());
        own.register("limits_exceeded", "Requests beyond a limit", self.limits.clone());
        let help = "How long SQL statements took";
        own.register_with_unit("database_statement_duration", help, Unit::Seconds, self.statement_seconds.clone());
        own.register("database_statements_failed", "SQL statements that failed", self.failed_statements.clone());
        own.register("database_connections", "Connections to the database, by use", self.connections.clone());
        own.register("database_connections_limit", "Connections at most", self.most_connections.clone());
        own.register("audit_events", "Events in the audit trail", self.audit_events.clone());
        all
    }

    /// Gives operations figures of their own from the start: the registered ones, besides which none are carried out.
    pub fn reserve<'a>(&self, operations: impl Iterator<Item = &'a str>) {
        self.names.reserve(operations);
    }

    /// A request begins.
    pub fn began(&self) {
        self.in_flight.inc();
    }

    /// A request that began has ended.
    pub fn ended(&self, ended: &Ended<'_>) {
        self.in_flight.dec();
        let Ended { route, method, status, duration, facts } = *ended;
        let route = route.to_owned();
        self.request_seconds.get_or_create(&RouteLabels { route: route.clone() }).observe(duration.as_secs_f64());
        self.requests.get_or_create(&RequestLabels { route, method, status, code: ended.code() }).inc();
        for limit in &facts.limits {
            self.limits.get_or_create(&LimitLabels { limit: limit.code() }).inc();
        }
        let (true, Some(kind), Some(tally)) = (facts.carried_out, facts.kind, &facts.statements) else {
            return;
        };
        let kind = kind.name();
        let operation = self.names.label(facts.operation.as_deref());
        let labels = OperationLabels { operation, kind };
        self.operation_seconds.get_or_create(&labels).observe(duration.as_secs_f64());
        self.statements.get_or_create(&KindLabels { kind }).observe(tally.count().into());
        // Costs beyond that are refused long before.
        let cost = facts.cost.and_then(|cost| u32::try_from(cost).ok()).unwrap_or(u32::MAX);
        self.complexity.get_or_create(&KindLabels { kind }).observe(cost.into());
    }

    /// A statement was sent to the database.
    pub fn statement(&self, duration: Duration, failed: bool) {
        self.statement_seconds.observe(duration.as_secs_f64());
        if failed {
            self.failed_statements.inc();
        }
    }

    /// The figures as Prometheus reads them.
    #[must_use]
    pub fn text(&self, scrape: &Scrape) -> String {
        let Scrape { pool: PoolUse { idle, busy, most }, audit_events } = *scrape;
        for (state, count) in [("idle", idle), ("busy", busy)] {
            self.connections.get_or_create(&ConnectionLabels { state }).set(count.into());
        }
        self.most_connections.set(most.into());
        if let Some(events) = audit_events {
            self.audit_events.set(events);
        }
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

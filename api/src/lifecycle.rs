//! From settings to a running service, and its orderly stop.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use samspill::{
    audit,
    auth::{KeyError, LocalKey, Verifier, VerifierError},
    clock::{Ids, SystemClock},
    graphql::{
        guard::{LIMITS, Limits},
        schema,
    },
    http::{App, Bounds, Open, Stage, edge::Edge, metrics, router, serve as answer},
    idempotency::{self, Terms},
    open_data::dictionary::Undescribed,
    persisted::{Documents, TrustedError, Validator},
    release::figures::Thresholds,
    retention,
    store::{
        ConnectError, Database, Outage, Probe, Registry, RuleSettings, connect, connect_for_requests, counted, migrate,
    },
    watch::Metrics,
};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

use crate::{
    config::{DatabaseUrl, Settings},
    telemetry::TelemetryError,
};

/// Why the service does not run.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data directory cannot be made.
    #[error("the data directory {} cannot be made", path.display())]
    DataDir {
        /// The directory.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The signing key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database cannot be used.
    #[error("the database {url} cannot be used")]
    Database {
        /// Which one.
        url: DatabaseUrl,
        /// Why.
        source: ConnectError,
    },
    /// The address cannot be had.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// Others than this machine would be let in with the local key.
    #[error(
        "bind is {0}, which other machines can reach, but tokens of the local development key are accepted: \
         whoever can read the data directory can make them for anybody. Listen on 127.0.0.1 or [::1], \
         or configure an [[issuer]] and leave local_tokens out"
    )]
    BeyondLoopback(SocketAddr),
    /// The identity providers cannot be asked.
    #[error(transparent)]
    Verifier(#[from] VerifierError),
    /// The trusted documents cannot be used.
    #[error(transparent)]
    Trusted(#[from] TrustedError),
    /// The columns of open data are not described.
    #[error(transparent)]
    OpenData(#[from] Undescribed),
    /// Traces cannot be told to the collector.
    #[error(transparent)]
    Telemetry(#[from] TelemetryError),
    /// Serving broke off.
    #[error("the service broke off")]
    Serve(#[source] io::Error),
}

/// Makes the data directory, for its owner alone, unless it is there.
///
/// # Errors
/// When it cannot be made.
pub fn make_data_dir(path: &Path) -> Result<(), StartError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|source| StartError::DataDir { path: path.to_owned(), source })
}

/// Opens the database and brings it up to date, for work that takes as long as it takes.
///
/// # Errors
/// When the database does not answer or cannot be brought up to date.
pub async fn open_registry(settings: &Settings) -> Result<Registry, StartError> {
    let failed = |source| StartError::Database { url: settings.database_url.clone(), source };
    let url = settings.database_url.exposed();
    let database = connect(url, settings.database_connections).await.map_err(failed)?;
    migrate(&database).await.map_err(failed)?;
    tracing::info!(database = %settings.database_url, "the database is up to date");
    Ok(registry(settings, database, |_, _| {}))
}

/// The same database with connections for requests, whose statements may take no longer than an answer.
async fn reopen_for_requests(
    settings: &Settings,
    registry: Registry,
    metrics: &Arc<Metrics>,
) -> Result<Registry, StartError> {
    close_registry(registry).await;
    let failed = |source| StartError::Database { url: settings.database_url.clone(), source };
    // An answer is broken off first, and its statement with it; this is for what is left.
    let most = request_time(settings) + Duration::from_secs(5);
    let opened = connect_for_requests(settings.database_url.exposed(), settings.database_connections, most);
    let metrics = Arc::clone(metrics);
    Ok(self::registry(settings, opened.await.map_err(failed)?, move |took, failed| metrics.statement(took, failed)))
}

fn count(setting: u32) -> usize {
    usize::try_from(setting).unwrap_or(usize::MAX)
}

fn request_time(settings: &Settings) -> Duration {
    Duration::from_secs(settings.request_seconds.into())
}

/// The registry in a database; `told` learns of each statement how long it took, and whether it failed.
fn registry(
    settings: &Settings,
    mut database: Database,
    told: impl Fn(Duration, bool) + Send + Sync + 'static,
) -> Registry {
    counted(&mut database, told);
    Registry {
        database,
        clock: Arc::new(SystemClock),
        ids: Ids::random(),
        rules: RuleSettings {
            synthetic_organisation_numbers: settings.synthetic_organisation_numbers,
            disclosure: Thresholds { k: settings.disclosure_k, k_sensitive: settings.disclosure_k_sensitive },
        },
    }
}

/// Closes the database's connections.
pub async fn close_registry(registry: Registry) {
    if let Err(error) = registry.database.close().await {
        tracing::warn!(%error, "the database's connections were not closed in order");
    }
}

/// Whether callers from other machines may be let in: only when an identity provider outside of this machine vouches for
/// all of them. Whoever holds the local development key can make tokens for anybody.
fn may_listen_beyond_loopback(settings: &Settings) -> bool {
    !settings.issuer.is_empty() && !settings.accepts_local_tokens()
}

/// The local key, made first when there is none, where its tokens are accepted.
///
/// # Errors
/// When it cannot be read or written.
pub fn local_key(settings: &Settings, data_dir: &Path) -> Result<Option<LocalKey>, StartError> {
    let key = settings.accepts_local_tokens().then(|| LocalKey::open_or_create(data_dir));
    Ok(key.transpose()?)
}

/// Takes the address to listen on, before anything that takes long.
///
/// # Errors
/// When others could reach it and may not, or it cannot be had.
pub async fn listen(settings: &Settings) -> Result<TcpListener, StartError> {
    let address = settings.bind;
    let local = address.ip().to_canonical().is_loopback();
    if !local && !may_listen_beyond_loopback(settings) {
        return Err(StartError::BeyondLoopback(address));
    }
    take(address).await
}

async fn take(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|source| StartError::Listen { address, source })
}

/// Serves the figures for as long as the service runs, also while it finishes what is under way.
async fn serve_metrics(listener: TcpListener, pages: Router) {
    match listener.local_addr() {
        Ok(address) => tracing::info!(%address, "metrics are served"),
        Err(error) => tracing::warn!(%error, "where metrics are served is not known"),
    }
    if let Err(error) = axum::serve(listener, pages).await {
        tracing::error!(%error, "metrics are no longer served");
    }
}

/// Serves until told to stop; then finishes the requests under way and closes the database's connections.
///
/// # Errors
/// When serving breaks off.
pub async fn serve(
    settings: &Settings,
    listener: TcpListener,
    registry: Registry,
    key: Option<LocalKey>,
) -> Result<(), StartError> {
    let address = listener.local_addr().map_err(StartError::Serve)?;
    let metrics = Arc::new(Metrics::new(registry.clock.now()));
    let metrics_listener = match settings.metrics_bind {
        Some(address) => Some(take(address).await?),
        None => None,
    };
    let registry = reopen_for_requests(settings, registry, &metrics).await?;
    let verifier = Verifier::new(key, &settings.issuer, registry.rules.synthetic_organisation_numbers)?;
    verifier.keep_fresh(&registry.clock);
    let limits = Limits {
        seconds: settings.request_seconds.into(),
        complexity: count(settings.request_complexity),
        body_seconds: settings.body_seconds.into(),
        requests_per_second: count(settings.requests_per_second),
        complexity_per_second: count(settings.complexity_per_second),
        address_requests_per_second: count(settings.address_requests_per_second),
        concurrent_requests: count(settings.concurrent_requests.unwrap_or(4 * settings.database_connections)),
        introspection: settings.introspection,
        ..LIMITS
    };
    let (stage, staged) = watch::channel(Stage::Serving);
    let outage = Outage::default();
    let documents = documents(settings, limits).await?;
    metrics.reserve(documents.operations());
    let app = App {
        registry: registry.clone(),
        schema: schema::builder(limits).finish(),
        guard: Arc::new(schema::guard(limits)),
        edge: Arc::new(Edge::new(settings.edge(), &limits)),
        request_time: request_time(settings),
        answer_time: answer_time(settings),
        verifier: Arc::new(verifier),
        idempotency: Terms::new(request_time(settings), Duration::from_hours(settings.idempotency_hours.into())),
        documents: Arc::new(documents),
        server_timing: settings.server_timing,
        stage: staged.clone(),
        outage: outage.clone(),
        probe: Arc::new(Probe::new(settings.database_url.exposed())),
        metrics: Arc::clone(&metrics),
        open_data: open_data(settings)?,
    };
    let bounds = bounds(settings);
    let mut stop = Stop::listen().map_err(StartError::Serve)?;
    let serving = answer(listener, router(app), bounds, staged);
    let stopping = stop_in_order(settings, &mut stop, &stage);
    let mut chores = chores(settings, &registry);
    chores.spawn(outage.look_after(settings.database_url.exposed().to_owned()));
    if let Some(listener) = metrics_listener {
        chores.spawn(serve_metrics(listener, metrics::router(metrics, registry.database.clone())));
    }
    log_head(&registry).await;
    tracing::info!(%address, "listening");
    tokio::select! {
        () = serving => {}
        () = stopping => tracing::warn!("requests still under way were broken off"),
    }
    chores.shutdown().await;
    log_head(&registry).await;
    // What was broken off may hold a connection that never comes back.
    if tokio::time::timeout(CLOSE_DATABASE, close_registry(registry)).await.is_err() {
        tracing::warn!("the database's connections were left open");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Open data, where some is published.
fn open_data(settings: &Settings) -> Result<Option<Arc<Open>>, Undescribed> {
    let Some(publisher) = settings.open_data() else { return Ok(None) };
    tracing::info!(address = %publisher.url, publisher = %publisher.name, "released figures are served to everybody");
    Ok(Some(Arc::new(Open::new(publisher, &schema::sdl())?)))
}

/// The documents that are known without being sent.
async fn documents(settings: &Settings, limits: Limits) -> Result<Documents, TrustedError> {
    let Some(file) = &settings.trusted_documents else {
        return Ok(if settings.persisted_queries { Documents::remembered() } else { Documents::none() });
    };
    let documents = Documents::trusted(file, &Validator::new(schema::builder(limits))).await?;
    tracing::info!(documents = documents.registered(), "only trusted documents are carried out");
    Ok(documents)
}

/// How long closing the database's connections may take in the end.
const CLOSE_DATABASE: Duration = Duration::from_secs(3);

/// Waits to be told to stop, and ends when requests still under way are to be broken off. Being told again hurries it.
async fn stop_in_order(settings: &Settings, stop: &mut Stop, stage: &watch::Sender<Stage>) {
    stop.told().await;
    let delay = Duration::from_secs(settings.shutdown_delay_seconds.into());
    if !delay.is_zero() {
        tracing::info!(?delay, "about to stop: requests are still taken, but the service is no longer ready");
    }
    stage.send_replace(Stage::Leaving);
    stop.told_within(delay).await;
    tracing::info!("stopping: requests under way are finished, no new ones taken");
    stage.send_replace(Stage::Closing);
    stop.told_within(Duration::from_secs(settings.shutdown_seconds.into())).await;
}

/// How long a request's head may take to arrive. An address alone, sent by a slow phone, takes a second.
const HEAD: Duration = Duration::from_secs(10);

/// How long an answer may take to be read.
fn answer_time(settings: &Settings) -> Duration {
    Duration::from_secs(settings.answer_seconds.into())
}

fn bounds(settings: &Settings) -> Bounds {
    Bounds {
        connections: room(settings),
        idle: Duration::from_secs(settings.keep_alive_seconds.into()),
        head: HEAD,
        answer: answer_time(settings),
    }
}

/// Files besides connections: those of the program, and of its connections to the database, with SQLite three each.
const OTHER_FILES: u64 = 64;

/// How many connections there is room for: as many as the settings say, if the operating system lets the program have so
/// many files open.
#[cfg(unix)]
fn room(settings: &Settings) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let wanted = u64::from(settings.connections);
    let others = OTHER_FILES + 4 * u64::from(settings.database_connections);
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let mut files = current.unwrap_or(u64::MAX);
    if files < wanted + others {
        // Without asking for it, programs get a fraction of what they may have.
        let more = maximum.unwrap_or(u64::MAX).min(wanted + others);
        if setrlimit(Resource::Nofile, Rlimit { current: Some(more), maximum }).is_ok() {
            files = more;
        }
    }
    let room = files.saturating_sub(others).clamp(8, wanted);
    if room < wanted {
        tracing::warn!(wanted, room, files, "fewer connections than set: the limit of open files is too low");
    }
    usize::try_from(room).unwrap_or(usize::MAX)
}

#[cfg(not(unix))]
fn room(settings: &Settings) -> usize {
    usize::try_from(settings.connections).unwrap_or(usize::MAX)
}

/// How often the log is told where the audit trail ends.
const TELL_HEAD: Duration = Duration::from_hours(1);

/// What the service does by itself while it serves: it tells the log where the audit trail ends, and forgets who people
/// are whose time is over. Dropped halfway, the person in hand stays as they were.
fn chores(settings: &Settings, registry: &Registry) -> JoinSet<()> {
    let mut chores = JoinSet::new();
    let telling = registry.clone();
    chores.spawn(async move {
        loop {
            tokio::time::sleep(TELL_HEAD).await;
            log_head(&telling).await;
        }
    });
    chores.spawn(idempotency::hourly(registry.clone()));
    if settings.retention_months > 0 {
        chores.spawn(retention::daily(registry.clone(), settings.retention_months));
    }
    chores
}

/// Tells the log where the audit trail ends: a log kept elsewhere proves that the trail was not cut off or written anew.
async fn log_head(registry: &Registry) {
    match audit::head(&registry.database).await {
        Ok(head) => tracing::info!(%head, "the audit trail ends here"),
        Err(error) => tracing::warn!(%error, "where the audit trail ends is not known"),
    }
}

/// What the operating system says when the service is to stop.
struct Stop {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Stop {
    /// Begins to listen; from here on the signals no longer end the process by themselves.
    fn listen() -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            terminate: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?,
        })
    }

    /// Waits so long, or until told again.
    async fn told_within(&mut self, time: Duration) {
        // Whether it is told or not is the same.
        let _ = tokio::time::timeout(time, self.told()).await;
    }

    /// Waits for SIGTERM, or Ctrl-C.
    async fn told(&mut self) {
        let interrupted = async {
            if let Err(error) = tokio::signal::ctrl_c().await {
                tracing::warn!(%error, "Ctrl-C is not noticed");
                std::future::pending::<()>().await;
            }
        };
        #[cfg(unix)]
        tokio::select! {
            () = interrupted => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(not(unix))]
        interrupted.await;
    }
}

//! From settings to a running service, and its orderly stop.

use std::{
    fs, io,
    io::IsTerminal as _,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::serve::ListenerExt as _;
use samspill::{
    audit,
    auth::{KeyError, LocalKey, Verifier, VerifierError},
    clock::{Ids, SystemClock},
    graphql::{
        guard::{LIMITS, Limits},
        schema,
    },
    http::{App, router},
    release::figures::Thresholds,
    retention,
    store::{ConnectError, Database, Registry, RuleSettings, connect, connect_for_requests, counted, migrate},
};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use tracing_subscriber::EnvFilter;

use crate::config::{DatabaseUrl, LogFormat, Settings};

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
    /// Serving broke off.
    #[error("the service broke off")]
    Serve(#[source] io::Error),
}

/// Starts the log, on standard error.
pub fn start_log(settings: &Settings) {
    // Settings that were loaded have a filter that can be used.
    let filter = EnvFilter::try_new(&settings.log_filter).unwrap_or_default();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match settings.log {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().with_span_list(false).init(),
    }
    // A panic is told as everything else is, in the same format and with the request it belongs to.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, message = panic.payload_as_str(), "panicked");
    }));
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
    Ok(registry(settings, database))
}

/// The same database with connections for requests, whose statements may take no longer than an answer.
async fn reopen_for_requests(settings: &Settings, registry: Registry) -> Result<Registry, StartError> {
    close_registry(registry).await;
    let failed = |source| StartError::Database { url: settings.database_url.clone(), source };
    // An answer is broken off first, and its statement with it; this is for what is left.
    let most = request_time(settings) + Duration::from_secs(5);
    let opened = connect_for_requests(settings.database_url.exposed(), settings.database_connections, most);
    Ok(self::registry(settings, opened.await.map_err(failed)?))
}

fn request_time(settings: &Settings) -> Duration {
    Duration::from_secs(settings.request_seconds.into())
}

fn registry(settings: &Settings, mut database: Database) -> Registry {
    counted(&mut database);
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
    TcpListener::bind(address).await.map_err(|source| StartError::Listen { address, source })
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
    let registry = reopen_for_requests(settings, registry).await?;
    let verifier = Verifier::new(key, &settings.issuer, registry.rules.synthetic_organisation_numbers)?;
    verifier.keep_fresh(&registry.clock);
    let limits = Limits {
        seconds: settings.request_seconds.into(),
        complexity: usize::try_from(settings.request_complexity).unwrap_or(usize::MAX),
        ..LIMITS
    };
    let app = App {
        registry: registry.clone(),
        schema: schema::builder(limits).finish(),
        guard: Arc::new(schema::guard(limits)),
        request_time: request_time(settings),
        verifier: Arc::new(verifier),
        server_timing: settings.server_timing,
    };
    // Small answers leave at once.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let mut stop = Stop::listen().map_err(StartError::Serve)?;
    let (stopping, mut stopped) = watch::channel(false);
    let serving = axum::serve(listener, router(app)).with_graceful_shutdown(async move {
        // A sender that is gone means the same as a message.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    });
    let grace = Duration::from_secs(settings.shutdown_seconds.into());
    let give_up = async {
        stop.told().await;
        tracing::info!("stopping: requests under way are finished, no new ones taken");
        stopping.send_replace(true);
        tokio::select! {
            () = tokio::time::sleep(grace) => {}
            () = stop.told() => {}
        }
    };
    let mut chores = chores(settings, &registry);
    log_head(&registry).await;
    tracing::info!(%address, "listening");
    tokio::select! {
        outcome = serving => outcome.map_err(StartError::Serve)?,
        () = give_up => tracing::warn!("requests still under way were broken off"),
    }
    chores.shutdown().await;
    log_head(&registry).await;
    close_registry(registry).await;
    tracing::info!("stopped");
    Ok(())
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

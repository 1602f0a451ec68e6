//! Where the log and the traces go.

#[cfg(feature = "otlp")]
mod otlp;

use std::io::{self, IsTerminal as _};

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::{FilterExt as _, filter_fn},
    fmt,
    layer::{Filter, SubscriberExt as _},
    registry::LookupSpan,
    util::SubscriberInitExt as _,
};

use crate::config::{LogFormat, Settings};

/// Libraries that log the values of statements below this level, whatever the filter says.
const TALKATIVE: [&str; 2] = ["sea_orm", "sqlx"];

/// Why traces cannot be told to the collector.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The export cannot be set up.
    #[cfg(feature = "otlp")]
    #[error("traces cannot be told to otlp_endpoint")]
    Otlp(#[from] otlp::OtlpError),
}

/// Starts the log alone, on standard error.
pub fn start_log(settings: &Settings) {
    tracing_subscriber::registry().with(log(settings)).init();
    tell_panics();
}

/// The log and the traces of a service that runs.
pub struct Telemetry {
    #[cfg(feature = "otlp")]
    traces: Option<otlp::Traces>,
}

impl Telemetry {
    /// Starts the log on standard error, and the traces where the settings say so.
    ///
    /// # Errors
    /// When traces cannot be told to the collector: the operating system has no CA certificates.
    #[cfg_attr(
        not(feature = "otlp"),
        expect(clippy::unnecessary_wraps, reason = "nothing can go wrong without the export")
    )]
    pub fn start(settings: &Settings) -> Result<Self, TelemetryError> {
        let subscriber = tracing_subscriber::registry().with(log(settings));
        #[cfg(feature = "otlp")]
        let telemetry = {
            let endpoint = settings.otlp_endpoint.as_deref();
            let traces = endpoint.map(|url| otlp::Traces::new(url, settings.otlp_ratio)).transpose()?;
            subscriber.with(traces.as_ref().map(otlp::Traces::layer)).init();
            Self { traces }
        };
        #[cfg(not(feature = "otlp"))]
        let telemetry = {
            subscriber.init();
            Self {}
        };
        tell_panics();
        Ok(telemetry)
    }

    /// Tells the collector what it has not been told yet.
    pub async fn stop(self) {
        #[cfg(feature = "otlp")]
        if let Some(traces) = self.traces {
            traces.stop().await;
        }
    }
}

/// The log, in the format of the settings.
fn log<S>(settings: &Settings) -> impl Layer<S> + use<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let layer = fmt::layer().with_writer(io::stderr);
    let layer = match settings.log {
        LogFormat::Text => layer.with_ansi(io::stderr().is_terminal()).boxed(),
        // All spans, from the request on: it has the ids.
        LogFormat::Json => layer.json().with_current_span(false).with_span_list(true).boxed(),
    };
    layer.with_filter(filter(&settings.log_filter))
}

/// What is logged: what these directives say, save for what may hold values.
fn filter<S>(directives: &str) -> impl Filter<S> + use<S> {
    // Settings that were loaded have a filter that can be used.
    EnvFilter::try_new(directives).unwrap_or_default().and(filter_fn(tells_no_values))
}

fn tells_no_values(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    let talkative = TALKATIVE.iter().any(|name| {
        let rest = target.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    });
    !talkative || *metadata.level() <= Level::WARN
}

/// A panic is told as everything else is, in the same format and with the request it belongs to.
fn tell_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, message = panic.payload_as_str(), "panicked");
    }));
}

#[cfg(test)]
mod tests {
    use super::filter;
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };
    use tracing_subscriber::{Layer as _, fmt, layer::SubscriberExt as _};

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn values_of_statements_are_logged_by_no_filter() {
        let written = Written::default();
        let writer = written.clone();
        let layer =
            fmt::layer().with_writer(move || writer.clone()).with_filter(filter("trace,sea_orm=trace,sqlx=trace"));
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            // As the drivers do at the level trace.
            let span = tracing::trace_span!(target: "sea_orm::driver::sqlx_sqlite", "query_all", stmt = "secret");
            span.in_scope(|| tracing::warn!("told within"));
            tracing::info!(target: "sea_orm", "secret");
            tracing::info!(target: "sqlx::query", "secret");
            tracing::warn!(target: "sqlx::pool", "told by the pool");
            tracing::info!(target: "sea_orm_migration::migrator", "told by a migration");
            tracing::trace!("told by us");
        });
        let log = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        for told in ["told within", "told by the pool", "told by a migration", "told by us"] {
            assert!(log.contains(told), "{told}: {log}");
        }
        assert!(!log.contains("secret"), "{log}");
    }
}

//! Where the log and the traces go.

#[cfg(feature = "otlp")]
mod otlp;

use std::io::{self, IsTerminal as _};

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::{FilterExt as _, filter_fn},
    fmt,
    layer::SubscriberExt as _,
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
    // Settings that were loaded have a filter that can be used.
    let filter = EnvFilter::try_new(&settings.log_filter).unwrap_or_default().and(filter_fn(tells_no_values));
    let layer = fmt::layer().with_writer(io::stderr);
    let layer = match settings.log {
        LogFormat::Text => layer.with_ansi(io::stderr().is_terminal()).boxed(),
        // All spans, from the request on: it has the ids.
        LogFormat::Json => layer.json().with_current_span(false).with_span_list(true).boxed(),
    };
    layer.with_filter(filter)
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

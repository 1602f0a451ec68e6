//! Tells traces to an OpenTelemetry collector: OTLP, protobuf over HTTP, in batches from a thread of its own.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use async_graphql::async_trait::async_trait;
use opentelemetry::{KeyValue, trace::TracerProvider as _};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracerProvider},
};
use reqwest::{Client, redirect};
use tokio::runtime::Handle;
use tracing::{Level, Subscriber};
use tracing_subscriber::{Layer, filter::dynamic_filter_fn, registry::LookupSpan};

/// How long the collector may take to take a batch, and the last one when the service stops.
const PATIENCE: Duration = Duration::from_secs(5);
/// Where a collector takes traces, below its URL.
const PATH: &str = "/v1/traces";
/// More than a collector ever answers, in bytes.
const LARGEST_ANSWER: usize = 64 * 1024;

/// Why traces cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum OtlpError {
    /// HTTPS cannot be spoken.
    #[error("HTTPS cannot be spoken: has the operating system CA certificates?")]
    Client(#[from] reqwest::Error),
    /// The exporter refuses the settings.
    #[error("the exporter refuses the settings")]
    Exporter(#[from] ExporterBuildError),
}

/// Traces on their way to a collector.
pub struct Traces {
    provider: SdkTracerProvider,
}

impl Traces {
    /// Tells traces to the collector at this URL: those that their callers keep, and of those that begin here this share.
    ///
    /// # Errors
    /// When HTTPS cannot be spoken, or a variable of the environment that OpenTelemetry defines cannot be used.
    pub fn new(url: &str, ratio: f64) -> Result<Self, OtlpError> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Collector::new(url)?)
            .with_endpoint(format!("{}{PATH}", url.trim_end_matches('/')))
            .with_timeout(PATIENCE)
            .build()?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_sampler(Sampler::parent_based(Sampler::TraceIdRatioBased(ratio)))
            .with_resource(Resource::builder().with_service_name("samspill").with_attribute(version).build())
            .build();
        Ok(Self { provider })
    }

    /// Makes spans of requests, and of what the database does for them, spans of their traces. What is logged within them
    /// stays in the log.
    pub fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        let layer = tracing_opentelemetry::layer()
            .with_tracer(self.provider.tracer("samspill"))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false);
        layer.with_filter(dynamic_filter_fn(|metadata, context| {
            let own = metadata.target().starts_with("samspill");
            // The database's own work, such as migrations, is nobody's trace.
            let ours = own || metadata.target().starts_with("sea_orm") && context.lookup_current().is_some();
            metadata.is_span() && *metadata.level() <= Level::INFO && ours
        }))
    }

    /// Tells what has not been told yet.
    pub async fn stop(self) {
        // The thread that tells waits for the network, which is the runtime's work.
        let told = tokio::task::spawn_blocking(move || self.provider.shutdown_with_timeout(PATIENCE)).await;
        match told {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the last traces were not told to the collector"),
            Err(error) => tracing::warn!(%error, "the last traces were not told to the collector"),
        }
    }
}

/// The way to the collector. It is asked from a thread without a runtime; the runtime of the service does the work.
#[derive(Debug)]
struct Collector {
    client: Client,
    runtime: Handle,
    /// Whether it took the last batch: the log is told when that changes.
    well: AtomicBool,
}

impl Collector {
    fn new(url: &str) -> Result<Self, reqwest::Error> {
        let agent = concat!("samspill/", env!("CARGO_PKG_VERSION"));
        let client = Client::builder().user_agent(agent).timeout(PATIENCE).redirect(redirect::Policy::none());
        let client = if url.starts_with("https://") {
            client.https_only(true)
        } else {
            // Past any proxy, and no certificate is asked for.
            client.no_proxy().tls_certs_only([])
        };
        Ok(Self { client: client.build()?, runtime: Handle::current(), well: AtomicBool::new(true) })
    }

    fn tell_change(&self, failed: Option<&str>) {
        let was_well = self.well.swap(failed.is_none(), Ordering::Relaxed);
        match failed {
            Some(reason) if was_well => {
                tracing::warn!(reason, "the collector takes no traces; they are lost until it does");
            }
            None if !was_well => tracing::info!("the collector takes traces again"),
            _ => {}
        }
    }
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let client = self.client.clone();
        let asked = self.runtime.spawn(async move {
            let mut answer = client.execute(request.try_into()?).await?;
            let mut body = Vec::new();
            while let Some(chunk) = answer.chunk().await? {
                if body.len() + chunk.len() > LARGEST_ANSWER {
                    break;
                }
                body.extend_from_slice(&chunk);
            }
            let mut response = Response::new(Bytes::from(body));
            *response.status_mut() = answer.status();
            *response.headers_mut() = std::mem::take(answer.headers_mut());
            Ok::<_, reqwest::Error>(response)
        });
        let answer = match asked.await {
            Ok(answer) => answer.map_err(|error| HttpError::from(error.without_url())),
            Err(error) => Err(error.into()),
        };
        match &answer {
            Ok(answer) if answer.status().is_success() => self.tell_change(None),
            Ok(answer) => self.tell_change(Some(&format!("it answered {}", answer.status().as_u16()))),
            Err(error) => self.tell_change(Some(&error.to_string())),
        }
        answer
    }
}

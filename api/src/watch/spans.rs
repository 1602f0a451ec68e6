//! The span of a request in its trace. Without the feature `otlp`, or with no collector to tell, there is only the log.

use tracing::Span;

use super::{Ended, TraceContext, TraceId};

/// Puts the span of a request, which nobody has entered yet, into its caller's trace, or begins one. `state` is what the
/// caller's tracing system says beside (`tracestate`). Gives the trace, when it is told to a collector.
#[cfg(feature = "otlp")]
#[must_use]
pub fn begin(span: &Span, name: &str, caller: Option<TraceContext>, state: Option<&str>) -> Option<TraceId> {
    use opentelemetry::{
        Context,
        trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId as OtelTraceId, TraceState},
    };
    use tracing_opentelemetry::OpenTelemetrySpanExt as _;

    let parent = caller.map_or_else(Context::new, |caller| {
        let flags = if caller.sampled { TraceFlags::SAMPLED } else { TraceFlags::NOT_SAMPLED };
        let state = state.and_then(|state| state.parse::<TraceState>().ok()).unwrap_or_default();
        let (trace, span) = (OtelTraceId::from_bytes(caller.trace.0), SpanId::from_bytes(caller.span));
        Context::new().with_remote_span_context(SpanContext::new(trace, span, flags, true, state))
    });
    span.set_parent(parent).ok()?;
    span.record("otel.kind", "server");
    span.record("otel.name", name);
    // This begins the span.
    let trace = span.context().span().span_context().trace_id();
    (trace != OtelTraceId::INVALID).then(|| TraceId(trace.to_bytes()))
}

/// Tells the trace what came of a request, in the words of OpenTelemetry's semantic conventions.
#[cfg(feature = "otlp")]
pub fn end(span: &Span, ended: &Ended<'_>) {
    use opentelemetry::trace::Status;
    use tracing_opentelemetry::OpenTelemetrySpanExt as _;

    span.set_attribute("http.request.method", ended.method);
    span.set_attribute("http.route", ended.route.to_owned());
    span.set_attribute("http.response.status_code", i64::from(ended.status));
    if let Some(kind) = ended.facts.kind {
        span.set_attribute("graphql.operation.type", kind.name());
    }
    if let Some(name) = &ended.facts.operation {
        span.set_attribute("graphql.operation.name", name.clone());
    }
    if ended.status >= 500 {
        span.set_status(Status::error(ended.code()));
    }
}

/// Without the feature `otlp` nobody is told.
#[cfg(not(feature = "otlp"))]
#[must_use]
pub const fn begin(_: &Span, _: &str, _: Option<TraceContext>, _: Option<&str>) -> Option<TraceId> {
    None
}

/// Without the feature `otlp` nobody is told.
#[cfg(not(feature = "otlp"))]
pub const fn end(_: &Span, _: &Ended<'_>) {}

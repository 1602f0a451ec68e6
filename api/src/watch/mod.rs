//! What the service tells of itself: a line in the log and figures for each request, and the trace it belongs to.
//!
//! None of it holds what was asked for: no documents, variables, tokens, and no names of people. The request's id leads
//! from the log to the audit trail, which does.

mod metrics;
mod names;
mod notes;
pub mod spans;
mod trace_context;

pub use metrics::{CONTENT_TYPE, Ended, Metrics, Scrape};
pub use names::OperationNames;
pub use notes::{Facts, Kind, Notes, note};
pub use trace_context::{TraceContext, TraceId};

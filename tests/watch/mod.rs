//! What the service tells of itself: whether it is ready, its figures, its log, its traces.

mod exposition;
mod figures;
mod gate;
mod log;
mod ready;
#[cfg(feature = "otlp")]
mod traces;

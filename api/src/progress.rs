//! How far a long piece of work has come: a bar on a terminal, a line now and then elsewhere.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

/// Shows how far a piece of work has come.
pub struct Progress {
    what: &'static str,
    bar: ProgressBar,
    /// The last tenth that was told where there is no terminal.
    told: AtomicU64,
}

impl Progress {
    /// Begins to show `what`, such as "Loading the demonstration data".
    pub fn begin(what: &'static str) -> Self {
        let bar = ProgressBar::new(0).with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{msg}  {bar:32} {human_pos} of {human_len}  {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { what, bar, told: AtomicU64::new(0) }
    }

    /// `done` of `total` is done.
    pub fn report(&self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        let tenth = done.saturating_mul(10) / total.max(1);
        if self.bar.is_hidden() && self.told.fetch_max(tenth, Ordering::Relaxed) < tenth {
            tracing::info!(done, total, "{}", self.what);
        }
    }

    /// Takes the bar away.
    pub fn end(self) {
        self.bar.finish_and_clear();
    }
}

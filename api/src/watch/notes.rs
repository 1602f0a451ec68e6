//! What is noted about a request while it runs, for its line in the log and for the figures.

use std::sync::{Arc, Mutex, PoisonError};

use crate::{
    store::Tally,
    vocabulary::{ErrorCode, RequestLimit},
};

tokio::task_local! {
    static CURRENT: Notes;
}

/// Whether an operation reads or writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It reads.
    Query,
    /// It writes.
    Mutation,
}

/// What is known of a request.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The operation's name, where it has one.
    pub operation: Option<String>,
    /// Whether it reads or writes; none until its document is approved.
    pub kind: Option<Kind>,
    /// The caller's roles, as the audit trail writes them; none until the token is checked.
    pub roles: Option<String>,
    /// The program the caller's token was given to.
    pub client: Option<String>,
    /// The statements it sends.
    pub statements: Option<Tally>,
    /// What it may cost.
    pub cost: Option<usize>,
    /// Whether it was carried out, whatever came of it; not when it was refused, or its caller hung up.
    pub carried_out: bool,
    /// The codes of its errors, each once, the first one first.
    pub codes: Vec<ErrorCode>,
    /// The limits it exceeded.
    pub limits: Vec<RequestLimit>,
}

/// What is noted about one request. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Notes(Arc<Mutex<Facts>>);

impl Notes {
    /// Collects what `work` notes.
    pub async fn track<F: Future>(self, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }

    /// What has been noted so far.
    #[must_use]
    pub fn facts(&self) -> Facts {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Notes something about the request under way; nothing outside of one.
pub fn note(change: impl FnOnce(&mut Facts)) {
    let _ = CURRENT.try_with(|notes| change(&mut notes.0.lock().unwrap_or_else(PoisonError::into_inner)));
}

impl Facts {
    /// Adds a code.
    pub fn failed(&mut self, code: ErrorCode) {
        if !self.codes.contains(&code) {
            self.codes.push(code);
        }
    }
}

impl Kind {
    /// As GraphQL has it: `query` or `mutation`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
        }
    }
}

//! What a connection is doing, and until when it may.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::Bounds;

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Nothing.
    Idle,
    /// The head of a request arrives.
    Head,
    /// A request is being answered; the rest of it may still arrive.
    Asked,
    /// The answer leaves.
    Answered,
}

/// What a connection is doing, told by its stream and its requests.
#[derive(Clone, Debug)]
pub struct Pace(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    phase: Phase,
    since: Instant,
    /// Since when the client has not taken what is written for it.
    blocked: Option<Instant>,
}

impl Pace {
    /// A connection that was just taken.
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(State { phase: Phase::Idle, since: Instant::now(), blocked: None })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, phase: Phase) {
        let mut state = self.state();
        state.phase = phase;
        state.since = Instant::now();
    }

    /// Bytes came.
    pub fn received(&self) {
        if self.state().phase == Phase::Idle {
            self.enter(Phase::Head);
        }
    }

    /// The head of a request is whole.
    pub fn asked(&self) {
        self.enter(Phase::Asked);
    }

    /// The answer is there, to be written.
    pub fn answered(&self) {
        self.enter(Phase::Answered);
    }

    /// The client takes no more for now.
    pub fn blocked(&self) {
        let mut state = self.state();
        if state.blocked.is_none() {
            state.blocked = Some(Instant::now());
        }
    }

    /// All that was to be written so far is written.
    pub fn flushed(&self) {
        let answered = {
            let mut state = self.state();
            state.blocked = None;
            state.phase == Phase::Answered
        };
        if answered {
            self.enter(Phase::Idle);
        }
    }

    /// When this connection has taken too long, if nothing changes.
    pub fn deadline(&self, bounds: &Bounds) -> Option<Instant> {
        let state = self.state();
        if let Some(blocked) = state.blocked {
            return Some(blocked + bounds.answer);
        }
        match state.phase {
            Phase::Idle => Some(state.since + bounds.idle),
            Phase::Head => Some(state.since + bounds.head),
            Phase::Asked | Phase::Answered => None,
        }
    }

    /// Since when it has been idle, if it is.
    pub fn idle_since(&self) -> Option<Instant> {
        let state = self.state();
        (state.phase == Phase::Idle).then_some(state.since)
    }
}

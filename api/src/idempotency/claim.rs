//! A request with a key while it is carried out.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI32, Ordering},
    },
};

use serde::{Deserialize, Serialize};

use super::{secret::Secrets, store};
use crate::store::{Refused, Registry};

/// An attempt at a request.
#[derive(Debug)]
pub struct Claim {
    /// What the request is called in the database.
    pub(super) id: String,
    /// The number of the attempt: only the newest may write.
    pub(super) attempt: i32,
    /// What earlier attempts wrote, by place among the root fields.
    done: HashMap<i32, Done>,
    /// The place of the root field that comes next.
    next: AtomicI32,
    /// Whether something was refused that may well succeed when it is tried again.
    open: AtomicBool,
}

/// What a root field wrote in an earlier attempt.
#[derive(Debug)]
pub(super) struct Done {
    pub operation: String,
    /// The public ids of the records it wrote.
    pub records: Vec<String>,
}

impl Claim {
    pub(super) fn new(id: String, attempt: i32, done: HashMap<i32, Done>) -> Self {
        Self { id, attempt, done, next: AtomicI32::new(0), open: AtomicBool::new(false) }
    }

    /// The step of the root field that is carried out now. Mutations are carried out one after the other, in the same order
    /// each time the same is asked for.
    #[must_use]
    pub fn step(self: &Arc<Self>) -> Step {
        Step { place: self.next.fetch_add(1, Ordering::Relaxed), claim: Arc::clone(self) }
    }

    /// Whether all that was asked for was either carried out or refused for good.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.open.load(Ordering::Relaxed)
    }
}

/// A root field of an attempt.
#[derive(Clone, Debug)]
pub struct Step {
    pub(super) claim: Arc<Claim>,
    pub(super) place: i32,
}

impl Step {
    /// Notes that it was refused because others wrote at the same time: the answer is not the last word.
    pub fn leave_open(&self) {
        self.claim.open.store(true, Ordering::Relaxed);
    }

    /// The ids of what an earlier attempt wrote here; none when it is still to be carried out.
    ///
    /// # Errors
    /// When something else was carried out in its place: then the service is not as it should be.
    pub fn done(&self, operation: &str) -> Result<Option<&[String]>, Refused> {
        match self.claim.done.get(&self.place) {
            None => Ok(None),
            Some(done) if done.operation == operation => Ok(Some(&done.records)),
            Some(done) => {
                let Self { place, .. } = self;
                Err(Refused::Broken(format!("{operation} at place {place} was {} before", done.operation)))
            }
        }
    }
}

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The HTTP status.
    pub status: u16,
    /// The language of its messages: an IETF tag.
    pub language: String,
    /// The JSON.
    pub body: String,
}

/// The largest answer that is kept, in bytes. Who asks again for a larger one gets what was written read anew.
const LARGEST: usize = 1024 * 1024;

/// A claim that is held. Dropped before the answer is kept (the service took too long, failed, or its caller hung up), it
/// is given back, so that the next attempt need not wait for the lease to run out.
pub struct Held {
    registry: Registry,
    claim: Arc<Claim>,
    secrets: Secrets,
    code: String,
    settled: bool,
}

impl Held {
    pub(super) fn new(registry: Registry, claim: Claim, secrets: Secrets, code: String) -> Self {
        Self { registry, claim: Arc::new(claim), secrets, code, settled: false }
    }

    /// The claim, for the request that is carried out.
    #[must_use]
    pub fn claim(&self) -> Arc<Claim> {
        Arc::clone(&self.claim)
    }

    /// Keeps the answer for those who ask again. When that fails, they get what was written read anew.
    pub async fn keep(mut self, answer: &Kept) {
        let sealed = serde_json::to_vec(answer).ok().filter(|bytes| bytes.len() <= LARGEST);
        let sealed = sealed.and_then(|bytes| self.secrets.seal(self.registry.ids.bytes(), &self.code, &bytes));
        let Some(sealed) = sealed else {
            tracing::info!("the answer to an idempotent request is too large to be kept");
            return;
        };
        match store::keep(&self.registry, &self.claim, sealed).await {
            Ok(kept) => {
                self.settled = true;
                if !kept {
                    tracing::warn!("an idempotent request was taken over before its answer was kept");
                }
            }
            Err(error) => tracing::error!(%error, "the answer to an idempotent request could not be kept"),
        }
    }

    /// Forgets the request, unless an attempt has written: it was refused before it ran, and its key is free again.
    pub async fn forget(mut self) {
        match store::forget(&self.registry, &self.claim).await {
            Ok(forgotten) => self.settled = forgotten,
            Err(error) => tracing::error!(%error, "an idempotent request that was refused could not be forgotten"),
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.settled {
            return;
        }
        let (registry, claim) = (self.registry.clone(), Arc::clone(&self.claim));
        // Without a runtime the service has ended; then the lease runs out.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = store::release(&registry, &claim).await {
                    tracing::warn!(%error, "an idempotent request waits for its lease to run out");
                }
            });
        }
    }
}

//! Mutations that may be sent again (`Idempotency-Key`, draft-ietf-httpapi-idempotency-key-header): whatever happened to
//! the first answer, what was asked for is carried out once.
//!
//! - A request with a key is *claimed* in the database before it runs, by an attempt with a number and a lease. Another
//!   with the same key waits, or takes the claim over when the lease has run out.
//! - Each root field that writes leaves a *step* in its own transaction, which is committed only while the attempt holds
//!   the claim. An attempt that takes over does not carry out again what has left a step; it reads what was written.
//! - The answer is kept before it leaves, sealed with a key that only the caller's own key opens. The same request gets it
//!   again until it expires.
//!
//! So nothing is written twice, wherever the service was stopped, and nothing hangs on clocks: the lease only decides when
//! another may try, the number of the attempt who may write.

mod claim;
mod fingerprint;
mod header;
mod secret;
mod store;

use std::time::Duration;

pub use claim::{Claim, Held, Kept, Step};
pub use fingerprint::Asked;
pub(crate) use fingerprint::powers as fingerprint_of_powers;
pub use header::{Key, KeyError, LONGEST, SHORTEST};
pub(crate) use store::note;
pub use store::{Standing, claim, forget_expired};

use crate::store::Registry;

/// How long keys and claims last.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// How long an attempt has a request to itself.
    pub lease: Duration,
    /// How long a key is known.
    pub keep: Duration,
}

impl Terms {
    /// More than the longest answer takes, so that an attempt that still runs is seldom taken over: its answer is still to be
    /// kept, and replicas' clocks differ a little.
    const MARGIN: Duration = Duration::from_secs(5);

    /// The terms of a service whose answers take so long at most, and that knows keys for so long.
    #[must_use]
    pub fn new(request_time: Duration, keep: Duration) -> Self {
        Self { lease: request_time + Self::MARGIN, keep }
    }
}

/// How often keys that have expired are removed.
const SWEEP: Duration = Duration::from_hours(1);

/// Removes expired keys now and then once an hour, until it is dropped.
pub async fn hourly(registry: Registry) {
    loop {
        match forget_expired(&registry).await {
            Ok(0) => {}
            Ok(keys) => tracing::debug!(keys, "expired idempotency keys were removed"),
            Err(error) => tracing::error!(%error, "expired idempotency keys could not be removed; in an hour again"),
        }
        tokio::time::sleep(SWEEP).await;
    }
}

//! An issuer's keys, held between requests: fetched anew in time and when a token names a key that is not among them,
//! but never more often than a floor allows, and by one at a time; kept for a while when the issuer does not answer.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use jsonwebtoken::DecodingKey;
use tokio::sync::Mutex;
use tracing::Instrument as _;

use super::{
    fetch::Fetcher,
    jwks::KeySet,
    settings::{Algorithm, IssuerSettings},
};
use crate::auth::refusal::{AuthError, Refusal};

/// An issuer's keys.
pub struct KeyCache {
    settings: IssuerSettings,
    fetcher: Fetcher,
    held: RwLock<Held>,
    /// Held while a fetch is under way: when the last one began.
    last: Mutex<Option<DateTime<Utc>>>,
}

#[derive(Clone, Default)]
struct Held {
    keys: Option<(Arc<KeySet>, DateTime<Utc>)>,
    /// How many fetches have ended, in whatever way.
    fetches: u64,
}

impl KeyCache {
    /// Nothing is held yet.
    ///
    /// # Errors
    /// When HTTPS cannot be spoken.
    pub fn new(settings: IssuerSettings) -> Result<Self, reqwest::Error> {
        let fetcher = Fetcher::new(&settings.keys)?;
        Ok(Self { settings, fetcher, held: RwLock::default(), last: Mutex::default() })
    }

    /// Whether keys are held that can be used.
    pub fn is_ready(&self, now: DateTime<Utc>) -> bool {
        self.usable(&self.held(), now).is_some()
    }

    /// The key that a token names.
    ///
    /// # Errors
    /// When the issuer has no such key, or no keys are to be had.
    pub async fn find(
        self: &Arc<Self>,
        id: Option<&str>,
        algorithm: Algorithm,
        now: DateTime<Utc>,
    ) -> Result<DecodingKey, AuthError> {
        let held = self.held();
        if let Some(keys) = self.usable(&held, now) {
            match keys.find(id, algorithm) {
                // It may be a new one.
                Err(Refusal::UnknownKey(_)) => {}
                found => return Ok(found?.clone()),
            }
        }
        self.fetch(held.fetches, now).await;
        let keys = self.usable(&self.held(), now);
        let keys = keys.ok_or_else(|| AuthError::NoKeys { issuer: self.settings.url.clone() })?;
        Ok(keys.find(id, algorithm)?.clone())
    }

    /// Fetches the keys when there are none, or they have become old.
    pub async fn refresh(self: &Arc<Self>, now: DateTime<Utc>) {
        let held = self.held();
        let old = |(_, fetched): &(Arc<KeySet>, DateTime<Utc>)| now - *fetched >= self.settings.bounds.refresh;
        if held.keys.as_ref().is_none_or(old) {
            self.fetch(held.fetches, now).await;
        }
    }

    fn held(&self) -> Held {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The keys, unless the issuer has not confirmed them for too long.
    fn usable(&self, held: &Held, now: DateTime<Utc>) -> Option<Arc<KeySet>> {
        let (keys, fetched) = held.keys.as_ref()?;
        (now - *fetched <= self.settings.bounds.keep).then(|| Arc::clone(keys))
    }

    /// Fetches, unless somebody has since `seen` fetches, or the last one was just now.
    async fn fetch(self: &Arc<Self>, seen: u64, now: DateTime<Utc>) {
        let cache = Arc::clone(self);
        // A task of its own: whoever waits for it may hang up without breaking it off.
        let fetch = tokio::spawn(async move { cache.fetch_alone(seen, now).await }.in_current_span());
        if let Err(error) = fetch.await {
            tracing::error!(%error, issuer = self.settings.url, "the fetch of keys broke off");
        }
    }

    async fn fetch_alone(&self, seen: u64, now: DateTime<Utc>) {
        let mut last = self.last.lock().await;
        let too_soon = |last: DateTime<Utc>| (now - last).abs() < self.settings.bounds.floor;
        if self.held().fetches != seen || last.is_some_and(too_soon) {
            return;
        }
        *last = Some(now);
        let IssuerSettings { url, keys, algorithms, .. } = &self.settings;
        let span = tracing::info_span!("fetch_keys", issuer = url);
        let fetched = self.fetcher.keys(url, keys, algorithms).instrument(span).await;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.fetches += 1;
        match fetched {
            Ok(keys) => {
                tracing::debug!(issuer = url, "keys fetched");
                held.keys = Some((Arc::new(keys), now));
            }
            Err(error) => tracing::warn!(%error, issuer = url, "keys cannot be fetched; those held are kept"),
        }
    }
}

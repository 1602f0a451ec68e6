//! Who vouches for callers: the identity providers of the settings, and perhaps the local key.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{
    LocalKey,
    identity::Identity,
    issuer::{Issuer, IssuerSettings},
    jwt::Unverified,
    refusal::{AuthError, Refusal},
    token::{LOCAL_ISSUER, identify_local},
};
use crate::clock::Clock;

/// The longest token that is looked at, in bytes.
pub const LARGEST_TOKEN: usize = 8 * 1024;

/// Turns tokens into identities.
pub struct Verifier {
    local: Option<LocalKey>,
    issuers: Vec<Arc<Issuer>>,
}

/// Why tokens cannot be checked.
#[derive(Debug, thiserror::Error)]
#[error("the identity provider {issuer} cannot be asked over HTTPS: has the operating system CA certificates?")]
pub struct VerifierError {
    issuer: String,
    source: reqwest::Error,
}

/// Whether the keys of identity providers are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Those of all.
    Ok,
    /// Those of some: callers of the others are not let in.
    Partly,
    /// None.
    Missing,
}

impl KeyState {
    /// What it is called where readiness is told.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Partly => "partly",
            Self::Missing => "missing",
        }
    }
}

impl Verifier {
    /// Accepts tokens of the local key, where there is one, and of these issuers. `synthetic` says whether organisation
    /// numbers of the synthetic series are accepted.
    ///
    /// # Errors
    /// When HTTPS cannot be spoken.
    pub fn new(local: Option<LocalKey>, issuers: &[IssuerSettings], synthetic: bool) -> Result<Self, VerifierError> {
        let issuer = |settings: &IssuerSettings| {
            let issuer = Issuer::new(settings.clone(), synthetic);
            issuer.map(Arc::new).map_err(|source| VerifierError { issuer: settings.url.clone(), source })
        };
        Ok(Self { local, issuers: issuers.iter().map(issuer).collect::<Result<_, _>>()? })
    }

    /// Whether the issuers' keys are there, so that their tokens can be checked without asking them.
    #[must_use]
    pub fn keys(&self, now: DateTime<Utc>) -> KeyState {
        match self.issuers.iter().filter(|issuer| issuer.is_ready(now)).count() {
            all if all == self.issuers.len() => KeyState::Ok,
            0 => KeyState::Missing,
            _ => KeyState::Partly,
        }
    }

    /// Fetches every issuer's keys, and keeps them fresh, for as long as the service runs. An issuer that does not
    /// answer is asked again.
    pub fn keep_fresh(&self, clock: &Arc<dyn Clock>) {
        for issuer in &self.issuers {
            let (issuer, clock) = (Arc::clone(issuer), Arc::clone(clock));
            tokio::spawn(async move { issuer.keep_fresh(clock).await });
        }
    }

    /// Who a bearer token stands for at `now`.
    ///
    /// # Errors
    /// When it does not check out, allows nothing, or its issuer's keys are not to be had.
    pub async fn identify(&self, bearer: &str, now: DateTime<Utc>) -> Result<Identity, AuthError> {
        if bearer.len() > LARGEST_TOKEN {
            return Err(Refusal::TooLarge.into());
        }
        // What a token says of its issuer only chooses whose keys it must fit.
        let Unverified { issuer, header } = Unverified::read(bearer)?;
        if issuer == LOCAL_ISSUER {
            let key = self.local.as_ref().ok_or(Refusal::LocalTokens)?;
            return Ok(identify_local(key, bearer, &header, now)?);
        }
        match self.issuers.iter().find(|known| known.url() == issuer) {
            Some(known) => known.identify(bearer, &header, now).await,
            None => Err(Refusal::UnknownIssuer(issuer.chars().take(200).collect()).into()),
        }
    }
}

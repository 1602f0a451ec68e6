//! An identity provider: its keys, and what its tokens say.

mod cache;
mod fetch;
mod jwks;
mod settings;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::Value;

pub use settings::{Algorithm, Bounds, ClaimNames, IssuerSettings, KeySource, Kind};

use self::cache::KeyCache;
use super::{
    Scopes,
    identity::{Identity, OrganisationNumber, Standing},
    jwt::{Claims, Header},
    refusal::{AuthError, Refusal},
};
use crate::clock::Clock;

/// How an organisation is named in Maskinporten's tokens.
const AUTHORITY: &str = "iso6523-actorid-upis";

/// An identity provider whose tokens are accepted.
pub struct Issuer {
    settings: IssuerSettings,
    keys: Arc<KeyCache>,
    /// Whether organisation numbers of the synthetic series are accepted.
    synthetic: bool,
}

impl Issuer {
    /// The provider that the settings describe. Nothing is asked of it yet.
    ///
    /// # Errors
    /// When HTTPS cannot be spoken.
    pub fn new(settings: IssuerSettings, synthetic: bool) -> Result<Self, reqwest::Error> {
        let keys = Arc::new(KeyCache::new(settings.clone())?);
        Ok(Self { settings, keys, synthetic })
    }

    /// The issuer, exactly as in `iss`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.settings.url
    }

    /// Whether its keys are there.
    #[must_use]
    pub fn is_ready(&self, now: DateTime<Utc>) -> bool {
        self.keys.is_ready(now)
    }

    /// Keeps its keys fresh for as long as this is polled, so that no request waits for it.
    pub async fn keep_fresh(&self, clock: Arc<dyn Clock>) {
        let pause = self.settings.bounds.floor.to_std().unwrap_or_default();
        loop {
            self.keys.refresh(clock.now()).await;
            tokio::time::sleep(pause).await;
        }
    }

    /// Who a token that names this issuer stands for.
    ///
    /// # Errors
    /// When it does not check out, allows nothing, or the issuer's keys are not to be had.
    pub async fn identify(&self, token: &str, header: &Header, now: DateTime<Utc>) -> Result<Identity, AuthError> {
        let pinned = self.settings.algorithms.iter().find(|algorithm| algorithm.name() == header.alg);
        let algorithm = *pinned.ok_or_else(|| Refusal::Algorithm(header.alg.clone()))?;
        let key = self.keys.find(header.kid.as_deref(), algorithm, now).await?;
        let claims = Claims::verify(token, &key, algorithm.into(), self.url(), now)?;
        self.check_audience(&claims)?;
        match &self.settings.kind {
            Kind::Maskinporten { scope_prefix } => self.machine(&claims, scope_prefix),
            Kind::Oidc(names) => Ok(self.employee(&claims, names)?),
        }
    }

    fn check_audience(&self, claims: &Claims) -> Result<(), Refusal> {
        let wanted = &self.settings.audiences;
        let given = claims.texts("aud")?;
        if wanted.is_empty() || given.iter().any(|audience| wanted.contains(audience)) {
            Ok(())
        } else {
            Err(Refusal::Audience)
        }
    }

    fn machine(&self, claims: &Claims, scope_prefix: &str) -> Result<Identity, AuthError> {
        let consumer = claims.get("consumer").ok_or_else(|| Refusal::Missing("consumer".to_owned()))?;
        let consumer = self.organisation("consumer", consumer)?;
        let supplier = claims.get("supplier").map(|supplier| self.organisation("supplier", supplier)).transpose()?;
        let scopes = Scopes::parse(claims.text("scope")?.unwrap_or_default(), scope_prefix);
        if scopes == Scopes::NONE {
            return Err(AuthError::Scope);
        }
        Ok(Identity {
            issuer: self.settings.url.clone(),
            subject: consumer.to_string(),
            name: None,
            groups: Vec::new(),
            client: client(claims)?,
            standing: Standing::Machine { consumer, supplier, scopes },
        })
    }

    fn organisation(&self, claim: &str, value: &Value) -> Result<OrganisationNumber, Refusal> {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let id = text("ID").filter(|_| text("authority") == Some(AUTHORITY));
        let number = id.and_then(|id| OrganisationNumber::from_iso6523(id, self.synthetic));
        number.ok_or_else(|| Refusal::Claim(claim.to_owned()))
    }

    fn employee(&self, claims: &Claims, names: &ClaimNames) -> Result<Identity, Refusal> {
        if names.tenant.is_some() && claims.text("tid")? != names.tenant.as_deref() {
            return Err(Refusal::Tenant);
        }
        let groups = claims.texts(&names.groups)?;
        // Entra ID leaves groups out when there are too many, and says so.
        if claims.get("_claim_names").is_some_and(|elsewhere| elsewhere.get(&names.groups).is_some()) {
            tracing::warn!(issuer = self.settings.url, "a token leaves out its groups: its subject has too many");
        }
        Ok(Identity {
            issuer: self.settings.url.clone(),
            subject: claims.required(&names.subject)?.to_owned(),
            name: claims.text(&names.name)?.map(str::to_owned),
            groups,
            client: client(claims)?,
            standing: Standing::Employee,
        })
    }
}

impl From<Algorithm> for jsonwebtoken::Algorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::RS256 => Self::RS256,
            Algorithm::PS256 => Self::PS256,
            Algorithm::ES256 => Self::ES256,
            Algorithm::EdDSA => Self::EdDSA,
        }
    }
}

/// The program that was given the token, under the name its issuer has for it.
fn client(claims: &Claims) -> Result<Option<String>, Refusal> {
    for name in ["client_id", "azp", "appid"] {
        if let Some(client) = claims.text(name)? {
            return Ok(Some(client.to_owned()));
        }
    }
    Ok(None)
}

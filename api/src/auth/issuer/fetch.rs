//! Asks an issuer for its keys, and lets it neither keep us waiting nor send without end.

use std::time::Duration;

use reqwest::{Client, Url, redirect};
use serde::Deserialize;

use super::{
    jwks::{KeySet, KeySetError},
    settings::{Algorithm, KeySource, may_be_asked},
};

/// How long an answer may take, to its last byte.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest document that is read, in bytes.
const LARGEST_DOCUMENT: usize = 256 * 1024;

/// Why keys could not be had.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Nobody answers in time, or it is not certain who.
    #[error("{}", with_causes(.0))]
    Unreachable(#[from] reqwest::Error),
    /// The answer is not the document.
    #[error("{url} answered {status}")]
    Status {
        /// What was asked for.
        url: Url,
        /// The answer's status.
        status: u16,
    },
    /// The answer does not end.
    #[error("{0} answered more than {LARGEST_DOCUMENT} bytes")]
    TooLarge(Url),
    /// What the issuer tells about itself cannot be read.
    #[error("what {url} tells about its issuer cannot be read: {source}")]
    Discovery {
        /// What was asked for.
        url: Url,
        /// Why.
        source: serde_json::Error,
    },
    /// It tells about another one.
    #[error("{url} tells about the issuer {other:?}, not about the one that is configured")]
    OtherIssuer {
        /// What was asked for.
        url: Url,
        /// Whom it tells about.
        other: String,
    },
    /// The keys are where they cannot be trusted.
    #[error("the keys are at {0:?}, which is neither HTTPS nor on this machine")]
    Untrusted(String),
    /// What is there are no keys.
    #[error("{url} cannot be used: {source}")]
    Keys {
        /// What was asked for.
        url: Url,
        /// Why.
        source: KeySetError,
    },
}

/// What an issuer tells about itself (RFC 8414, OpenID Connect Discovery).
#[derive(Deserialize)]
struct Discovery {
    issuer: String,
    jwks_uri: String,
}

/// Asks one issuer.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
}

impl Fetcher {
    /// Asks an issuer whose keys begin at this address.
    ///
    /// # Errors
    /// When HTTPS cannot be spoken: the operating system has no certificates.
    pub fn new(source: &KeySource) -> Result<Self, reqwest::Error> {
        let agent = concat!("samspill/", env!("CARGO_PKG_VERSION"));
        let client = Client::builder().user_agent(agent).timeout(PATIENCE).redirect(redirect::Policy::none());
        let client = if source.url().scheme() == "https" {
            client.https_only(true)
        } else {
            // On this machine: past any proxy, and no certificate is asked for.
            client.no_proxy().tls_certs_only([])
        };
        Ok(Self { client: client.build()? })
    }

    /// The issuer's keys for these algorithms, as they are now.
    ///
    /// # Errors
    /// When they cannot be had.
    pub async fn keys(&self, issuer: &str, source: &KeySource, pinned: &[Algorithm]) -> Result<KeySet, FetchError> {
        let url = match source {
            KeySource::Jwks(url) => url.clone(),
            KeySource::Discovery(url) => self.discover(issuer, url).await?,
        };
        let document = self.get(&url).await?;
        KeySet::parse(&document, pinned).map_err(|source| FetchError::Keys { url, source })
    }

    async fn discover(&self, issuer: &str, url: &Url) -> Result<Url, FetchError> {
        let document = self.get(url).await?;
        let found: Discovery =
            serde_json::from_slice(&document).map_err(|source| FetchError::Discovery { url: url.clone(), source })?;
        if found.issuer != issuer {
            return Err(FetchError::OtherIssuer { url: url.clone(), other: found.issuer });
        }
        let keys = Url::parse(&found.jwks_uri).ok();
        // An issuer elsewhere does not send us to this machine.
        keys.filter(|keys| may_be_asked(keys) && keys.scheme() == url.scheme())
            .ok_or(FetchError::Untrusted(found.jwks_uri))
    }

    async fn get(&self, url: &Url) -> Result<Vec<u8>, FetchError> {
        let mut answer = self.client.get(url.clone()).send().await?;
        if answer.status().as_u16() != 200 {
            return Err(FetchError::Status { url: url.clone(), status: answer.status().as_u16() });
        }
        let mut document = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if document.len() + chunk.len() > LARGEST_DOCUMENT {
                return Err(FetchError::TooLarge(url.clone()));
            }
            document.extend_from_slice(&chunk);
        }
        Ok(document)
    }
}

/// An error says what failed; its causes say why.
fn with_causes(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

//! What a token says about itself, before and after its signature is checked.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jsonwebtoken::{DecodingKey, Validation};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::refusal::Refusal;

/// Clocks differ by no more than this, in seconds.
const LEEWAY_SECONDS: i64 = 60;

/// What a token says before anybody has vouched for it: which issuer and which key to check it with, and nothing else.
#[derive(Debug)]
pub struct Unverified {
    /// The issuer it names.
    pub issuer: String,
    /// Its header.
    pub header: Header,
}

/// The header of a token (RFC 7515).
#[derive(Debug, Deserialize)]
pub struct Header {
    /// How it is signed.
    pub alg: String,
    /// The key it is signed with.
    pub kid: Option<String>,
    typ: Option<String>,
    #[serde(default)]
    crit: Value,
}

impl Unverified {
    /// Reads a token without believing it.
    ///
    /// # Errors
    /// When it is no JWT, no access token, or demands what is not understood.
    pub fn read(token: &str) -> Result<Self, Refusal> {
        #[derive(Deserialize)]
        struct Payload {
            iss: Option<String>,
        }
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Refusal::Malformed);
        };
        let header: Header = part(header)?;
        let payload: Payload = part(payload)?;
        // Not a token of another purpose, such as a logout token or a proof of possession (RFC 8725, 3.11).
        let typ = header.typ.as_deref().unwrap_or("JWT");
        if !["JWT", "at+jwt", "application/at+jwt"].iter().any(|allowed| typ.eq_ignore_ascii_case(allowed)) {
            return Err(Refusal::Type(typ.to_owned()));
        }
        if !header.crit.is_null() {
            return Err(Refusal::Critical);
        }
        let issuer = payload.iss.ok_or_else(|| Refusal::Missing("iss".to_owned()))?;
        Ok(Self { issuer, header })
    }
}

fn part<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    let json = URL_SAFE_NO_PAD.decode(text).map_err(|_| Refusal::Malformed)?;
    serde_json::from_slice(&json).map_err(|_| Refusal::Malformed)
}

/// What a token claims, once its signature fits.
#[derive(Debug)]
pub struct Claims(Map<String, Value>);

impl Claims {
    /// Checks the signature, then issuer and times.
    ///
    /// # Errors
    /// When something does not fit.
    pub fn verify(
        token: &str,
        key: &DecodingKey,
        algorithm: jsonwebtoken::Algorithm,
        issuer: &str,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        let mut validation = Validation::new(algorithm);
        // The claims are checked below: times against the injected clock, and each with a name for what is wrong.
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        let decoded = jsonwebtoken::decode(token, key, &validation).map_err(|_| Refusal::Signature)?;
        let claims = Self(decoded.claims);
        if claims.text("iss")? != Some(issuer) {
            return Err(Refusal::Claim("iss".to_owned()));
        }
        claims.check_times(now.timestamp())?;
        Ok(claims)
    }

    fn check_times(&self, now: i64) -> Result<(), Refusal> {
        let expires = self.seconds("exp")?.ok_or_else(|| Refusal::Missing("exp".to_owned()))?;
        if expires.saturating_add(LEEWAY_SECONDS) <= now {
            return Err(Refusal::Expired);
        }
        for begins in [self.seconds("nbf")?, self.seconds("iat")?].into_iter().flatten() {
            if begins.saturating_sub(LEEWAY_SECONDS) > now {
                return Err(Refusal::NotYetValid);
            }
        }
        Ok(())
    }

    /// A claim, where it is there.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A claim that is text, where it is there. Empty text says nothing, and counts as not there.
    ///
    /// # Errors
    /// When it is something else.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let text = value.as_str().ok_or_else(|| Refusal::Claim(name.to_owned()))?;
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// A claim that must be there, as text.
    ///
    /// # Errors
    /// When it is not, or is something else.
    pub fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name)?.ok_or_else(|| Refusal::Missing(name.to_owned()))
    }

    /// A claim that is a text or several; none where it is not there.
    ///
    /// # Errors
    /// When it is something else.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, Refusal> {
        let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| Refusal::Claim(name.to_owned()));
        match self.get(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => values.iter().map(text).collect(),
            Some(value) => Ok(vec![text(value)?]),
        }
    }

    fn seconds(&self, name: &str) -> Result<Option<i64>, Refusal> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => value.as_i64().map(Some).ok_or_else(|| Refusal::Claim(name.to_owned())),
        }
    }
}

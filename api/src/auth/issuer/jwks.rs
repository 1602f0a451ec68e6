//! The keys an issuer publishes (JSON Web Key Set, RFC 7517), cut down to those its tokens may be signed with.

use jsonwebtoken::{
    DecodingKey,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, KeyOperations, PublicKeyUse},
};
use serde::Deserialize;
use serde_json::Value;

use super::settings::Algorithm;
use crate::auth::refusal::Refusal;

/// More keys than any issuer has.
const MOST_KEYS: usize = 100;

/// Why a document gives no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeySetError {
    /// It is something else.
    #[error("it is not a set of keys")]
    Malformed(#[from] serde_json::Error),
    /// It has more keys than any issuer.
    #[error("it has {0} keys, more than {MOST_KEYS}")]
    TooMany(usize),
    /// None of the keys is for a pinned algorithm.
    #[error("it has no key for the algorithms that are accepted")]
    NoUsable,
}

/// An issuer's keys.
#[derive(Debug)]
pub struct KeySet(Vec<Key>);

#[derive(Debug)]
struct Key {
    id: Option<String>,
    /// Those of the pinned algorithms it is for.
    algorithms: Vec<Algorithm>,
    public: DecodingKey,
}

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

impl KeySet {
    /// The keys in a document that are for one of these algorithms. Others, and what is no key at all, are left out: an
    /// issuer may publish kinds of keys that are not known here.
    ///
    /// # Errors
    /// When the document is no set of keys, has too many, or none that can be used.
    pub fn parse(document: &[u8], pinned: &[Algorithm]) -> Result<Self, KeySetError> {
        let document: Document = serde_json::from_slice(document)?;
        if document.keys.len() > MOST_KEYS {
            return Err(KeySetError::TooMany(document.keys.len()));
        }
        let keys: Vec<Key> = document.keys.into_iter().filter_map(|key| Key::parse(key, pinned)).collect();
        if keys.is_empty() { Err(KeySetError::NoUsable) } else { Ok(Self(keys)) }
    }

    /// The key with this id for this algorithm; without an id, the only one there is.
    ///
    /// # Errors
    /// [`Refusal::UnknownKey`], [`Refusal::KeyForAnother`] or [`Refusal::KeyMissing`].
    pub fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Result<&DecodingKey, Refusal> {
        let fits = |key: &&Key| key.algorithms.contains(&algorithm);
        let Some(id) = id else {
            return match self.0.as_slice() {
                [only] => Some(only).filter(fits).map(|key| &key.public).ok_or(Refusal::KeyForAnother),
                _ => Err(Refusal::KeyMissing),
            };
        };
        let mut named = self.0.iter().filter(|key| key.id.as_deref() == Some(id)).peekable();
        if named.peek().is_none() {
            return Err(Refusal::UnknownKey(id.to_owned()));
        }
        named.find(fits).map(|key| &key.public).ok_or(Refusal::KeyForAnother)
    }
}

impl Key {
    fn parse(key: Value, pinned: &[Algorithm]) -> Option<Self> {
        let key: Jwk = serde_json::from_value(key).ok()?;
        let algorithms: Vec<_> = pinned.iter().copied().filter(|algorithm| is_for(&key, *algorithm)).collect();
        if algorithms.is_empty() {
            return None;
        }
        Some(Self { algorithms, public: DecodingKey::from_jwk(&key).ok()?, id: key.common.key_id })
    }
}

/// Whether a key checks signatures of an algorithm: by its type and curve, and by its `use`, `key_ops` and `alg` where it
/// has them.
fn is_for(key: &Jwk, algorithm: Algorithm) -> bool {
    let (kind, name) = match (&key.algorithm, algorithm) {
        (AlgorithmParameters::RSA(_), Algorithm::RS256) => (true, KeyAlgorithm::RS256),
        (AlgorithmParameters::RSA(_), Algorithm::PS256) => (true, KeyAlgorithm::PS256),
        (AlgorithmParameters::EllipticCurve(key), Algorithm::ES256) => {
            (key.curve == EllipticCurve::P256, KeyAlgorithm::ES256)
        }
        (AlgorithmParameters::OctetKeyPair(key), Algorithm::EdDSA) => {
            (key.curve == EllipticCurve::Ed25519, KeyAlgorithm::EdDSA)
        }
        _ => return false,
    };
    let common = &key.common;
    kind && common.public_key_use.as_ref().is_none_or(|purpose| *purpose == PublicKeyUse::Signature)
        && common.key_operations.as_ref().is_none_or(|operations| operations.contains(&KeyOperations::Verify))
        && common.key_algorithm.is_none_or(|own| own == name)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Algorithm, KeySet, KeySetError};
    use crate::auth::refusal::Refusal;

    fn rsa(id: &str) -> Value {
        // 2048 bits; which ones does not matter here.
        json!({ "kty": "RSA", "kid": id, "n": "w".repeat(342), "e": "AQAB" })
    }

    fn with(mut key: Value, name: &str, value: Value) -> Value {
        key[name] = value;
        key
    }

    fn parse(keys: &[Value], pinned: &[Algorithm]) -> Result<KeySet, KeySetError> {
        KeySet::parse(json!({ "keys": keys }).to_string().as_bytes(), pinned)
    }

    #[test]
    fn only_keys_for_the_pinned_algorithms_are_kept() {
        let x = "A".repeat(43);
        let ec = json!({ "kty": "EC", "kid": "ec", "crv": "P-256", "x": x, "y": x });
        let ed = json!({ "kty": "OKP", "kid": "ed", "crv": "Ed25519", "x": x });
        for (key, fit) in [
            (rsa("a"), vec![Algorithm::RS256, Algorithm::PS256]),
            (with(rsa("a"), "alg", json!("RS256")), vec![Algorithm::RS256]),
            (with(rsa("a"), "alg", json!("PS256")), vec![Algorithm::PS256]),
            (with(rsa("a"), "use", json!("sig")), vec![Algorithm::RS256, Algorithm::PS256]),
            (with(rsa("a"), "key_ops", json!(["verify"])), vec![Algorithm::RS256, Algorithm::PS256]),
            (ec.clone(), vec![Algorithm::ES256]),
            (ed.clone(), vec![Algorithm::EdDSA]),
            // Not for signatures, for other algorithms, on other curves; a shared secret; no key.
            (with(rsa("a"), "use", json!("enc")), vec![]),
            (with(rsa("a"), "key_ops", json!(["encrypt"])), vec![]),
            (with(rsa("a"), "alg", json!("RS512")), vec![]),
            (with(rsa("a"), "alg", json!("HS256")), vec![]),
            (with(rsa("a"), "alg", json!("RSA-OAEP")), vec![]),
            (with(rsa("a"), "alg", json!("something new")), vec![]),
            (with(ec.clone(), "crv", json!("P-384")), vec![]),
            (with(ec, "crv", json!("Ed25519")), vec![]),
            (with(ed, "crv", json!("X25519")), vec![]),
            (json!({ "kty": "oct", "kid": "a", "k": x }), vec![]),
            (json!({ "kty": "oct", "kid": "a", "k": x, "alg": "RS256" }), vec![]),
            (json!({ "kty": "RSA", "kid": "a", "n": "not base64!", "e": "AQAB" }), vec![]),
            (json!({ "kty": "RSA", "kid": "a" }), vec![]),
            (json!("key"), vec![]),
        ] {
            for algorithm in Algorithm::ALL {
                let kept = parse(std::slice::from_ref(&key), &[algorithm]);
                assert_eq!(kept.is_ok(), fit.contains(&algorithm), "{key} for {algorithm:?}");
            }
        }
    }

    #[test]
    fn a_key_is_found_by_id_and_algorithm() {
        let for_pss = with(rsa("b"), "alg", json!("PS256"));
        let set = parse(&[rsa("a"), for_pss], &[Algorithm::RS256, Algorithm::PS256]).unwrap();
        assert!(set.find(Some("a"), Algorithm::RS256).is_ok());
        assert!(set.find(Some("b"), Algorithm::PS256).is_ok());
        let refused = |id, algorithm| set.find(id, algorithm).unwrap_err();
        assert_eq!(refused(Some("b"), Algorithm::RS256), Refusal::KeyForAnother);
        assert_eq!(refused(Some("c"), Algorithm::RS256), Refusal::UnknownKey("c".to_owned()));
        assert_eq!(refused(Some(""), Algorithm::RS256), Refusal::UnknownKey(String::new()));
        assert_eq!(refused(None, Algorithm::RS256), Refusal::KeyMissing);
    }

    #[test]
    fn an_only_key_needs_no_id() {
        let set = parse(&[rsa("a")], &[Algorithm::RS256, Algorithm::ES256]).unwrap();
        assert!(set.find(None, Algorithm::RS256).is_ok());
        assert_eq!(set.find(None, Algorithm::ES256).unwrap_err(), Refusal::KeyForAnother);
        assert_eq!(set.find(Some("b"), Algorithm::RS256).unwrap_err(), Refusal::UnknownKey("b".to_owned()));
    }

    #[test]
    fn there_is_an_end_to_keys() {
        let keys: Vec<Value> = (0..=100).map(|id| rsa(&id.to_string())).collect();
        assert!(parse(&keys[1..], &[Algorithm::RS256]).is_ok());
        assert!(matches!(parse(&keys, &[Algorithm::RS256]), Err(KeySetError::TooMany(101))));
        for text in ["", "[]", "{}", "{\"keys\":{}}", "<html>"] {
            assert!(
                matches!(KeySet::parse(text.as_bytes(), &Algorithm::ALL), Err(KeySetError::Malformed(_))),
                "{text}"
            );
        }
    }
}

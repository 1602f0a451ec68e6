//! What is derived from a key and its caller (HKDF with SHA-256): the name of the request in the database, codes that tell
//! whether something is the same as before, and what seals the answer (AES-256-GCM). Whoever holds the database but not
//! the key learns neither who asked, nor for what, nor what was answered.

use std::fmt::Write as _;

use aws_lc_rs::hmac;

use super::Key;
use crate::{
    auth::Caller,
    sealing::{Seal, SealNonce, Secret},
};

/// Sets these secrets apart from any other that could be derived from the same text.
const SALT: &[u8] = b"samspill idempotency 1";

/// What a key and its caller lead to.
pub struct Secrets {
    /// What the request is called in the database: 64 hex digits.
    pub id: String,
    codes: hmac::Key,
    seal: Seal,
}

impl Secrets {
    /// Derives them; none when the library refuses, which it has no reason to.
    #[must_use]
    pub fn derive(key: &Key, caller: &Caller) -> Option<Self> {
        let Caller { issuer, subject, client, supplier, .. } = caller;
        let caller = serde_json::to_vec(&(issuer, subject, client, supplier)).ok()?;
        let secret = Secret::of(SALT, key.as_bytes());
        let bits = |purpose: &[u8]| secret.bits(&[purpose, b" ", &caller]);
        Some(Self {
            id: hex(&bits(b"id")?),
            codes: hmac::Key::new(hmac::HMAC_SHA256, &bits(b"code")?),
            seal: Seal::new(&bits(b"seal")?)?,
        })
    }

    /// A code of something: the same for the same, and telling nothing without the key.
    #[must_use]
    pub fn code(&self, of: &[u8]) -> String {
        hex(hmac::sign(&self.codes, of).as_ref())
    }

    /// Seals an answer to the request with this code.
    #[must_use]
    pub fn seal(&self, nonce: SealNonce, code: &str, answer: &[u8]) -> Option<String> {
        self.seal.seal(nonce, code.as_bytes(), answer)
    }

    /// Opens what was sealed for the request with this code.
    #[must_use]
    pub fn open(&self, code: &str, sealed: &str) -> Option<Vec<u8>> {
        self.seal.open(code.as_bytes(), sealed)
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Secrets;
    use crate::{auth::Caller, idempotency::Key};

    fn secrets(key: &str, caller: &Caller) -> Secrets {
        let key = Key::read(std::iter::once(format!("\"{key}\"").as_bytes())).unwrap().unwrap();
        Secrets::derive(&key, caller).unwrap()
    }

    #[test]
    fn every_part_of_a_caller_counts() {
        let kari = Caller::new("kari", "https://id.example.no", Vec::new());
        let key = "8e03978e-40d5-43dd";
        let own = secrets(key, &kari);
        assert_eq!(own.id, secrets(key, &kari).id);
        assert_eq!(own.code(b"a"), secrets(key, &kari).code(b"a"));
        assert_ne!(own.code(b"a"), own.code(b"b"));
        let others = [
            ("another-key-of-hers", kari.clone()),
            (key, Caller { subject: "ola".to_owned(), ..kari.clone() }),
            (key, Caller { issuer: "https://other.example.no".to_owned(), ..kari.clone() }),
            (key, Caller { client: Some("app".to_owned()), ..kari.clone() }),
            (key, Caller { supplier: Some("0192:1".to_owned()), ..kari.clone() }),
            // Not the same when written one after the other either.
            (key, Caller { subject: "kar".to_owned(), issuer: "ihttps://id.example.no".to_owned(), ..kari.clone() }),
        ];
        let sealed = own.seal([1; 12], "code", b"Kari Nordmann").unwrap();
        assert!(!sealed.contains("Kari"));
        assert_eq!(own.open("code", &sealed).as_deref(), Some(b"Kari Nordmann".as_slice()));
        assert_eq!(own.open("other", &sealed), None);
        for (key, caller) in others {
            let other = secrets(key, &caller);
            assert_ne!(other.id, own.id, "{caller:?}");
            assert_ne!(other.code(b"a"), own.code(b"a"));
            assert_eq!(other.open("code", &sealed), None);
        }
        // A name that is shown decides nothing.
        let named = Caller { name: Some("Kari".to_owned()), ..kari };
        assert_eq!(secrets(key, &named).id, own.id);
    }
}

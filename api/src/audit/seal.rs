//! Sealing: personal data in the trail is encrypted under a key of the person's own (AES-256-GCM). The trail is never
//! altered, but without the key nobody can read what it says of the person, and the chain holds all the same.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::id::StaffMemberId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::sealing::{KEY_LEN, Seal, SealNonce};

/// A value in the trail that only those can read who may know who the person is, and nobody once the key is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// The nonce and what was encrypted, in base64.
    sealed: String,
    /// The person.
    pub person: StaffMemberId,
}

impl Sealed {
    /// The sealed value that a JSON value is, if it is one. Text that callers wrote never is: it is a string.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| Self::deserialize(value).ok()).flatten()
    }
}

/// A person's key.
#[derive(Clone)]
pub struct PersonalKey {
    person: StaffMemberId,
    secret: Arc<Seal>,
}

impl PersonalKey {
    /// The key with these bits.
    #[must_use]
    pub fn new(person: StaffMemberId, bits: &[u8]) -> Option<Self> {
        Some(Self { person, secret: Arc::new(Seal::new(bits)?) })
    }

    /// The key as it is stored.
    #[must_use]
    pub fn stored(person: StaffMemberId, secret: &str) -> Option<Self> {
        Self::new(person, &URL_SAFE_NO_PAD.decode(secret).ok()?)
    }

    /// How the bits of a key are stored.
    #[must_use]
    pub fn store(bits: &[u8; KEY_LEN]) -> String {
        URL_SAFE_NO_PAD.encode(bits)
    }

    /// Seals a text for a place, such as `staffMember_0193….email`: moved elsewhere it cannot be opened. Random nonces are
    /// not used twice in a person's few events.
    #[must_use]
    pub fn seal(&self, nonce: SealNonce, place: &str, text: &str) -> Option<Sealed> {
        Some(Sealed { sealed: self.secret.seal(nonce, place.as_bytes(), text.as_bytes())?, person: self.person })
    }

    /// Opens a text sealed for a place; none when it was not sealed for it with this key.
    #[must_use]
    pub fn open(&self, place: &str, sealed: &Sealed) -> Option<String> {
        String::from_utf8(self.secret.open(place.as_bytes(), &sealed.sealed)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{PersonalKey, Sealed};
    use entity::Id;
    use serde_json::{json, to_value};
    use uuid::Uuid;

    #[test]
    fn only_the_key_opens_and_only_in_its_place() {
        let person = Id::new(Uuid::from_u128(1));
        let key = PersonalKey::stored(person, &PersonalKey::store(&[7; 32])).unwrap();
        let sealed = key.seal([1; 12], "staffMember_1.email", "kari@example.org").unwrap();
        let value = to_value(&sealed).unwrap();
        assert!(!value.to_string().contains("kari"));
        let read = Sealed::read(&value).unwrap();
        assert_eq!(key.open("staffMember_1.email", &read).as_deref(), Some("kari@example.org"));
        assert_eq!(key.open("staffMember_2.email", &read), None);
        let other = PersonalKey::new(person, &[8; 32]).unwrap();
        assert_eq!(other.open("staffMember_1.email", &read), None);
    }

    #[test]
    fn what_is_not_sealed_is_not_taken_for_it() {
        for value in [json!(null), json!("sealed"), json!({}), json!({ "sealed": "x" }), json!({ "title": "x" })] {
            assert_eq!(Sealed::read(&value), None, "{value}");
        }
    }
}

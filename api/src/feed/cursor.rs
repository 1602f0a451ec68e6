//! Cursors: places in the trail that only the registry can read (AES-256-GCM).
//!
//! The nonce is derived from what is sealed, so that the cursor of a change is the same each time it is told. Where the
//! trail ends is told with something random beside it: otherwise two of them would tell whether anything was done
//! elsewhere in between.

use aws_lc_rs::hmac;
use sha2::{Digest as _, Sha256};

use crate::{
    auth::Caller,
    idempotency::fingerprint_of_powers,
    sealing::{Seal, SealNonce, Secret},
};

/// Sets these keys apart from any other that could be derived from the same secret.
const SALT: &[u8] = b"samspill changes 1";
/// What a cursor begins with.
const PREFIX: &str = "changes_";
/// A cursor is the same wherever it is given.
const NOWHERE: &[u8] = &[];
/// Bytes of the code of what a caller may see, and of what is random.
const CODE: usize = 16;
const RANDOM: usize = 8;
/// Bytes of a place.
const PLACE: usize = size_of::<i64>();

/// Something random, to go with the place where the trail ends.
pub type Grain = [u8; RANDOM];

/// A cursor that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CursorError {
    /// It was not made by this registry.
    Malformed,
    /// It was given to somebody who could see other things.
    OtherPowers,
}

/// Seals and opens the cursors of one caller.
pub struct Cursors {
    seal: Seal,
    nonces: hmac::Key,
    /// What the caller may see.
    powers: [u8; CODE],
}

impl Cursors {
    /// Those of a caller; none when the library refuses, which it has no reason to.
    #[must_use]
    pub fn new(secret: &str, caller: &Caller) -> Option<Self> {
        let secret = Secret::of(SALT, secret.as_bytes());
        let seal = Seal::new(&secret.bits(&[b"seal"])?)?;
        let nonces = hmac::Key::new(hmac::HMAC_SHA256, &secret.bits(&[b"nonce"])?);
        let digest = Sha256::digest(fingerprint_of_powers(&caller.powers));
        let powers = *digest.first_chunk()?;
        Some(Self { seal, nonces, powers })
    }

    /// The cursor of a change, by its place.
    #[must_use]
    pub fn of_change(&self, place: i64) -> Option<String> {
        self.write(place, [0; RANDOM])
    }

    /// The cursor of where the trail ends.
    #[must_use]
    pub fn of_end(&self, place: i64, grain: Grain) -> Option<String> {
        self.write(place, grain)
    }

    fn write(&self, place: i64, grain: Grain) -> Option<String> {
        let bytes = [place.to_be_bytes().as_slice(), &self.powers, &grain].concat();
        let nonce: SealNonce = *hmac::sign(&self.nonces, &bytes).as_ref().first_chunk()?;
        Some(format!("{PREFIX}{}", self.seal.seal(nonce, NOWHERE, &bytes)?))
    }

    /// The place that a cursor is.
    ///
    /// # Errors
    /// When it is none, or was given to somebody who could see other things.
    pub fn read(&self, cursor: &str) -> Result<i64, CursorError> {
        let opened = || {
            let opened = self.seal.open(NOWHERE, cursor.strip_prefix(PREFIX)?)?;
            let (place, rest) = opened.split_first_chunk::<PLACE>()?;
            Some((i64::from_be_bytes(*place), *rest.first_chunk::<CODE>()?))
        };
        let (place, powers) = opened().ok_or(CursorError::Malformed)?;
        if powers == self.powers { Ok(place) } else { Err(CursorError::OtherPowers) }
    }
}

#[cfg(test)]
mod tests {
    use super::{CursorError, Cursors};
    use crate::auth::{Caller, Power, Reach, Role, Scopes};
    use entity::id::MunicipalityId;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn planner(of: u128, scopes: Scopes) -> Caller {
        let reach = Reach::Municipalities(vec![MunicipalityId::new(Uuid::from_u128(of))]);
        Caller::new(
            "kari",
            "https://id.example.no",
            vec![Power { scopes, ..Power::new(Role::MunicipalPlanner, reach) }],
        )
    }

    fn cursors(secret: &str, caller: &Caller) -> Cursors {
        Cursors::new(secret, caller).unwrap()
    }

    proptest! {
        #[test]
        fn a_cursor_is_read_back(place in 0..i64::MAX, grain in any::<[u8; 8]>()) {
            let own = cursors("secret", &planner(1, Scopes::ALL));
            let (change, end) = (own.of_change(place).unwrap(), own.of_end(place, grain).unwrap());
            prop_assert_eq!((own.read(&change), own.read(&end)), (Ok(place), Ok(place)));
            prop_assert_eq!(own.of_change(place).unwrap(), change.clone());
            // Nothing tells one from the other, or how far it is from one to the next.
            prop_assert_eq!(change.len(), end.len());
            prop_assert!(grain == [0; 8] || change != end);
        }

        #[test]
        fn noise_is_no_cursor(noise in "\\PC{0,90}") {
            let own = cursors("secret", &planner(1, Scopes::ALL));
            prop_assert_eq!(own.read(&noise), Err(CursorError::Malformed));
            let prefixed = format!("changes_{noise}");
            prop_assert_eq!(own.read(&prefixed), Err(CursorError::Malformed));
        }

        #[test]
        fn a_changed_cursor_is_none(place in 0..1_000_000_i64, at in 8..88_usize) {
            let own = cursors("secret", &planner(1, Scopes::ALL));
            let mut cursor = own.of_change(place).unwrap();
            let other = if cursor.as_bytes()[at] == b'A' { "B" } else { "A" };
            cursor.replace_range(at..=at, other);
            prop_assert_eq!(own.read(&cursor), Err(CursorError::Malformed));
        }
    }

    #[test]
    fn whoever_sees_other_things_needs_another() {
        let own = cursors("secret", &planner(1, Scopes::ALL));
        let cursor = own.of_change(7).unwrap();
        assert_eq!(cursors("another", &planner(1, Scopes::ALL)).read(&cursor), Err(CursorError::Malformed));
        let fewer = Scopes { outcomes_read: false, ..Scopes::ALL };
        for other in
            [planner(2, Scopes::ALL), planner(1, fewer), Caller::new("kari", "https://id.example.no", Vec::new())]
        {
            assert_eq!(cursors("secret", &other).read(&cursor), Err(CursorError::OtherPowers), "{other:?}");
        }
        // Who it is does not matter: a system may change its client.
        let mut renamed = planner(1, Scopes::ALL);
        renamed.subject = "ola".to_owned();
        assert_eq!(cursors("secret", &renamed).read(&cursor), Ok(7));
    }
}

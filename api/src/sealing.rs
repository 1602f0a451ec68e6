//! Sealing (AES-256-GCM): text that only whoever has the key can read, and only in its place; and keys that are derived
//! from a secret (HKDF with SHA-256).

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf::{HKDF_SHA256, Prk, Salt},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// The bits of a key, as bytes.
pub const KEY_LEN: usize = 32;

/// What makes equal texts differ when they are sealed: never the same for two texts of a key.
pub type SealNonce = [u8; NONCE_LEN];

/// A key.
pub struct Seal(LessSafeKey);

impl Seal {
    /// The key with these bits, [`KEY_LEN`] bytes; none of any other number.
    #[must_use]
    pub fn new(bits: &[u8]) -> Option<Self> {
        Some(Self(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, bits).ok()?)))
    }

    /// Seals bytes for a place: the nonce and what was encrypted, in base64. None when the library refuses, which it has
    /// no reason to.
    #[must_use]
    pub fn seal(&self, nonce: SealNonce, place: &[u8], bytes: &[u8]) -> Option<String> {
        let mut sealed = bytes.to_vec();
        let place = Aad::from(place);
        self.0.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), place, &mut sealed).ok()?;
        Some(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what was sealed for a place; none when it was not sealed for it with this key.
    #[must_use]
    pub fn open(&self, place: &[u8], sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut sealed = sealed.to_vec();
        let opened = self.0.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(place), &mut sealed).ok()?;
        Some(opened.to_vec())
    }
}

/// A secret that keys are derived from.
pub struct Secret(Prk);

impl Secret {
    /// That of a text. The salt sets its keys apart from any other that could be derived from the same text.
    #[must_use]
    pub fn of(salt: &[u8], text: &[u8]) -> Self {
        Self(Salt::new(HKDF_SHA256, salt).extract(text))
    }

    /// The bits for a purpose, told in parts; none when the library refuses, which it has no reason to.
    #[must_use]
    pub fn bits(&self, purpose: &[&[u8]]) -> Option<[u8; KEY_LEN]> {
        let mut bits = [0; KEY_LEN];
        self.0.expand(purpose, HKDF_SHA256).ok()?.fill(&mut bits).ok()?;
        Some(bits)
    }
}

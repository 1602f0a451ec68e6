//! Documents that are known without being sent: those the service remembers from earlier requests (automatic persisted
//! queries, as Apollo's clients have them), and those the operator registered (trusted documents), besides which it then
//! carries out none.

mod memory;
mod trusted;
mod validation;

use std::{path::Path, sync::Arc};

use serde_json::Value;
use sha2::{Digest, Sha256};

use memory::Memory;
use trusted::Trusted;
pub use trusted::TrustedError;
pub use validation::Validator;

use crate::{graphql::refusal::Refusal, http::HttpRefusal};

/// The SHA-256 of a document's text.
pub type Hash = [u8; 32];

/// A document as a request has it: its text, or what stands for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text.
    pub query: Option<String>,
    /// What it is registered as.
    pub id: Option<String>,
    /// `extensions.persistedQuery`, not yet read.
    pub persisted: Option<Value>,
}

/// A document that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The text.
    pub query: Arc<str>,
    /// Its hash, when it is to be remembered once it has been approved.
    pub new: Option<Hash>,
}

/// What is known.
pub struct Documents(Known);

enum Known {
    None,
    Remembered(Memory),
    Trusted(Trusted),
}

impl Documents {
    /// None: each request brings its document.
    #[must_use]
    pub fn none() -> Self {
        Self(Known::None)
    }

    /// Those of earlier requests, as many as fit.
    #[must_use]
    pub fn remembered() -> Self {
        Self(Known::Remembered(Memory::default()))
    }

    /// Those in a file, and no others.
    ///
    /// # Errors
    /// When the file cannot be read, is of no known format, or holds what is no document or does not fit the schema.
    pub async fn trusted(file: &Path, validator: &Validator) -> Result<Self, TrustedError> {
        Ok(Self(Known::Trusted(Trusted::read(file, validator).await?)))
    }

    /// How many are registered; none where any may be sent.
    #[must_use]
    pub fn registered(&self) -> Option<usize> {
        match &self.0 {
            Known::Trusted(trusted) => Some(trusted.len()),
            Known::None | Known::Remembered(_) => None,
        }
    }

    /// The names of the operations that are registered: no others are carried out.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        let trusted = match &self.0 {
            Known::Trusted(trusted) => Some(trusted),
            Known::None | Known::Remembered(_) => None,
        };
        trusted.into_iter().flat_map(Trusted::operations)
    }

    /// The text of a document.
    ///
    /// # Errors
    /// When it is not known, or not the one its hash says.
    pub fn find(&self, document: Document) -> Result<Found, Refusal> {
        let Document { query, id, persisted } = document;
        let text = match (&self.0, query) {
            (Known::Trusted(trusted), query) => {
                let found = match (query, id) {
                    (Some(query), _) => trusted.by_text(&query),
                    (None, Some(id)) => trusted.by_name(&id),
                    (None, None) => persisted.as_ref().and_then(name).and_then(|name| trusted.by_name(name)),
                };
                found.ok_or(HttpRefusal::NotTrusted {})?
            }
            (Known::Remembered(_), Some(query)) => {
                let new = persisted.map(|persisted| hash(&persisted)).transpose()?;
                if new.is_some_and(|hash| hash != hash_of(&query)) {
                    return Err(HttpRefusal::OtherHash {}.into());
                }
                return Ok(Found { query: query.into(), new });
            }
            (Known::Remembered(memory), None) => {
                let hash = match (persisted, id) {
                    (Some(persisted), _) => hash(&persisted)?,
                    (None, Some(id)) => hash_of_id(&id).ok_or(HttpRefusal::RemembersNone {})?,
                    (None, None) => return Err(HttpRefusal::NoQuery {}.into()),
                };
                memory.get(&hash).ok_or(HttpRefusal::NotRemembered {})?
            }
            (Known::None, Some(query)) => query.into(),
            (Known::None, None) => return Err(HttpRefusal::RemembersNone {}.into()),
        };
        Ok(Found { query: text, new: None })
    }

    /// Remembers a document that was approved.
    pub fn remember(&self, hash: Hash, query: &Arc<str>) {
        if let Known::Remembered(memory) = &self.0 {
            memory.put(hash, Arc::clone(query));
        }
    }
}

fn hash_of(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// What a document is called in `extensions.persistedQuery`: of registered ones it need not be the hash.
fn name(persisted: &Value) -> Option<&str> {
    (persisted.get("version")? == 1).then(|| persisted.get("sha256Hash")?.as_str())?
}

fn hash(persisted: &Value) -> Result<Hash, Refusal> {
    name(persisted).and_then(read_hash).ok_or_else(|| HttpRefusal::BadPersistedQuery {}.into())
}

/// The hash that an id is by GraphQL over HTTP: `sha256:` and 64 hex digits.
fn hash_of_id(id: &str) -> Option<Hash> {
    read_hash(id.strip_prefix("sha256:")?)
}

fn read_hash(digits: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    if digits.len() != 2 * hash.len() || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, at) in hash.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests;

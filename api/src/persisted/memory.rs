//! Documents of earlier requests, in memory: the least used goes first. Other replicas have their own; a client whose
//! document is not there sends it again.

use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex, PoisonError},
};

use lru::LruCache;

use super::Hash;

/// Documents at most.
pub(super) const MOST: usize = 1_000;
/// Bytes of text at most.
pub(super) const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Remembers documents by their hash.
pub struct Memory(Mutex<Texts>);

struct Texts {
    by_hash: LruCache<Hash, Arc<str>>,
    bytes: usize,
}

impl Default for Memory {
    fn default() -> Self {
        let most = NonZeroUsize::new(MOST).unwrap_or(NonZeroUsize::MIN);
        Self(Mutex::new(Texts { by_hash: LruCache::new(most), bytes: 0 }))
    }
}

impl Memory {
    /// The document with this hash, if it is remembered.
    pub fn get(&self, hash: &Hash) -> Option<Arc<str>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_hash.get(hash).cloned()
    }

    /// Remembers a document, and forgets as many as it takes.
    pub fn put(&self, hash: Hash, text: Arc<str>) {
        let mut texts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        texts.bytes += text.len();
        if let Some((_, gone)) = texts.by_hash.push(hash, text) {
            texts.bytes -= gone.len();
        }
        while texts.bytes > MOST_BYTES {
            let Some((_, gone)) = texts.by_hash.pop_lru() else { break };
            texts.bytes -= gone.len();
        }
    }

    #[cfg(test)]
    pub(super) fn size(&self) -> (usize, usize) {
        let texts = self.0.lock().unwrap();
        let bytes: usize = texts.by_hash.iter().map(|(_, text)| text.len()).sum();
        assert_eq!(bytes, texts.bytes);
        (texts.by_hash.len(), bytes)
    }
}

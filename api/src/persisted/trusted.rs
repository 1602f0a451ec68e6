//! Documents that the operator registered: a JSON file as the Relay compiler writes it (`{ "<id>": "<document>" }`) or as
//! Apollo's persisted query manifest has it.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use async_graphql::parser::parse_query;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Hash, hash_of, hash_of_id, read_hash};

/// What Apollo's manifests call themselves.
const APOLLO: &str = "apollo-persisted-query-manifest";

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TrustedError {
    /// It cannot be read.
    #[error("the trusted documents in {} cannot be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// It is of no known format.
    #[error(
        "the trusted documents in {} cannot be used: {reason}. Give a JSON object from ids to documents, as the Relay \
         compiler writes it, or an Apollo persisted query manifest",
        path.display()
    )]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// An Apollo manifest.
#[derive(Deserialize)]
struct Manifest {
    version: u32,
    operations: Vec<Operation>,
}

#[derive(Deserialize)]
struct Operation {
    id: String,
    body: String,
}

/// The registered documents.
#[derive(Debug)]
pub struct Trusted {
    by_id: HashMap<String, Arc<str>>,
    by_hash: HashMap<Hash, Arc<str>>,
}

impl Trusted {
    /// Reads a file of documents.
    pub fn read(path: &Path) -> Result<Self, TrustedError> {
        let text = fs::read_to_string(path).map_err(|source| TrustedError::File { path: path.to_owned(), source })?;
        Self::of(&text).map_err(|reason| TrustedError::Format { path: path.to_owned(), reason })
    }

    pub(super) fn of(text: &str) -> Result<Self, String> {
        let members: Map<String, Value> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let documents = if members.get("format").is_some_and(|format| format == APOLLO) {
            of_apollo(members)?
        } else {
            of_relay(members)?
        };
        let mut trusted = Self { by_id: HashMap::new(), by_hash: HashMap::new() };
        for (id, text) in documents {
            parse_query(&text).map_err(|error| format!("{id:?} is no GraphQL document: {error}"))?;
            let text: Arc<str> = text.into();
            trusted.by_hash.insert(hash_of(&text), Arc::clone(&text));
            if let Some(other) = trusted.by_id.insert(id.clone(), Arc::clone(&text))
                && other != text
            {
                return Err(format!("{id:?} stands for two documents"));
            }
        }
        if trusted.by_id.is_empty() { Err("it holds no document".to_owned()) } else { Ok(trusted) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// The document with this text, if it is registered.
    pub fn by_text(&self, text: &str) -> Option<Arc<str>> {
        self.by_hash.get(&hash_of(text)).cloned()
    }

    /// The document with this id, or with this SHA-256.
    pub fn by_name(&self, name: &str) -> Option<Arc<str>> {
        let by_hash = || self.by_hash.get(&hash_of_id(name).or_else(|| read_hash(name))?);
        self.by_id.get(name).or_else(by_hash).cloned()
    }
}

fn of_apollo(members: Map<String, Value>) -> Result<Vec<(String, String)>, String> {
    let manifest = Manifest::deserialize(Value::Object(members)).map_err(|error| error.to_string())?;
    if manifest.version != 1 {
        return Err(format!("version {} of its format is not known, only 1", manifest.version));
    }
    Ok(manifest.operations.into_iter().map(|operation| (operation.id, operation.body)).collect())
}

fn of_relay(members: Map<String, Value>) -> Result<Vec<(String, String)>, String> {
    let text = |(id, value)| match value {
        Value::String(text) => Ok((id, text)),
        _ => Err(format!("{id:?} is no text")),
    };
    members.into_iter().map(text).collect()
}

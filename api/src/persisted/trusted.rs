//! Documents that the operator registered: a JSON file as the Relay compiler writes it (`{ "<id>": "<document>" }`) or as
//! Apollo's persisted query manifest has it.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use async_graphql::parser::{parse_query, types::DocumentOperations};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Hash, hash_of, hash_of_id, read_hash, validation::Validator};

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
    /// A document asks for what the schema does not have.
    #[error("the trusted document {id:?} in {} does not fit the schema: {reason}", path.display())]
    Document {
        /// The file.
        path: PathBuf,
        /// The document.
        id: String,
        /// What does not fit.
        reason: String,
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
    by_id: BTreeMap<String, Arc<str>>,
    by_hash: HashMap<Hash, Arc<str>>,
    /// The names of operations, by the document's id; none where its only operation has no name.
    operations: BTreeMap<String, Vec<String>>,
}

impl Trusted {
    /// Reads a file of documents, all of which must fit the schema.
    pub async fn read(path: &Path, validator: &Validator) -> Result<Self, TrustedError> {
        let text = fs::read_to_string(path).map_err(|source| TrustedError::File { path: path.to_owned(), source })?;
        let trusted = Self::of(&text).map_err(|reason| TrustedError::Format { path: path.to_owned(), reason })?;
        for (id, text) in &trusted.by_id {
            let operations = trusted.operations.get(id).map_or(&[][..], Vec::as_slice);
            if let Some(reason) = validator.misfit(text, operations).await {
                return Err(TrustedError::Document { path: path.to_owned(), id: id.clone(), reason });
            }
        }
        Ok(trusted)
    }

    pub(super) fn of(text: &str) -> Result<Self, String> {
        let members: Map<String, Value> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let documents = if members.get("format").is_some_and(|format| format == APOLLO) {
            of_apollo(members)?
        } else {
            of_relay(members)?
        };
        let mut trusted = Self { by_id: BTreeMap::new(), by_hash: HashMap::new(), operations: BTreeMap::new() };
        for (id, text) in documents {
            let document = parse_query(&text).map_err(|error| format!("{id:?} is no GraphQL document: {error}"))?;
            if let DocumentOperations::Multiple(named) = document.operations {
                trusted.operations.insert(id.clone(), named.into_keys().map(|name| name.to_string()).collect());
            }
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

    /// The names of operations in all of them.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.operations.values().flatten().map(String::as_str)
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

//! Settings that are lists: in a file as TOML has them, in the environment with commas between them.

use std::{fmt::Display, str::FromStr};

use serde::{Deserialize, Deserializer, de::Error};

/// Reads a list of what can be read from text.
///
/// # Errors
/// When something in it cannot be read.
pub fn deserialize<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Listed {
        Text(String),
        List(Vec<String>),
    }
    let texts = match Listed::deserialize(deserializer)? {
        Listed::Text(text) => {
            text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
        }
        Listed::List(list) => list,
    };
    texts.iter().map(|text| text.parse().map_err(D::Error::custom)).collect()
}

//! Settings from one place.

use std::{fs, path::Path};

use figment::{
    Metadata, Profile, Provider,
    providers::{Format as _, Toml},
    value::{Dict, Map, Value},
};

use super::{Settings, SettingsError};

/// Settings from one place.
pub struct Layer {
    /// The place, as people call it.
    place: String,
    values: Dict,
}

impl Layer {
    /// One setting.
    pub fn one(place: impl Into<String>, name: &str, value: impl Into<Value>) -> Self {
        Self { place: place.into(), values: Dict::from([(name.to_owned(), value.into())]) }
    }

    /// Those in a file.
    ///
    /// # Errors
    /// When it cannot be read, or is not TOML.
    pub fn of_file(path: &Path) -> Result<Self, SettingsError> {
        let text = fs::read_to_string(path).map_err(|source| SettingsError::File { path: path.to_owned(), source })?;
        let values = Toml::from_str(&text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or_default();
            SettingsError::NotToml {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                message: error.message().to_owned(),
            }
        })?;
        Ok(Self { place: path.display().to_string(), values })
    }

    /// Refuses what is no setting.
    ///
    /// # Errors
    /// When there is no such setting.
    pub fn check_names(&self) -> Result<(), SettingsError> {
        let unknown = |name: &&String| !Settings::NAMES.contains(&name.as_str());
        match self.values.keys().find(unknown) {
            Some(name) => Err(SettingsError::Unknown { name: name.clone(), place: self.place.clone() }),
            None => Ok(()),
        }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.place.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Map::from([(Profile::Default, self.values.clone())]))
    }
}

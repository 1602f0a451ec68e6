//! From the places settings come from to settings that can be used.

use std::{collections::HashSet, ffi::OsString, path::Path};

use figment::Figment;
use samspill::{http::edge::EdgeSettings, open_data::Publisher};

use super::{DatabaseUrl, Settings, SettingsError, environment, layer::Layer};

/// The file of settings in the data directory, read when no other is named.
const FILE_NAME: &str = "samspill.toml";

/// Where settings come from, besides the built-in defaults.
pub struct Sources<'a> {
    /// Where the default database and file of settings are.
    pub data_dir: &'a Path,
    /// A file of settings other than the one in the data directory.
    pub file: Option<&'a Path>,
    /// The environment's variables.
    pub environment: Vec<(OsString, OsString)>,
    /// What the flags say, by setting.
    pub flags: Vec<(&'static str, String)>,
    /// Other defaults than usual, by setting.
    pub defaults: Vec<(&'static str, &'static str)>,
}

impl Settings {
    /// The settings these sources add up to.
    ///
    /// # Errors
    /// When a source cannot be read, names an unknown setting, or a value cannot be used.
    pub fn load(sources: &Sources<'_>) -> Result<Self, SettingsError> {
        let mut layers = vec![Layer::one(
            "the built-in defaults",
            "database_url",
            DatabaseUrl::in_directory(sources.data_dir)
                .ok_or_else(|| SettingsError::DataDir(sources.data_dir.to_owned()))?,
        )];
        for (name, value) in &sources.defaults {
            layers.push(Layer::one("the built-in defaults", name, *value));
        }
        let own_file = sources.data_dir.join(FILE_NAME);
        if let Some(file) = sources.file {
            layers.push(Layer::of_file(file)?);
        } else if own_file.exists() {
            layers.push(Layer::of_file(&own_file)?);
        }
        layers.extend(environment::environment(&sources.environment)?);
        for (name, value) in &sources.flags {
            let place = format!("the flag --{}", name.replace('_', "-"));
            layers.push(Layer::one(place, name, value.as_str()));
        }
        let mut figment = Figment::new();
        for layer in layers {
            layer.check_names()?;
            figment = figment.merge(layer);
        }
        let settings: Self = figment.extract_lossy().map_err(|error| {
            let name = error.path.first().cloned().unwrap_or_default();
            bad(&figment, &name, Some(reason(&error)))
        })?;
        settings.check().map_err(|(name, reason)| bad(&figment, name, reason))?;
        Ok(settings)
    }

    /// What types alone do not rule out; else the name of the setting, and what is wrong with it.
    fn check(&self) -> Result<(), (&'static str, Option<String>)> {
        if let Some(name) = self.misfit() {
            return Err((name, None));
        }
        let mut urls = HashSet::new();
        if let Some(twice) = self.issuer.iter().find(|issuer| !urls.insert(&issuer.url)) {
            return Err(("issuer", Some(format!("{} is there twice", twice.url))));
        }
        if !self.accepts_local_tokens() && self.issuer.is_empty() {
            return Err(("local_tokens", Some("nobody would be let in".to_owned())));
        }
        let is_number = |number: &String| Publisher::is_number(number, self.synthetic_organisation_numbers);
        if !self.open_data_publisher_number.as_ref().is_none_or(is_number) {
            return Err(("open_data_publisher_number", None));
        }
        let missing = self.missing_for_open_data();
        if self.open_data && !missing.is_empty() {
            return Err(("open_data", Some(format!("not set: {}", missing.join(", ")))));
        }
        Ok(())
    }

    /// The settings that open data needs, and that are not set.
    fn missing_for_open_data(&self) -> Vec<&'static str> {
        let needed = [
            ("public_url", self.public_url.is_some()),
            ("open_data_publisher", self.open_data_publisher.is_some()),
            ("open_data_publisher_number", self.open_data_publisher_number.is_some()),
            ("open_data_email", self.open_data_email.is_some()),
        ];
        needed.into_iter().filter(|(_, set)| !set).map(|(name, _)| name).collect()
    }

    /// Who publishes open data, where somebody does.
    pub fn open_data(&self) -> Option<Publisher> {
        if !self.open_data {
            return None;
        }
        Some(Publisher {
            url: self.public_url.clone()?,
            name: self.open_data_publisher.clone()?,
            number: self.open_data_publisher_number.clone()?,
            contact: self.open_data_contact.clone(),
            email: self.open_data_email.clone()?,
        })
    }

    /// How the edge of the service is set.
    pub fn edge(&self) -> EdgeSettings {
        EdgeSettings {
            trusted_proxies: self.trusted_proxies.clone(),
            forwarded_header: self.forwarded_header,
            cors_origins: self.cors_origins.clone(),
            graphiql: self.graphiql,
        }
    }

    /// Whether tokens of the local key are accepted: where nothing is said about it, while nobody else vouches for
    /// callers.
    pub fn accepts_local_tokens(&self) -> bool {
        self.local_tokens.unwrap_or(self.issuer.is_empty())
    }
}

/// What is wrong, and where inside the setting: each `issuer` has keys of its own.
fn reason(error: &figment::Error) -> String {
    let what = error.kind.to_string();
    let inner = error.path.get(1..).unwrap_or_default();
    if inner.is_empty() {
        return what;
    }
    // Issuers are counted as people do.
    let steps = inner.iter().map(|step| step.parse::<usize>().map_or(step.clone(), |index| (index + 1).to_string()));
    format!("{}: {what}", steps.collect::<Vec<_>>().join("."))
}

fn bad(figment: &Figment, name: &str, reason: Option<String>) -> SettingsError {
    let place = figment.find_metadata(name).map_or_else(String::new, |metadata| metadata.name.to_string());
    SettingsError::Bad { name: name.to_owned(), place, allowed: Settings::allowed(name), reason }
}

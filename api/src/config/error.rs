//! Why settings cannot be used.

use std::{io, path::PathBuf};

use super::Settings;

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("the settings in {} cannot be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file is not TOML. The line itself is not shown: it may hold a password.
    #[error("line {line} of {} is not TOML: {message}", path.display())]
    NotToml {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// There is no such setting.
    #[error("{name} in {place} is not a setting; the settings are {}", Settings::NAMES.join(", "))]
    Unknown {
        /// What was given.
        name: String,
        /// Where it was given.
        place: String,
    },
    /// There is no such setting, and so no such variable.
    #[error("the environment variable {name} stands for no setting; the settings are {}", Settings::NAMES.join(", "))]
    UnknownVariable {
        /// The variable.
        name: String,
    },
    /// The value cannot be used.
    #[error("{name} in {place} cannot be used: it must be {allowed}{}", reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default())]
    Bad {
        /// The setting.
        name: String,
        /// Where its value was given.
        place: String,
        /// What it may be.
        allowed: String,
        /// What is wrong with it, where that is known.
        reason: Option<String>,
    },
    /// The path of the data directory cannot be written in a URL.
    #[error("the path of the data directory, {}, is not Unicode; set database_url", .0.display())]
    DataDir(PathBuf),
}

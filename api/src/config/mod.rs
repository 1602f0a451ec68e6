//! Settings: built-in defaults < TOML file < environment < flags. What is unknown or cannot be used is refused at
//! start, by name. To add one, add it to the list in `settings.rs`, and the row that the test then asks for to README.

mod allowed;
mod database_url;
mod environment;
mod error;
mod layer;
mod list;
mod listed;
mod load;
mod log_format;
mod settings;
#[cfg(test)]
mod tests;

pub use self::{
    database_url::DatabaseUrl, error::SettingsError, load::Sources, log_format::LogFormat, settings::Settings,
};

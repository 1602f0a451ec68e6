//! Settings in the environment.

use std::ffi::OsString;

use figment::value::Value;

use super::{Settings, SettingsError, layer::Layer};

/// What the names of our environment variables begin with.
const PREFIX: &str = "SAMSPILL_";
/// Variables with that prefix that are no settings: two name places on the command line, the others steer the build
/// and the tests.
const OTHER_VARIABLES: [&str; 3] = ["CONFIG", "DATA_DIR", "SKIP_GRAPHIQL"];
const TEST_VARIABLES: &str = "TEST_";

/// The settings in the environment, the stronger ones last.
///
/// # Errors
/// When a variable of ours stands for no setting, or is not Unicode.
pub fn environment(variables: &[(OsString, OsString)]) -> Result<Vec<Layer>, SettingsError> {
    let place = |variable: &str| format!("the environment variable {variable}");
    let mut layers = Vec::new();
    for (variable, value) in variables {
        let Some(variable) = variable.to_str() else {
            continue;
        };
        let shared = variable == "DATABASE_URL";
        let name = match variable.strip_prefix(PREFIX) {
            _ if shared => "database_url".to_owned(),
            Some(name) if !OTHER_VARIABLES.contains(&name) && !name.starts_with(TEST_VARIABLES) => name.to_lowercase(),
            _ => continue,
        };
        if !Settings::NAMES.contains(&name.as_str()) {
            let name = variable.to_owned();
            return Err(SettingsError::UnknownVariable { name });
        }
        let Some(value) = value.to_str() else {
            return Err(SettingsError::Bad {
                place: place(variable),
                allowed: Settings::allowed(&name),
                reason: Some("it is not Unicode".to_owned()),
                name,
            });
        };
        let layer = match (name.as_str(), serde_json::from_str::<Value>(value)) {
            ("issuer", Ok(tables)) => Layer::one(place(variable), &name, tables),
            // Tables that are no JSON are refused as the text they are.
            _ => Layer::one(place(variable), &name, value),
        };
        // Our own variable is the stronger one.
        layers.insert(if shared { 0 } else { layers.len() }, layer);
    }
    Ok(layers)
}

//! `samspill token`: a token of the local signing key.

use std::path::Path;

use entity::vocabulary::Vocabulary as _;
use samspill::{
    auth::{Grant, LocalKey, Role, issue},
    clock::{Clock as _, SystemClock},
    reference,
};

use super::CommandError;
use crate::{
    cli::Token,
    lifecycle::{self, StartError},
};

/// Prints a token, and nothing else.
///
/// # Errors
/// When a municipality is unknown, the role lacks its binding, or the key cannot be used.
pub fn run(data_dir: &Path, flags: Token) -> Result<(), CommandError> {
    if let Some(unknown) = flags.municipality.iter().find(|number| !reference::is_municipality(number)) {
        return Err(CommandError::UnknownMunicipality(unknown.clone()));
    }
    let grant = Grant {
        subject: flags.subject,
        // The command line offers the codes of roles only.
        role: Role::from_code(&flags.role).unwrap_or(Role::Reader),
        municipalities: flags.municipality,
        organisations: flags.organisation,
    };
    lifecycle::make_data_dir(data_dir)?;
    let key = LocalKey::open_or_create(data_dir).map_err(StartError::from)?;
    let token = issue(&key, &grant, SystemClock.now(), flags.ttl)?;
    super::print(&token)
}

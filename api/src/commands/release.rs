//! `samspill release`: publishes figures.

use std::path::Path;

use samspill::release::{MadeBy, Wanted, create};

use super::CommandError;
use crate::{cli::ReleaseCommand, lifecycle};

/// Makes the next release, and prints its id.
///
/// # Errors
/// When it is refused, or the settings or the database cannot be used.
pub async fn run(data_dir: &Path, command: ReleaseCommand) -> Result<(), CommandError> {
    let ReleaseCommand::Create { label, note, from, to, store } = command;
    let settings = super::store_settings(data_dir, &store, &[])?;
    lifecycle::start_log(&settings);
    lifecycle::make_data_dir(data_dir)?;
    let registry = lifecycle::open_registry(&settings).await?;
    let wanted = Wanted { label, note, first_year: from, last_year: to };
    let outcome = create(registry.clone(), MadeBy::Operator, wanted).await;
    lifecycle::close_registry(registry).await;
    let release = outcome.map_err(|refused| CommandError::NotReleased(super::reasons(refused)))?;
    super::print(&release.id.to_string())
}

//! `samspill population`: official figures of who lives where.

use std::{fs::File, path::Path};

use samspill::{population, reference};

use super::CommandError;
use crate::{cli::Population, lifecycle};

/// Takes in the figures of a file, all or none, and prints how many were new or changed.
///
/// # Errors
/// When the file, the settings or the database cannot be used.
pub async fn run(data_dir: &Path, flags: &Population) -> Result<(), CommandError> {
    let settings = super::store_settings(data_dir, &flags.store, &[])?;
    let path = flags.file.clone();
    let file = File::open(&path).map_err(|source| CommandError::Open { path: path.clone(), source })?;
    let figures = population::read(file, reference::is_municipality);
    let figures = figures.map_err(|source| CommandError::Population { path, source })?;
    lifecycle::start_log(&settings);
    lifecycle::make_data_dir(data_dir)?;
    let registry = lifecycle::open_registry(&settings).await?;
    let outcome = population::record(registry.clone(), figures, &flags.source).await;
    lifecycle::close_registry(registry).await;
    let written = outcome.map_err(|refused| CommandError::NotRecorded(super::reasons(refused)))?;
    super::print(&format!("{written} figures were new or changed"))
}

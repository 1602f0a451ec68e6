//! `samspill generate`: synthetic data of any size.

use std::path::Path;

use samspill::synthetic;

use super::CommandError;
use crate::{cli::Generate, lifecycle, progress::Progress, telemetry};

/// Adds the data to the registry.
///
/// # Errors
/// When the settings or the database cannot be used.
pub async fn run(data_dir: &Path, flags: &Generate) -> Result<(), CommandError> {
    let synthetic = [("synthetic_organisation_numbers", "true")];
    let settings = super::store_settings(data_dir, &flags.store, &synthetic)?;
    telemetry::start_log(&settings);
    lifecycle::make_data_dir(data_dir)?;
    let registry = lifecycle::open_registry(&settings).await?;
    let progress = Progress::begin("Generating");
    let report = |done, total| progress.report(done, total);
    let outcome = synthetic::generate(&registry, flags.municipalities, flags.seed, report).await;
    progress.end();
    lifecycle::close_registry(registry).await;
    let summary = outcome.map_err(|source| CommandError::Load { what: "the synthetic data", source })?;
    super::print(&summary.to_string())
}

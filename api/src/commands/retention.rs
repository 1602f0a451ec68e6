//! `samspill retention`: pseudonyms for those whose time is over.

use std::path::Path;

use samspill::retention;

use super::CommandError;
use crate::{cli::Retention, lifecycle, telemetry};

/// Carries out the rule once, and prints whom it met: ids, a line each, and how many.
///
/// # Errors
/// When the settings or the database cannot be used.
pub async fn run(data_dir: &Path, flags: &Retention) -> Result<(), CommandError> {
    let settings = super::store_settings(data_dir, &flags.store, &[])?;
    telemetry::start_log(&settings);
    let months = flags.months.unwrap_or(settings.retention_months);
    if months == 0 {
        return Err(CommandError::NoRetention);
    }
    lifecycle::make_data_dir(data_dir)?;
    let registry = lifecycle::open_registry(&settings).await?;
    let cutoff = retention::cutoff(registry.clock.today(), months);
    let outcome = retention::run(&registry, cutoff, flags.dry_run).await;
    lifecycle::close_registry(registry).await;
    let people = outcome.map_err(CommandError::Retention)?;
    let what = if flags.dry_run { "would become pseudonyms" } else { "became pseudonyms" };
    let mut told: Vec<String> = people.iter().map(ToString::to_string).collect();
    told.push(format!("{} people last shared or employed before {cutoff} {what}", people.len()));
    super::print(&told.join("\n"))
}

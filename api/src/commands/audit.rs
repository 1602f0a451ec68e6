//! `samspill audit`: whether the audit trail is whole, and where it ends.

use std::path::Path;

use samspill::{
    audit::{TrailError, head, verify},
    store::connect_existing,
};

use super::CommandError;
use crate::{cli::AuditCommand, lifecycle::StartError, telemetry};

/// Looks into the trail; nothing is changed.
///
/// # Errors
/// When the settings or the database cannot be used, or the trail is not whole.
pub async fn run(data_dir: &Path, command: &AuditCommand) -> Result<(), CommandError> {
    let (AuditCommand::Verify { store, .. } | AuditCommand::Head { store }) = command;
    let settings = super::store_settings(data_dir, store, &[])?;
    telemetry::start_log(&settings);
    // As it is: whether it is up to date or not, and without making one that is not there.
    let opened = connect_existing(settings.database_url.exposed(), settings.database_connections).await;
    let database = opened.map_err(|source| StartError::Database { url: settings.database_url.clone(), source })?;
    let outcome = match command {
        AuditCommand::Verify { expect, .. } => verify(&database, expect).await.map(|verified| verified.head),
        AuditCommand::Head { .. } => head(&database).await.map_err(TrailError::from),
    };
    if let Err(error) = database.close().await {
        tracing::warn!(%error, "the database's connections were not closed in order");
    }
    super::print(&outcome?.to_string())
}

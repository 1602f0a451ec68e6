//! `samspill grant`: access given by the operator.

use std::path::Path;

use entity::{Id, vocabulary::Vocabulary as _};
use samspill::{
    auth::Role,
    grant::{self, inputs::CreateAccessGrantInput},
    graphql::{coded::Coded, ids::GlobalId, scalars::Date},
    reference,
};

use super::CommandError;
use crate::{cli::Grant, lifecycle};

/// Gives access, and prints the grant's id.
///
/// # Errors
/// When the place is unknown, the grant is refused, or the database cannot be used.
pub async fn run(data_dir: &Path, flags: Grant) -> Result<(), CommandError> {
    let settings = super::store_settings(data_dir, &flags.store, &[])?;
    let input = input(flags)?;
    lifecycle::start_log(&settings);
    lifecycle::make_data_dir(data_dir)?;
    let registry = lifecycle::open_registry(&settings).await?;
    let outcome = grant::appoint(registry.clone(), input).await;
    lifecycle::close_registry(registry).await;
    let grant = outcome.map_err(|refused| CommandError::NotGranted(super::reasons(refused)))?;
    super::print(&grant.id.to_string())
}

fn input(flags: Grant) -> Result<CreateAccessGrantInput, CommandError> {
    let municipality = match flags.municipality {
        Some(number) if !reference::is_municipality(&number) => return Err(CommandError::UnknownMunicipality(number)),
        number => number.map(|number| GlobalId(reference::municipality_id(&number))),
    };
    let organisation = match flags.organisation {
        Some(id) => {
            let Ok(key) = id.parse::<Id<entity::organisation::Entity>>() else {
                return Err(CommandError::NotAnOrganisation(id));
            };
            Some(GlobalId(key))
        }
        None => None,
    };
    Ok(CreateAccessGrantInput {
        issuer: flags.issuer,
        subject: flags.subject,
        group: flags.group,
        // The command line offers the codes of roles only.
        role: Coded(Role::from_code(&flags.role).unwrap_or(Role::Reader)),
        municipality,
        organisation,
        valid_from: None,
        valid_to: flags.until.map(Date),
        note: flags.note,
    })
}

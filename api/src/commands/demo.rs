//! `samspill demo`: a registry to try, with a token for each role.

use std::{fmt::Write as _, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use chrono::NaiveDate;
use entity::{id::OrganisationId, vocabulary::Vocabulary as _};
use samspill::{
    auth::{Grant, LocalKey, Role, TokenError, issue},
    clock::FixedClock,
    demo, organisation,
    release::{MadeBy, Wanted, create},
    store::Registry,
};

use super::CommandError;
use crate::{
    cli::Demo,
    config::Settings,
    lifecycle::{self, StartError},
    progress::Progress,
    telemetry::Telemetry,
};

/// Bergen, the municipality most of the tokens are bound to.
const MUNICIPALITY: &str = "4601";
/// Where the demonstration is, unless it is told otherwise.
const USUAL_URL: &str = "http://127.0.0.1:8080";
/// A number of the synthetic series, which no organisation has.
const PUBLISHER: &str = "310000019";
const TTL: Duration = Duration::from_hours(24);

/// Serves the registry, with demonstration data when it was empty.
///
/// # Errors
/// When the settings, the database or the address cannot be used.
pub async fn run(data_dir: &Path, flags: &Demo) -> Result<(), CommandError> {
    let defaults = [
        // The people are made up; those who have moved on are a part of the story.
        ("synthetic_organisation_numbers", "true"),
        ("local_tokens", "true"),
        ("retention_months", "0"),
        ("open_data", "true"),
        ("open_data_publisher", "Demonstrasjon (oppdiktet)"),
        ("open_data_publisher_number", PUBLISHER),
        ("open_data_email", "demo@example.no"),
        ("public_url", USUAL_URL),
    ];
    let mut settings = super::serve_settings(data_dir, &flags.serve, &defaults)?;
    let telemetry = Telemetry::start(&settings).map_err(StartError::from)?;
    lifecycle::make_data_dir(data_dir)?;
    let key = lifecycle::local_key(&settings, data_dir)?.ok_or(CommandError::NoLocalTokens)?;
    let listener = lifecycle::listen(&settings).await?;
    let address = listener.local_addr().map_err(StartError::Serve)?;
    if settings.public_url.as_ref().is_some_and(|url| url.as_str() == USUAL_URL) {
        // Whichever port it got.
        settings.public_url = format!("http://{address}").parse().ok();
    }
    let registry = lifecycle::open_registry(&settings).await?;
    let school = fill(&registry, flags.on)
        .await
        .map_err(|source| CommandError::Load { what: "the demonstration data", source })?;
    let welcome = welcome(&settings, address, &key, &registry, school.as_ref())?;
    super::print(&welcome)?;
    let served = lifecycle::serve(&settings, listener, registry, Some(key)).await;
    telemetry.stop().await;
    Ok(served?)
}

/// Loads the demonstration data unless there is data already. Gives the organisation that the coordinator acts for.
async fn fill(registry: &Registry, on: Option<NaiveDate>) -> Result<Option<(OrganisationId, String)>, sea_orm::DbErr> {
    if demo::is_empty(&registry.database).await? {
        let progress = Progress::begin("Loading the demonstration data");
        let told = match on {
            Some(date) => Registry { clock: Arc::new(FixedClock(demo::moment(date))), ..registry.clone() },
            None => registry.clone(),
        };
        let outcome = demo::load(&told, |done, total| progress.report(done, total)).await;
        progress.end();
        outcome?;
        // Something for analysts to see.
        let label = Some("Demonstrasjon".to_owned());
        let released = create(told, MadeBy::Demonstration, Wanted { label, ..Wanted::default() }).await;
        released.map_err(|refused| sea_orm::DbErr::Custom(refused.to_string()))?;
    }
    organisation::culture_school_in(&registry.database, MUNICIPALITY).await
}

/// What a newcomer needs: where to go, and a token for each role.
fn welcome(
    settings: &Settings,
    address: SocketAddr,
    key: &LocalKey,
    registry: &Registry,
    school: Option<&(OrganisationId, String)>,
) -> Result<String, TokenError> {
    let mut tokens = String::new();
    let mut link = String::new();
    for &role in Role::ALL {
        let (municipalities, organisations, bound) = match (role, school) {
            (Role::RegistryAdmin, _) => (vec![], vec![], "the whole registry".to_owned()),
            (Role::Coordinator, None) => continue,
            (Role::Coordinator, Some((id, name))) => (vec![], vec![id.to_string()], name.clone()),
            _ => (vec![MUNICIPALITY.to_owned()], vec![], format!("municipality {MUNICIPALITY}")),
        };
        let grant =
            Grant { subject: format!("demo:{}", role.code().to_lowercase()), role, municipalities, organisations };
        let token = issue(key, &grant, registry.clock.now(), TTL)?;
        // Writing to a string does not fail.
        let _ = write!(tokens, "\n{} ({bound})\n{token}\n", role.code());
        if role == Role::MunicipalPlanner {
            link = format!("http://{address}/graphiql#token={token}");
        }
    }
    let open =
        settings.open_data().map_or_else(String::new, |publisher| format!("Open data: {}/open/\n", publisher.url));
    Ok(format!(
        "\nSamspill runs. Open GraphiQL as a planner in Bergen:\n{link}\n\n\
         GraphQL endpoint: http://{address}/graphql\n{open}Database: {}\n\n\
         Tokens for the header `Authorization: Bearer <token>`, valid for 24 hours:\n{tokens}",
        settings.database_url
    ))
}

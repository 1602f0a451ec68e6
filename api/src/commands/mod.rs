//! The commands, one a file; small ones here.

mod audit;
mod demo;
mod generate;
mod grant;
mod healthcheck;
mod population;
mod release;
mod retention;
mod token;

use std::{
    io::{self, Write as _},
    path::Path,
};

use samspill::{
    audit::TrailError,
    auth::TokenError,
    graphql::schema,
    problem::Language,
    store::{Refused, RoleError, grant},
};
use sea_orm::DbErr;

use crate::{
    cli::{Cli, Command, Migrate, Serve, SettingsFile, Store},
    config::{Settings, SettingsError, Sources},
    lifecycle::{self, StartError},
};

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The settings cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The service does not run.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The token cannot be made.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// There is no such municipality.
    #[error("{0:?} is not the number of a municipality of 2024: four digits, such as 4601 for Bergen")]
    UnknownMunicipality(String),
    /// Something is not an organisation's id.
    #[error("{0:?} is not the id of an organisation: organisation_<32 hex digits>")]
    NotAnOrganisation(String),
    /// The grant was refused; the reasons.
    #[error("access was not given: {0}")]
    NotGranted(String),
    /// No release was made; the reasons.
    #[error("no release was made: {0}")]
    NotReleased(String),
    /// The population figures cannot be used.
    #[error("the figures in {} cannot be used", path.display())]
    Population {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong with it.
        source: samspill::population::Unusable,
    },
    /// The file cannot be opened.
    #[error("{} cannot be opened", path.display())]
    Open {
        /// The file.
        path: std::path::PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The figures were refused; the reasons.
    #[error("the figures were not taken in: {0}")]
    NotRecorded(String),
    /// The data cannot be loaded.
    #[error("{what} cannot be loaded")]
    Load {
        /// Which data.
        what: &'static str,
        /// Why.
        source: DbErr,
    },
    /// The audit trail is not whole, or cannot be read.
    #[error(transparent)]
    Trail(#[from] TrailError),
    /// The service's role is not given what it needs.
    #[error(transparent)]
    Role(#[from] RoleError),
    /// Names are kept for good.
    #[error("retention_months is 0: names are kept for good. Give --months to remove some nevertheless")]
    NoRetention,
    /// The rule of retention was not carried out to the end.
    #[error("the rule of retention was not carried out to the end")]
    Retention(#[source] Refused),
    /// The running server did not answer as it should.
    #[error(transparent)]
    Healthcheck(#[from] healthcheck::HealthcheckError),
    /// The tokens of the demonstration would be refused.
    #[error("demo prints tokens of the local key, but local_tokens is false; use serve, or leave local_tokens out")]
    NoLocalTokens,
    /// The answer cannot be printed.
    #[error("the answer cannot be printed")]
    Print(#[source] io::Error),
}

/// Carries out a command.
///
/// # Errors
/// When it was not carried out; the message is for people.
pub async fn run(cli: Cli) -> Result<(), CommandError> {
    let data_dir = cli.data_dir.as_path();
    match cli.command {
        Command::Serve(flags) => serve(data_dir, &flags).await,
        Command::Demo(flags) => demo::run(data_dir, &flags).await,
        Command::Migrate(flags) => migrate(data_dir, &flags).await,
        Command::Schema => print(&schema::sdl()),
        Command::Grant(flags) => grant::run(data_dir, flags).await,
        Command::Token(flags) => token::run(data_dir, flags),
        Command::Healthcheck(flags) => {
            let bind = flags.bind.map(|bind| ("bind", bind.to_string()));
            let settings = settings(data_dir, &flags.file, bind, &[])?;
            Ok(healthcheck::run(settings.bind)?)
        }
        Command::Generate(flags) => generate::run(data_dir, &flags).await,
        Command::Audit(flags) => audit::run(data_dir, &flags.command).await,
        Command::Release(flags) => release::run(data_dir, flags.command).await,
        Command::Population(flags) => population::run(data_dir, &flags).await,
        Command::Retention(flags) => retention::run(data_dir, &flags).await,
    }
}

async fn serve(data_dir: &Path, flags: &Serve) -> Result<(), CommandError> {
    let settings = serve_settings(data_dir, flags, &[])?;
    lifecycle::start_log(&settings);
    lifecycle::make_data_dir(data_dir)?;
    let key = lifecycle::local_key(&settings, data_dir)?;
    let listener = lifecycle::listen(&settings).await?;
    let registry = lifecycle::open_registry(&settings).await?;
    Ok(lifecycle::serve(&settings, listener, registry, key).await?)
}

async fn migrate(data_dir: &Path, flags: &Migrate) -> Result<(), CommandError> {
    let settings = store_settings(data_dir, &flags.store, &[])?;
    lifecycle::start_log(&settings);
    lifecycle::make_data_dir(data_dir)?;
    let registry = lifecycle::open_registry(&settings).await?;
    let granted = match &flags.service_role {
        Some(role) => grant(&registry.database, role).await,
        None => Ok(()),
    };
    lifecycle::close_registry(registry).await;
    Ok(granted?)
}

fn serve_settings(
    data_dir: &Path,
    flags: &Serve,
    defaults: &[(&'static str, &'static str)],
) -> Result<Settings, SettingsError> {
    let bind = flags.bind.map(|bind| ("bind", bind.to_string()));
    let url = flags.store.database_url.clone();
    let given = bind.into_iter().chain(url.map(|url| ("database_url", url)));
    settings(data_dir, &flags.store.file, given, defaults)
}

fn store_settings(
    data_dir: &Path,
    flags: &Store,
    defaults: &[(&'static str, &'static str)],
) -> Result<Settings, SettingsError> {
    let url = flags.database_url.clone();
    let given = url.map(|url| ("database_url", url));
    settings(data_dir, &flags.file, given, defaults)
}

fn settings(
    data_dir: &Path,
    file: &SettingsFile,
    flags: impl IntoIterator<Item = (&'static str, String)>,
    defaults: &[(&'static str, &'static str)],
) -> Result<Settings, SettingsError> {
    Settings::load(&Sources {
        data_dir,
        file: file.config.as_deref(),
        environment: std::env::vars_os().collect(),
        flags: flags.into_iter().collect(),
        defaults: defaults.to_vec(),
    })
}

/// Why a write was refused, for people.
fn reasons(refused: Refused) -> String {
    match refused {
        Refused::Problems(problems) => {
            let said = problems.iter().map(|problem| problem.message(Language::En));
            said.collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

/// Prints an answer that ends its last line.
fn print(text: &str) -> Result<(), CommandError> {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let mut out = io::stdout().lock();
    let printed = write!(out, "{text}{end}").and_then(|()| out.flush());
    match printed {
        // Whoever read the answer has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed.map_err(CommandError::Print),
    }
}

//! The command line.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use chrono::NaiveDate;
use clap::{ArgGroup, Args, Parser, Subcommand, builder::PossibleValuesParser};
use entity::vocabulary::Vocabulary as _;
use samspill::{audit::chain::Head, auth::Role, retention::MOST_MONTHS};

/// The registry of binding partnerships between Norwegian culture schools and other municipal services.
#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Settings come from built-in defaults, a TOML file, the environment \
    (SAMSPILL_<SETTING>, DATABASE_URL) and the flags here, the later winning."
)]
pub struct Cli {
    /// Where the registry keeps its signing key and, unless another database is named, its data.
    #[arg(
        long,
        global = true,
        value_name = "DIRECTORY",
        env = "SAMSPILL_DATA_DIR",
        hide_env_values = true,
        default_value = "./samspill-data"
    )]
    pub data_dir: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Subcommand)]
pub enum Command {
    /// Serves the registry, bringing its database up to date first.
    Serve(Serve),
    /// Serves a registry with demonstration data, loaded when the registry is empty, and prints tokens to try it with.
    Demo(Demo),
    /// Brings the database and its reference data up to date.
    Migrate(Migrate),
    /// Prints the GraphQL schema.
    Schema,
    /// Prints a token of the local signing key.
    Token(Token),
    /// Gives somebody access on behalf of the operator: how the first administrator of a municipality comes in.
    Grant(Grant),
    /// Asks the running server whether it is ready; fails when it is not.
    Healthcheck(Healthcheck),
    /// Adds synthetic data of any size, the same for the same seed.
    Generate(Generate),
    /// Looks into the audit trail.
    Audit(Audit),
    /// Publishes figures: freezes what is safe to publish of what is registered.
    Release(Release),
    /// Takes in official population figures, for rates per inhabitant.
    Population(Population),
    /// Makes pseudonyms of people who have not been employed or shared for a time. `serve` does it daily.
    Retention(Retention),
}

/// How to bring the database up to date.
#[derive(Args)]
pub struct Migrate {
    /// On PostgreSQL, the role that `serve` runs as: it is given what it needs, and of the audit trail only reading and
    /// adding. Give it again with each new version.
    #[arg(long, value_name = "ROLE")]
    pub service_role: Option<String>,
    #[command(flatten)]
    pub store: Store,
}

/// What to do with the audit trail.
#[derive(Args)]
pub struct Audit {
    #[command(subcommand)]
    pub command: AuditCommand,
}

/// What can be done with the audit trail.
#[derive(Subcommand)]
pub enum AuditCommand {
    /// Proves that no event was removed, altered or put in later, and prints the head; fails and names the first event
    /// that is not as it was.
    Verify {
        /// A head noted earlier, as `audit head` and the log of `serve` tell it: the trail must have gone through it. May
        /// be repeated.
        #[arg(long, value_name = "SEQUENCE:HASH")]
        expect: Vec<Head>,
        #[command(flatten)]
        store: Store,
    },
    /// Prints the head, `<sequence>:<hash>`, to be noted where the trail's keeper cannot change it.
    Head {
        #[command(flatten)]
        store: Store,
    },
}

/// What to do with releases.
#[derive(Args)]
pub struct Release {
    #[command(subcommand)]
    pub command: ReleaseCommand,
}

/// What can be done with releases.
#[derive(Subcommand)]
pub enum ReleaseCommand {
    /// Makes the next release, protected together with all earlier ones, and prints its id. Refused when nothing has changed
    /// since the last.
    Create {
        /// What it is called; its number unless given.
        #[arg(long)]
        label: Option<String>,
        /// What changed, and why it is made.
        #[arg(long)]
        note: Option<String>,
        /// The first school year, by the year it begins; the first anything is registered in unless given.
        #[arg(long, value_name = "YEAR")]
        from: Option<i32>,
        /// The last school year, by the year it begins; the present one unless given.
        #[arg(long, value_name = "YEAR")]
        to: Option<i32>,
        #[command(flatten)]
        store: Store,
    },
}

/// Who lives where.
#[derive(Args)]
pub struct Population {
    /// CSV with the columns `municipality` (its number), `year` and `inhabitants` (on 1 January).
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where the figures come from, such as "SSB, table 07459".
    #[arg(long)]
    pub source: String,
    #[command(flatten)]
    pub store: Store,
}

/// Whose time is over.
#[derive(Args)]
pub struct Retention {
    /// How many months after they were last employed or shared. By default the setting `retention_months`.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_MONTHS)))]
    pub months: Option<u32>,
    /// Only tells who it would be.
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub store: Store,
}

/// Where settings and data come from.
#[derive(Args)]
pub struct Store {
    /// The database: sqlite://<file> or postgres://<user>@<host>/<database>. By default a file in the data directory.
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    #[command(flatten)]
    pub file: SettingsFile,
}

/// The file of settings.
#[derive(Args)]
pub struct SettingsFile {
    /// A TOML file of settings. By default `samspill.toml` in the data directory, if there is one.
    #[arg(long, value_name = "FILE", env = "SAMSPILL_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
}

/// How to serve.
#[derive(Args)]
pub struct Serve {
    /// The address and port to listen on. By default 127.0.0.1:8080; port 0 takes any free one.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub bind: Option<SocketAddr>,
    #[command(flatten)]
    pub store: Store,
}

/// How to serve the demonstration.
#[derive(Args)]
pub struct Demo {
    /// Tell the demonstration data as it would be on this day, when it is loaded; today unless given. The examples in
    /// the README and in docs/ are of 2026-11-24.
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
    #[command(flatten)]
    pub serve: Serve,
}

/// Whom a token is for.
#[derive(Args)]
pub struct Token {
    /// What the bearer is trusted with.
    #[arg(long, value_parser = PossibleValuesParser::new(Role::ALL.iter().map(|role| role.code())))]
    pub role: String,
    /// The number of a municipality the token is bound to; may be repeated.
    #[arg(long, value_name = "NUMBER")]
    pub municipality: Vec<String>,
    /// The id of an organisation the token is bound to; may be repeated.
    #[arg(long, value_name = "ID")]
    pub organisation: Vec<String>,
    /// How long the token is valid: `30m`, `1h`, `7days` …
    #[arg(long, value_name = "DURATION", default_value = "1h", value_parser = humantime::parse_duration)]
    pub ttl: Duration,
    /// Whom the audit trail names.
    #[arg(long, value_name = "NAME", default_value = "local")]
    pub subject: String,
}

/// Who is given what, where.
#[derive(Args)]
#[command(group(ArgGroup::new("receiver").required(true).args(["subject", "group"])))]
#[command(group(ArgGroup::new("place").args(["municipality", "organisation"])))]
pub struct Grant {
    /// The identity provider, exactly as its tokens name it (`iss`).
    #[arg(long, value_name = "URL")]
    pub issuer: String,
    /// Whom it is given to, as the tokens name them; for a consumer in Maskinporten `0192:<organisation number>`.
    #[arg(long)]
    pub subject: Option<String>,
    /// The group it is given to, as the tokens name it.
    #[arg(long)]
    pub group: Option<String>,
    /// What is given.
    #[arg(long, value_parser = PossibleValuesParser::new(Role::ALL.iter().map(|role| role.code())))]
    pub role: String,
    /// The number of the municipality it holds in.
    #[arg(long, value_name = "NUMBER")]
    pub municipality: Option<String>,
    /// The id of the organisation it holds at.
    #[arg(long, value_name = "ID")]
    pub organisation: Option<String>,
    /// The last day it holds; until further notice unless given.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Option<NaiveDate>,
    /// Why, or for whom.
    #[arg(long)]
    pub note: Option<String>,
    #[command(flatten)]
    pub store: Store,
}

/// Which server to ask.
#[derive(Args)]
pub struct Healthcheck {
    /// The address and port the server listens on. By default the one that `serve` would take from the settings.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub bind: Option<SocketAddr>,
    #[command(flatten)]
    pub file: SettingsFile,
}

/// How much to generate.
#[derive(Args)]
pub struct Generate {
    /// How many municipalities get data.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub municipalities: u32,
    /// The same seed gives the same data.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    #[command(flatten)]
    pub store: Store,
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }
}

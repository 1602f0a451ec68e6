//! Settings: built-in defaults < TOML file < environment < flags. What is unknown or cannot be used is refused at
//! start, by name.

mod database_url;
mod listed;

use std::{
    collections::HashSet,
    ffi::OsString,
    fmt, fs, io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Format as _, Toml},
    value::{Dict, Map, Value},
};
use samspill::{
    auth::IssuerSettings,
    http::edge::{EdgeSettings, ForwardedHeader, GraphiqlAccess, Network, Origin},
    release::figures::Thresholds,
    retention::MOST_MONTHS,
};
use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

pub use database_url::DatabaseUrl;

/// The file of settings in the data directory, read when no other is named.
const FILE_NAME: &str = "samspill.toml";
/// What the names of our environment variables begin with.
const PREFIX: &str = "SAMSPILL_";
/// Variables with that prefix that are no settings: two name places on the command line, the others steer the build
/// and the tests.
const OTHER_VARIABLES: [&str; 3] = ["CONFIG", "DATA_DIR", "SKIP_GRAPHIQL"];
const TEST_VARIABLES: &str = "TEST_";

/// How the service runs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Settings {
    /// Where to listen.
    pub bind: SocketAddr,
    /// Where the data is.
    pub database_url: DatabaseUrl,
    /// Connections to the database at most.
    pub database_connections: u32,
    /// How the log is written.
    pub log: LogFormat,
    /// What is logged.
    pub log_filter: String,
    /// Where to serve figures about the service; nowhere unless given.
    pub metrics_bind: Option<SocketAddr>,
    /// The OpenTelemetry collector that traces are told to.
    pub otlp_endpoint: Option<String>,
    /// The share of traces that are told, of those no caller has decided about.
    pub otlp_ratio: f64,
    /// Whether organisation numbers of the synthetic series are accepted.
    pub synthetic_organisation_numbers: bool,
    /// Whether answers tell how many statements they took.
    pub server_timing: bool,
    /// How long an answer may take.
    pub request_seconds: u16,
    /// How many objects an answer may hold.
    pub request_complexity: u32,
    /// How long a request may take to arrive.
    pub body_seconds: u16,
    /// How often a caller may ask; 0 is any number of times.
    pub requests_per_second: u32,
    /// How many objects a caller may ask for in a second; 0 is any number.
    pub complexity_per_second: u32,
    /// How often one may ask from an address without a token known to be good; 0 is any number of times.
    pub address_requests_per_second: u32,
    /// How many requests are worked on at a time; four times the connections to the database where nothing is said.
    pub concurrent_requests: Option<u32>,
    /// The proxies that are believed when they name the client.
    #[serde(deserialize_with = "listed::deserialize")]
    pub trusted_proxies: Vec<Network>,
    /// The header they name it in.
    pub forwarded_header: ForwardedHeader,
    /// The other sites whose pages may ask.
    #[serde(deserialize_with = "listed::deserialize")]
    pub cors_origins: Vec<Origin>,
    /// Who gets the GraphiQL page.
    pub graphiql: GraphiqlAccess,
    /// Whether callers may ask for the schema.
    pub introspection: bool,
    /// How many connections may be open.
    pub connections: u32,
    /// How long a connection without a request is kept.
    pub keep_alive_seconds: u16,
    /// How long the service is not ready, but takes requests, once it is told to stop.
    pub shutdown_delay_seconds: u16,
    /// How long requests under way may take after that.
    pub shutdown_seconds: u16,
    /// How many months the registry knows who somebody is who is no longer employed or shared; 0 is for good.
    pub retention_months: u32,
    /// How many hours a key of a request that may come again is known.
    pub idempotency_hours: u16,
    /// Whether documents of earlier requests are remembered by their hash.
    pub persisted_queries: bool,
    /// A file of the only documents that are carried out.
    pub trusted_documents: Option<PathBuf>,
    /// From how many people a count is published.
    pub disclosure_k: u32,
    /// From how many people a count of a sensitive service is published.
    pub disclosure_k_sensitive: u32,
    /// The identity providers whose tokens are accepted.
    pub issuer: Vec<IssuerSettings>,
    /// Whether tokens of the local key are accepted, where that is said.
    pub local_tokens: Option<bool>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: a JSON object a line.
    Json,
}

/// Each setting, and what it may be.
const ALLOWED: [(&str, &str); 34] = [
    ("bind", "an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080"),
    ("database_url", "sqlite://<file> or postgres://<user>:<password>@<host>:<port>/<database>"),
    ("database_connections", "a whole number from 2 to 1000"),
    ("log", "text or json"),
    ("log_filter", "levels by target as in RUST_LOG, such as info or info,samspill=debug"),
    ("metrics_bind", "an IP address and a port, such as 127.0.0.1:9464"),
    (
        "otlp_endpoint",
        "the URL of a collector, such as http://127.0.0.1:4318, in a program built with the feature otlp",
    ),
    ("otlp_ratio", "a number from 0 to 1"),
    ("synthetic_organisation_numbers", "true or false"),
    ("server_timing", "true or false"),
    ("request_seconds", "a whole number from 1 to 3600"),
    ("request_complexity", "a whole number from 100 to 1000000"),
    ("body_seconds", "a whole number from 1 to 3600"),
    ("requests_per_second", "a whole number from 0, which is any number, to 1000000"),
    ("complexity_per_second", "a whole number from 0, which is any number, to 10000000"),
    ("address_requests_per_second", "a whole number from 0, which is any number, to 1000000"),
    ("concurrent_requests", "a whole number from 1 to 100000"),
    (
        "trusted_proxies",
        "a list of addresses and networks, such as 10.0.0.0/8; in the environment with commas between them",
    ),
    ("forwarded_header", "x-forwarded-for or forwarded"),
    (
        "cors_origins",
        "a list of origins as browsers write them, such as https://app.example.no; in the environment with commas between \
         them",
    ),
    ("graphiql", "open, callers or off"),
    ("introspection", "true or false"),
    ("connections", "a whole number from 8 to 100000"),
    ("keep_alive_seconds", "a whole number from 1 to 3600"),
    ("shutdown_delay_seconds", "a whole number from 0 to 600"),
    ("shutdown_seconds", "a whole number from 0 to 65535"),
    ("retention_months", "a whole number of months from 0, which keeps names for good, to 1200"),
    ("idempotency_hours", "a whole number from 1 to 720"),
    ("persisted_queries", "true or false"),
    ("trusted_documents", "the path of a JSON file of documents by their id"),
    ("disclosure_k", "a whole number from 3 to 1000"),
    ("disclosure_k_sensitive", "a whole number from 5 to 1000"),
    (
        "issuer",
        "tables [[issuer]], each with url and kind, and of kind oidc with audience; in the environment a JSON array",
    ),
    ("local_tokens", "true or false, and true where there is no issuer"),
];

impl Default for Settings {
    fn default() -> Self {
        Self {
            bind: (Ipv4Addr::LOCALHOST, 8080).into(),
            database_url: DatabaseUrl::default(),
            database_connections: 16,
            log: LogFormat::Text,
            log_filter: "info,sea_orm_migration=warn,sqlx=warn".to_owned(),
            metrics_bind: None,
            otlp_endpoint: None,
            otlp_ratio: 1.0,
            synthetic_organisation_numbers: false,
            server_timing: false,
            request_seconds: 10,
            request_complexity: 1_000,
            body_seconds: 10,
            requests_per_second: 50,
            complexity_per_second: 10_000,
            address_requests_per_second: 20,
            concurrent_requests: None,
            trusted_proxies: Vec::new(),
            forwarded_header: ForwardedHeader::default(),
            cors_origins: Vec::new(),
            graphiql: GraphiqlAccess::default(),
            introspection: true,
            connections: 4_096,
            // Longer than proxies keep theirs: nginx 60 seconds, others up to 75. The one who closes first loses no request.
            keep_alive_seconds: 90,
            shutdown_delay_seconds: 0,
            shutdown_seconds: 30,
            retention_months: 24,
            idempotency_hours: 24,
            persisted_queries: true,
            trusted_documents: None,
            disclosure_k: Thresholds::LOWEST.k,
            disclosure_k_sensitive: Thresholds::LOWEST.k_sensitive,
            issuer: Vec::new(),
            local_tokens: None,
        }
    }
}

/// Where settings come from, besides the built-in defaults.
pub struct Sources<'a> {
    /// Where the default database and file of settings are.
    pub data_dir: &'a Path,
    /// A file of settings other than the one in the data directory.
    pub file: Option<&'a Path>,
    /// The environment's variables.
    pub environment: Vec<(OsString, OsString)>,
    /// What the flags say, by setting.
    pub flags: Vec<(&'static str, String)>,
    /// Other defaults than usual, by setting.
    pub defaults: Vec<(&'static str, &'static str)>,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("the settings in {} cannot be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file is not TOML. The line itself is not shown: it may hold a password.
    #[error("line {line} of {} is not TOML: {message}", path.display())]
    NotToml {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// There is no such setting.
    #[error("{name} in {place} is not a setting; the settings are {}", names())]
    Unknown {
        /// What was given.
        name: String,
        /// Where it was given.
        place: String,
    },
    /// There is no such setting, and so no such variable.
    #[error("the environment variable {name} stands for no setting; the settings are {}", names())]
    UnknownVariable {
        /// The variable.
        name: String,
    },
    /// The value cannot be used.
    #[error("{name} in {place} cannot be used: it must be {allowed}{}", reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default())]
    Bad {
        /// The setting.
        name: String,
        /// Where its value was given.
        place: String,
        /// What it may be.
        allowed: &'static str,
        /// What is wrong with it, where that is known.
        reason: Option<String>,
    },
    /// The path of the data directory cannot be written in a URL.
    #[error("the path of the data directory, {}, is not Unicode; set database_url", .0.display())]
    DataDir(PathBuf),
}

fn names() -> String {
    ALLOWED.map(|(name, _)| name).join(", ")
}

fn allowed(name: &str) -> &'static str {
    let known = ALLOWED.iter().find(|(known, _)| *known == name);
    known.map_or("a known setting", |(_, allowed)| allowed)
}

/// Settings from one place.
struct Layer {
    place: String,
    values: Dict,
}

impl Layer {
    fn one(place: impl Into<String>, name: &str, value: impl Into<Value>) -> Self {
        Self { place: place.into(), values: Dict::from([(name.to_owned(), value.into())]) }
    }

    fn of_file(path: &Path) -> Result<Self, SettingsError> {
        let text = fs::read_to_string(path).map_err(|source| SettingsError::File { path: path.to_owned(), source })?;
        let values = Toml::from_str(&text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let before = text.get(..start).unwrap_or_default();
            SettingsError::NotToml {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                message: error.message().to_owned(),
            }
        })?;
        Ok(Self { place: path.display().to_string(), values })
    }

    fn check_names(&self) -> Result<(), SettingsError> {
        let unknown = |name: &&String| !ALLOWED.iter().any(|(known, _)| known == name);
        match self.values.keys().find(unknown) {
            Some(name) => Err(SettingsError::Unknown { name: name.clone(), place: self.place.clone() }),
            None => Ok(()),
        }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.place.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Map::from([(Profile::Default, self.values.clone())]))
    }
}

impl Settings {
    /// The settings these sources add up to.
    ///
    /// # Errors
    /// When a source cannot be read, names an unknown setting, or a value cannot be used.
    pub fn load(sources: &Sources<'_>) -> Result<Self, SettingsError> {
        let mut layers = vec![Layer::one(
            "the built-in defaults",
            "database_url",
            DatabaseUrl::in_directory(sources.data_dir)
                .ok_or_else(|| SettingsError::DataDir(sources.data_dir.to_owned()))?,
        )];
        for (name, value) in &sources.defaults {
            layers.push(Layer::one("the built-in defaults", name, *value));
        }
        let own_file = sources.data_dir.join(FILE_NAME);
        if let Some(file) = sources.file {
            layers.push(Layer::of_file(file)?);
        } else if own_file.exists() {
            layers.push(Layer::of_file(&own_file)?);
        }
        layers.extend(environment(&sources.environment)?);
        for (name, value) in &sources.flags {
            let place = format!("the flag --{}", name.replace('_', "-"));
            layers.push(Layer::one(place, name, value.as_str()));
        }
        let mut figment = Figment::new();
        for layer in layers {
            layer.check_names()?;
            figment = figment.merge(layer);
        }
        let settings: Self = figment.extract_lossy().map_err(|error| {
            let name = error.path.first().cloned().unwrap_or_default();
            bad(&figment, &name, Some(reason(&error)))
        })?;
        settings.check().map_err(|(name, reason)| bad(&figment, name, reason))?;
        Ok(settings)
    }

    /// What types alone do not rule out; else the name of the setting, and what is wrong with it.
    fn check(&self) -> Result<(), (&'static str, Option<String>)> {
        let (lowest, highest) = (Thresholds::LOWEST, Thresholds::HIGHEST);
        for (name, number, allowed) in [
            // Migrating holds one connection for its lock while it uses another.
            ("database_connections", self.database_connections, 2..=1000),
            ("retention_months", self.retention_months, 0..=MOST_MONTHS),
            ("request_seconds", self.request_seconds.into(), 1..=3600),
            ("request_complexity", self.request_complexity, 100..=1_000_000),
            ("body_seconds", self.body_seconds.into(), 1..=3600),
            ("requests_per_second", self.requests_per_second, 0..=1_000_000),
            ("complexity_per_second", self.complexity_per_second, 0..=10_000_000),
            ("address_requests_per_second", self.address_requests_per_second, 0..=1_000_000),
            ("concurrent_requests", self.concurrent_requests.unwrap_or(1), 1..=100_000),
            ("idempotency_hours", self.idempotency_hours.into(), 1..=720),
            ("connections", self.connections, 8..=100_000),
            ("keep_alive_seconds", self.keep_alive_seconds.into(), 1..=3600),
            ("shutdown_delay_seconds", self.shutdown_delay_seconds.into(), 0..=600),
            ("disclosure_k", self.disclosure_k, lowest.k..=highest.k),
            ("disclosure_k_sensitive", self.disclosure_k_sensitive, lowest.k_sensitive..=highest.k_sensitive),
        ] {
            if !allowed.contains(&number) {
                return Err((name, None));
            }
        }
        if EnvFilter::try_new(&self.log_filter).is_err() {
            return Err(("log_filter", None));
        }
        if self.otlp_endpoint.as_deref().is_some_and(|url| !may_be_told(url)) {
            return Err(("otlp_endpoint", None));
        }
        if !(0.0..=1.0).contains(&self.otlp_ratio) {
            return Err(("otlp_ratio", None));
        }
        let mut urls = HashSet::new();
        if let Some(twice) = self.issuer.iter().find(|issuer| !urls.insert(&issuer.url)) {
            return Err(("issuer", Some(format!("{} is there twice", twice.url))));
        }
        if !self.accepts_local_tokens() && self.issuer.is_empty() {
            return Err(("local_tokens", Some("nobody would be let in".to_owned())));
        }
        Ok(())
    }

    /// How the edge of the service is set.
    pub fn edge(&self) -> EdgeSettings {
        EdgeSettings {
            trusted_proxies: self.trusted_proxies.clone(),
            forwarded_header: self.forwarded_header,
            cors_origins: self.cors_origins.clone(),
            graphiql: self.graphiql,
        }
    }

    /// Whether tokens of the local key are accepted: where nothing is said about it, while nobody else vouches for
    /// callers.
    pub fn accepts_local_tokens(&self) -> bool {
        self.local_tokens.unwrap_or(self.issuer.is_empty())
    }
}

/// Whether traces may be told to a collector at this URL.
fn may_be_told(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let rest = host.filter(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(['?', '#']));
    cfg!(feature = "otlp") && rest.is_some_and(|_| url.parse::<axum::http::Uri>().is_ok())
}

/// What is wrong, and where inside the setting: each `issuer` has keys of its own.
fn reason(error: &figment::Error) -> String {
    let what = error.kind.to_string();
    let inner = error.path.get(1..).unwrap_or_default();
    if inner.is_empty() {
        return what;
    }
    // Issuers are counted as people do.
    let steps = inner.iter().map(|step| step.parse::<usize>().map_or(step.clone(), |index| (index + 1).to_string()));
    format!("{}: {what}", steps.collect::<Vec<_>>().join("."))
}

fn bad(figment: &Figment, name: &str, reason: Option<String>) -> SettingsError {
    let place = figment.find_metadata(name).map_or_else(String::new, |metadata| metadata.name.to_string());
    SettingsError::Bad { name: name.to_owned(), place, allowed: allowed(name), reason }
}

/// The settings in the environment, the stronger ones last.
fn environment(variables: &[(OsString, OsString)]) -> Result<Vec<Layer>, SettingsError> {
    let place = |variable: &str| format!("the environment variable {variable}");
    let mut layers = Vec::new();
    for (variable, value) in variables {
        let Some(variable) = variable.to_str() else {
            continue;
        };
        let shared = variable == "DATABASE_URL";
        let name = match variable.strip_prefix(PREFIX) {
            _ if shared => "database_url".to_owned(),
            Some(name) if !OTHER_VARIABLES.contains(&name) && !name.starts_with(TEST_VARIABLES) => name.to_lowercase(),
            _ => continue,
        };
        if !ALLOWED.iter().any(|(known, _)| *known == name) {
            let name = variable.to_owned();
            return Err(SettingsError::UnknownVariable { name });
        }
        let Some(value) = value.to_str() else {
            return Err(SettingsError::Bad {
                place: place(variable),
                allowed: allowed(&name),
                reason: Some("it is not Unicode".to_owned()),
                name,
            });
        };
        let layer = match (name.as_str(), serde_json::from_str::<Value>(value)) {
            ("issuer", Ok(tables)) => Layer::one(place(variable), &name, tables),
            // Tables that are no JSON are refused as the text they are.
            _ => Layer::one(place(variable), &name, value),
        };
        // Our own variable is the stronger one.
        layers.insert(if shared { 0 } else { layers.len() }, layer);
    }
    Ok(layers)
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{ALLOWED, LogFormat, Settings, Sources};
    use std::{fs, path::Path};

    fn load(directory: &Path, variables: &[(&str, &str)], flags: &[(&'static str, &str)]) -> Result<Settings, String> {
        let sources = Sources {
            data_dir: directory,
            file: None,
            environment: variables.iter().map(|(name, value)| (name.into(), value.into())).collect(),
            flags: flags.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
            defaults: Vec::new(),
        };
        Settings::load(&sources).map_err(|error| error.to_string())
    }

    fn directory(file: &str) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("samspill.toml"), file).unwrap();
        directory
    }

    #[test]
    fn the_later_source_wins() {
        let directory =
            directory("bind = \"127.0.0.1:1\"\nlog = \"json\"\ndatabase_connections = 3\nserver_timing = true\n");
        let variables = [
            ("SAMSPILL_DATABASE_URL", "sqlite://ours.db"),
            ("DATABASE_URL", "sqlite://shared.db"),
            ("SAMSPILL_BIND", "127.0.0.1:2"),
            ("SAMSPILL_DATABASE_CONNECTIONS", "4"),
            ("SAMSPILL_SKIP_GRAPHIQL", "1"),
            ("SAMSPILL_TEST_REQUIRE_POSTGRES", "1"),
            ("PATH", "/bin"),
        ];
        let settings = load(directory.path(), &variables, &[("bind", "[::1]:3")]).unwrap();
        assert_eq!(settings.bind.to_string(), "[::1]:3");
        assert_eq!(settings.database_url.exposed(), "sqlite://ours.db");
        assert_eq!(settings.database_connections, 4);
        assert_eq!(settings.log, LogFormat::Json);
        assert!(settings.server_timing && !settings.synthetic_organisation_numbers);
    }

    #[test]
    fn the_default_database_is_in_the_data_directory() {
        let settings = load(Path::new("/a dir/100%?"), &[], &[]).unwrap();
        assert_eq!(settings.database_url.exposed(), "sqlite:///a dir/100%25%3F/samspill.db");
    }

    #[test]
    fn what_is_unknown_is_refused_by_name() {
        let error = load(directory("bnid = 1").path(), &[], &[]).unwrap_err();
        assert!(error.contains("bnid") && error.contains("samspill.toml"), "{error}");
        assert!(error.contains("database_url"), "{error}");
        let error = load(Path::new("."), &[("SAMSPILL_BNID", "x")], &[]).unwrap_err();
        assert!(error.contains("SAMSPILL_BNID"), "{error}");
    }

    #[test]
    fn what_cannot_be_used_is_refused_by_name_with_what_can() {
        for (name, value) in [
            ("bind", "localhost"),
            ("database_url", "mysql://user:secret@host/name"),
            ("database_url", "postgres:user:secret@host"),
            ("database_url", "sqlite://:memory:"),
            ("database_connections", "1"),
            ("database_connections", "many"),
            ("log", "xml"),
            ("log_filter", "samspill=loudly"),
            ("server_timing", "perhaps"),
            ("synthetic_organisation_numbers", "2"),
            ("metrics_bind", "9464"),
            ("otlp_endpoint", "127.0.0.1:4318"),
            ("otlp_endpoint", "grpc://user:secret@127.0.0.1:4317"),
            ("otlp_endpoint", "http://"),
            ("otlp_endpoint", "http://collector?key=secret"),
            ("otlp_ratio", "1.5"),
            ("otlp_ratio", "NaN"),
            ("otlp_ratio", "all"),
            ("request_seconds", "0"),
            ("request_complexity", "99"),
            ("body_seconds", "0"),
            ("requests_per_second", "-1"),
            ("requests_per_second", "1000001"),
            ("complexity_per_second", "10000001"),
            ("address_requests_per_second", "often"),
            ("concurrent_requests", "0"),
            ("trusted_proxies", "10.0.0.0/8,proxy.example.no"),
            ("trusted_proxies", "10.0.0.0/33"),
            ("forwarded_header", "x-real-ip"),
            ("cors_origins", "*"),
            ("cors_origins", "https://app.example.no/"),
            ("graphiql", "closed"),
            ("introspection", "callers"),
            ("connections", "7"),
            ("keep_alive_seconds", "0"),
            ("shutdown_delay_seconds", "601"),
            ("shutdown_seconds", "-1"),
            ("retention_months", "1201"),
            ("idempotency_hours", "0"),
            ("idempotency_hours", "721"),
            ("persisted_queries", "some"),
            ("issuer", "https://maskinporten.no/"),
            ("issuer", "{\"url\":\"https://maskinporten.no/\",\"kind\":\"maskinporten\"}"),
            ("issuer", "[{\"url\":\"https://maskinporten.no/\"}]"),
            ("local_tokens", "false"),
            ("local_tokens", "perhaps"),
        ] {
            let variable = format!("SAMSPILL_{}", name.to_uppercase());
            let error = load(Path::new("."), &[(&variable, value)], &[]).unwrap_err();
            assert!(error.contains(name) && error.contains(&variable), "{name}: {error}");
            assert!(error.contains(super::allowed(name)), "{name}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
        let file = "database_url = [\"postgres://user:secret@host/name\"]\n";
        let error = load(directory(file).path(), &[], &[]).unwrap_err();
        assert!(error.contains("database_url") && !error.contains("secret"), "{error}");
    }

    #[test]
    fn lists_are_lists_or_text_with_commas() {
        let file = "trusted_proxies = [\"10.0.0.0/8\", \"::1\"]\ncors_origins = [\"https://a.example.no\"]\n";
        let of_file = load(directory(file).path(), &[], &[]).unwrap();
        let variables = [
            ("SAMSPILL_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
            ("SAMSPILL_CORS_ORIGINS", "https://a.example.no,"),
            ("SAMSPILL_FORWARDED_HEADER", "forwarded"),
            ("SAMSPILL_GRAPHIQL", "off"),
            ("SAMSPILL_CONCURRENT_REQUESTS", "7"),
        ];
        let of_environment = load(Path::new("."), &variables, &[]).unwrap();
        assert_eq!(of_file.trusted_proxies.len(), 2);
        assert_eq!(of_file.trusted_proxies, of_environment.trusted_proxies);
        assert_eq!(of_file.cors_origins, of_environment.cors_origins);
        assert_eq!((of_file.concurrent_requests, of_environment.concurrent_requests), (None, Some(7)));
        assert_ne!(of_file.graphiql, of_environment.graphiql);
        assert_ne!(of_file.forwarded_header, of_environment.forwarded_header);
        let none = load(Path::new("."), &[("SAMSPILL_CORS_ORIGINS", "")], &[]).unwrap();
        assert!(none.cors_origins.is_empty());
        let error = load(directory("trusted_proxies = [1]\n").path(), &[], &[]).unwrap_err();
        assert!(error.contains("trusted_proxies"), "{error}");
    }

    #[test]
    fn issuers_are_tables_or_json() {
        let file = "[[issuer]]\nurl = \"https://maskinporten.no/\"\nkind = \"maskinporten\"\n\n\
            [[issuer]]\nurl = \"https://id.example.no\"\nkind = \"oidc\"\naudience = \"samspill\"\n";
        let directory = directory(file);
        let settings = load(directory.path(), &[], &[]).unwrap();
        let urls: Vec<_> = settings.issuer.iter().map(|issuer| issuer.url.as_str()).collect();
        assert_eq!(urls, ["https://maskinporten.no/", "https://id.example.no"]);
        assert!(!settings.accepts_local_tokens());

        let json = "[{\"url\":\"https://other.example.no\",\"kind\":\"oidc\",\"audience\":[\"a\",\"b\"],\"fetch_floor_seconds\":5}]";
        let variables = [("SAMSPILL_ISSUER", json), ("SAMSPILL_LOCAL_TOKENS", "true")];
        let settings = load(directory.path(), &variables, &[]).unwrap();
        assert_eq!(settings.issuer.len(), 1);
        assert_eq!(settings.issuer[0].audiences, ["a", "b"]);
        assert!(settings.accepts_local_tokens());
        assert!(load(Path::new("."), &[], &[]).unwrap().accepts_local_tokens());
    }

    #[test]
    fn what_is_wrong_with_an_issuer_is_told_with_its_place() {
        let good = "[[issuer]]\nurl = \"https://maskinporten.no/\"\nkind = \"maskinporten\"\n";
        for (second, said) in [
            ("kind = \"oidc\"\nurl = \"https://id.example.no\"\n", vec!["2: audience"]),
            ("kind = \"oidc\"\naudiance = \"x\"\nurl = \"https://id.example.no\"\n", vec!["2", "audiance", "audience"]),
            ("kind = \"saml\"\nurl = \"https://id.example.no\"\n", vec!["2.kind", "saml", "oidc"]),
            ("kind = \"maskinporten\"\nurl = \"http://id.example.no\"\n", vec!["2: url", "https://"]),
            (
                "kind = \"maskinporten\"\nurl = \"https://id.example.no\"\nalgorithms = [\"HS256\"]\n",
                vec!["2", "HS256", "RS256"],
            ),
            ("kind = \"maskinporten\"\n", vec!["2: ", "url"]),
            (
                "url = \"https://maskinporten.no/\"\nkind = \"maskinporten\"\n",
                vec!["https://maskinporten.no/ is there twice"],
            ),
        ] {
            let error = load(directory(&format!("{good}[[issuer]]\n{second}")).path(), &[], &[]).unwrap_err();
            assert!(error.contains("issuer in") && error.contains("samspill.toml"), "{error}");
            for part in said {
                assert!(error.contains(part), "{part:?} is not in: {error}");
            }
        }
    }

    #[test]
    fn a_broken_file_is_not_shown() {
        let file = "log = \"text\"\ndatabase_url = postgres://user:secret@host/name\n";
        let error = load(directory(file).path(), &[], &[]).unwrap_err();
        assert!(error.contains("line 2") && !error.contains("secret"), "{error}");
    }

    #[test]
    fn every_setting_says_what_it_may_be() {
        let error = figment::Figment::new().merge(("none", 1)).extract::<Settings>().unwrap_err();
        let figment::error::Kind::UnknownField(_, known) = error.kind else {
            panic!("{error}");
        };
        assert_eq!(known, ALLOWED.map(|(name, _)| name));
    }
}

//! Each setting: what it means, its type, its default, and what it may be. README's table says the same, held by a test.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use samspill::{
    auth::IssuerSettings,
    http::edge::{ForwardedHeader, GraphiqlAccess, Network, Origin},
    open_data::{EmailAddress, Line, PublicUrl},
    release::figures::Thresholds,
    retention::MOST_MONTHS,
};
use tracing_subscriber::EnvFilter;

use super::{
    DatabaseUrl, LogFormat,
    allowed::{flag, numbers, spoken},
    list::settings,
};

settings! {
    /// where to listen
    bind: SocketAddr = (Ipv4Addr::LOCALHOST, 8080).into(), shown "`127.0.0.1:8080`";
    spoken("an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080");

    /// where the data is
    database_url: DatabaseUrl = DatabaseUrl::default(), shown "the file `samspill.db` in the data directory";
    spoken("sqlite://<file> or postgres://<user>:<password>@<host>:<port>/<database>");

    /// connections to the database at most
    // Migrating holds one for its lock while it uses another.
    database_connections: u32 = 16;
    numbers(2..=1000);

    /// how the log is written: for people, or for programs, a JSON object a line
    log: LogFormat = LogFormat::Text, shown "`text`";
    spoken("text or json");

    /// what is logged
    log_filter: String = "info,sea_orm_migration=warn,sqlx=warn".to_owned(), shown "`info,sea_orm_migration=warn,sqlx=warn`";
    spoken("levels by target as in RUST_LOG, such as info or info,samspill=debug")
        .and(|filter: &String| EnvFilter::try_new(filter).is_ok());

    /// where to serve `/metrics`
    metrics_bind: Option<SocketAddr> = None;
    spoken("an IP address and a port, such as 127.0.0.1:9464");

    /// the OpenTelemetry collector that traces are told to
    otlp_endpoint: Option<String> = None;
    spoken("the URL of a collector, such as http://127.0.0.1:4318, in a program built with the feature otlp")
        .and(|url: &Option<String>| url.as_deref().is_none_or(may_be_told));

    /// the share of traces that are told, of those no caller has decided about
    otlp_ratio: f64 = 1.0;
    spoken("a number from 0 to 1").and(|ratio| (0.0..=1.0).contains(ratio));

    /// accept organisation numbers of the synthetic series (first digit 2 or 3); `demo` does
    synthetic_organisation_numbers: bool = false;
    flag();

    /// tell in `Server-Timing` how many SQL statements an answer took
    server_timing: bool = false;
    flag();

    /// how many objects an answer may hold: more takes more memory and time
    request_complexity: u32 = 1_000;
    numbers(100..=1_000_000);

    /// how long an answer may take; then the request is broken off, and on PostgreSQL (14 or later) the statement under
    /// way with it
    request_seconds: u16 = 10;
    numbers(1..=3600);

    /// how long a request may take to arrive; then 408 and the connection is closed
    body_seconds: u16 = 10;
    numbers(1..=3600);

    /// how long a client may take no more of its answer before its connection is cut; a slow line needs a while for the
    /// largest piece, half a minute at 256 kbit/s
    answer_seconds: u16 = 30;
    numbers(1..=3600);

    /// how often a caller may ask
    requests_per_second: u32 = 50;
    numbers(0..=1_000_000).zero("is any number");

    /// how many objects a caller may ask for in a second
    complexity_per_second: u32 = 10_000;
    numbers(0..=10_000_000).zero("is any number");

    /// requests from one address without a token known to be good
    address_requests_per_second: u32 = 20;
    numbers(0..=1_000_000).zero("is any number");

    /// requests at work at a time; the rest wait shortly or get 503
    concurrent_requests: Option<u32> = None, shown "4 × `database_connections`";
    numbers(1..=100_000).or_none();

    /// proxies that are believed when they name the client
    #[serde(deserialize_with = "super::listed::deserialize")]
    trusted_proxies: Vec<Network> = Vec::new();
    spoken("a list of addresses and networks, such as 10.0.0.0/8; in the environment with commas between them");

    /// the header they name it in; the other is not read
    forwarded_header: ForwardedHeader = ForwardedHeader::default(), shown "`x-forwarded-for`";
    spoken("x-forwarded-for or forwarded");

    /// other sites whose pages may ask
    #[serde(deserialize_with = "super::listed::deserialize")]
    cors_origins: Vec<Origin> = Vec::new();
    spoken("a list of origins as browsers write them, such as https://app.example.no; in the environment with commas \
        between them");

    /// who gets the GraphiQL page: everybody (`open`), who sends a valid token along (`callers`), nobody (`off`)
    graphiql: GraphiqlAccess = GraphiqlAccess::default(), shown "`open`";
    spoken("open, callers or off");

    /// whether callers may ask for the schema; without a token nobody may, and GraphiQL needs it
    introspection: bool = true;
    flag();

    /// open connections at most; more wait, and those idle for over a second make room
    connections: u32 = 4_096;
    numbers(8..=100_000);

    /// how long a connection without a request is kept; longer than the proxy in front keeps it
    // nginx keeps them for 60 seconds, others up to 75. The one who closes first loses no request.
    keep_alive_seconds: u16 = 90;
    numbers(1..=3600);

    /// how long the service, told to stop, is not ready but still answers
    shutdown_delay_seconds: u16 = 0;
    numbers(0..=600);

    /// how long requests under way may take after that
    shutdown_seconds: u16 = 30;
    numbers(0..=u16::MAX);

    /// how many months the registry knows who somebody is who is no longer employed or shared, see
    /// [The audit trail](#the-audit-trail)
    retention_months: u32 = 24;
    numbers(0..=MOST_MONTHS).zero("keeps names for good");

    /// how long an `Idempotency-Key` and the answer to it are known
    idempotency_hours: u16 = 24;
    numbers(1..=720);

    /// remember documents by their hash
    persisted_queries: bool = true;
    flag();

    /// the only documents that are carried out
    trusted_documents: Option<PathBuf> = None;
    spoken("the path of a JSON file of documents by their id");

    /// from how many people a count is published
    disclosure_k: u32 = Thresholds::LOWEST.k, shown "`3`";
    numbers(Thresholds::LOWEST.k..=Thresholds::HIGHEST.k);

    /// from how many people a count of a sensitive service is published
    disclosure_k_sensitive: u32 = Thresholds::LOWEST.k_sensitive, shown "`5`";
    numbers(Thresholds::LOWEST.k_sensitive..=Thresholds::HIGHEST.k_sensitive);

    /// identity providers whose tokens are accepted, see [Identity](#identity)
    issuer: Vec<IssuerSettings> = Vec::new();
    spoken("tables [[issuer]], each with url and kind, and of kind oidc with audience; in the environment a JSON array");

    /// accept tokens of the local key, as `samspill token` prints them
    local_tokens: Option<bool> = None, shown "`true` without an issuer, else `false`";
    spoken("true or false, and true where there is no issuer");

    /// where others reach the service; it stands in the addresses of open data
    public_url: Option<PublicUrl> = None;
    spoken("an address such as https://samspill.example.no");

    /// serve released figures to everybody, see [Open data](#open-data); `demo` does
    open_data: bool = false;
    spoken("true or false, and true only with public_url, open_data_publisher, open_data_publisher_number and \
        open_data_email");

    /// the organisation that publishes open data
    open_data_publisher: Option<Line> = None;
    spoken("the name of an organisation, at most 200 characters");

    /// its organisation number
    open_data_publisher_number: Option<String> = None;
    spoken("an organisation number, as text");

    /// who answers questions about open data
    open_data_contact: Option<Line> = None, shown "the publisher";
    spoken("a name, at most 200 characters");

    /// where they are reached
    open_data_email: Option<EmailAddress> = None;
    spoken("an e-mail address, such as post@example.no");
}

/// Whether traces may be told to a collector at this URL.
fn may_be_told(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let rest = host.filter(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(['?', '#']));
    cfg!(feature = "otlp") && rest.is_some_and(|_| url.parse::<axum::http::Uri>().is_ok())
}

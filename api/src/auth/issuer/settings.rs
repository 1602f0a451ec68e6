//! What an operator says about an identity provider. What cannot be is refused by name, when the settings are read.

use std::fmt;

use chrono::TimeDelta;
use reqwest::Url;
use serde::Deserialize;

/// An identity provider whose tokens are accepted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Table")]
pub struct IssuerSettings {
    /// The issuer, exactly as in `iss`.
    pub url: String,
    /// What its tokens look like.
    pub kind: Kind,
    /// Whom its tokens must be for, any one of these; empty where that does not matter.
    pub audiences: Vec<String>,
    /// How its tokens may be signed.
    pub algorithms: Vec<Algorithm>,
    /// Where its keys are.
    pub keys: KeySource,
    /// How its keys are kept.
    pub bounds: Bounds,
}

/// What the tokens of an issuer look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Machines, by organisation number and scopes.
    Maskinporten {
        /// What the registry's scopes begin with.
        scope_prefix: String,
    },
    /// People, by subject and groups.
    Oidc(ClaimNames),
}

/// Which claims of a person's token mean what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimNames {
    /// Who it is: never given to another, and the same in all tokens.
    pub subject: String,
    /// The groups they belong to.
    pub groups: String,
    /// What people call them.
    pub name: String,
    /// The tenant that `tid` must name.
    pub tenant: Option<String>,
}

/// How tokens may be signed: with a private key of the issuer's. Shared secrets (`HS256` …) and `none` are not to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256,
    /// RSASSA-PSS with SHA-256.
    PS256,
    /// ECDSA on P-256 with SHA-256.
    ES256,
    /// Ed25519.
    EdDSA,
}

impl Algorithm {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::RS256, Self::PS256, Self::ES256, Self::EdDSA];

    /// As in a token's header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RS256 => "RS256",
            Self::PS256 => "PS256",
            Self::ES256 => "ES256",
            Self::EdDSA => "EdDSA",
        }
    }
}

/// Where an issuer's keys are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// In this document.
    Jwks(Url),
    /// Where this document says.
    Discovery(Url),
}

impl KeySource {
    /// The document to ask for first.
    #[must_use]
    pub const fn url(&self) -> &Url {
        match self {
            Self::Jwks(url) | Self::Discovery(url) => url,
        }
    }
}

/// How keys are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// How old they become before they are fetched anew.
    pub refresh: TimeDelta,
    /// The least time between two fetches.
    pub floor: TimeDelta,
    /// How old they may become while the issuer does not answer.
    pub keep: TimeDelta,
}

/// A `[[issuer]]` as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    url: String,
    kind: KindName,
    audience: Option<OneOrMore>,
    algorithms: Option<Vec<Algorithm>>,
    jwks_url: Option<String>,
    scope_prefix: Option<String>,
    subject_claim: Option<String>,
    groups_claim: Option<String>,
    name_claim: Option<String>,
    tenant: Option<String>,
    refresh_seconds: Option<u32>,
    fetch_floor_seconds: Option<u32>,
    keep_seconds: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindName {
    Maskinporten,
    Oidc,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// What is wrong with a `[[issuer]]`.
#[derive(Debug)]
struct Wrong(&'static str, String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0, self.1)
    }
}

fn wrong<T>(name: &'static str, why: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong(name, why.into()))
}

impl TryFrom<Table> for IssuerSettings {
    type Error = Wrong;

    fn try_from(table: Table) -> Result<Self, Wrong> {
        let issuer = web_address("url", &table.url)?;
        let keys = match &table.jwks_url {
            Some(url) => KeySource::Jwks(web_address("jwks_url", url)?),
            None => KeySource::Discovery(discovery(&issuer, table.kind)?),
        };
        Ok(Self {
            audiences: audiences(table.audience.as_ref(), table.kind)?,
            algorithms: algorithms(table.algorithms.as_deref())?,
            bounds: bounds(&table)?,
            kind: kind(&table)?,
            keys,
            url: table.url,
        })
    }
}

/// An address to be asked: HTTPS, or plain HTTP on this machine.
fn web_address(name: &'static str, text: &str) -> Result<Url, Wrong> {
    let Ok(url) = Url::parse(text) else {
        return wrong(name, format!("{text:?} is not a URL"));
    };
    if !may_be_asked(&url) {
        return wrong(name, format!("{text} must be https:// (http:// only for 127.0.0.1, [::1] and localhost)"));
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return wrong(name, "it must have neither user, password, query nor fragment");
    }
    Ok(url)
}

/// Whether keys that come from this address are the issuer's: nobody in between can have changed them.
pub(super) fn may_be_asked(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.has_host(),
        "http" => is_loopback(url),
        _ => false,
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// Where the issuer tells about itself. Appended, as OpenID Connect Discovery has it; Maskinporten and Entra ID do so too.
fn discovery(issuer: &Url, kind: KindName) -> Result<Url, Wrong> {
    let document = match kind {
        KindName::Maskinporten => "oauth-authorization-server",
        KindName::Oidc => "openid-configuration",
    };
    let address = format!("{}/.well-known/{document}", issuer.as_str().trim_end_matches('/'));
    web_address("url", &address)
}

fn audiences(given: Option<&OneOrMore>, kind: KindName) -> Result<Vec<String>, Wrong> {
    let audiences = match given {
        None if kind == KindName::Oidc => {
            return wrong("audience", "an issuer of kind oidc needs one: else tokens for its other clients would do");
        }
        None => return Ok(Vec::new()),
        Some(OneOrMore::One(audience)) => vec![audience.clone()],
        Some(OneOrMore::More(audiences)) => audiences.clone(),
    };
    if audiences.is_empty() || audiences.iter().any(String::is_empty) {
        return wrong("audience", "it must not be empty");
    }
    Ok(audiences)
}

fn algorithms(given: Option<&[Algorithm]>) -> Result<Vec<Algorithm>, Wrong> {
    match given {
        None => Ok(vec![Algorithm::RS256]),
        Some([]) => wrong("algorithms", "it must not be empty"),
        Some(algorithms) => Ok(algorithms.to_vec()),
    }
}

fn kind(table: &Table) -> Result<Kind, Wrong> {
    let of_oidc = [
        ("subject_claim", &table.subject_claim),
        ("groups_claim", &table.groups_claim),
        ("name_claim", &table.name_claim),
        ("tenant", &table.tenant),
    ];
    if let Some((name, _)) = of_oidc.iter().find(|(_, value)| value.as_ref().is_some_and(String::is_empty)) {
        return wrong(name, "it must not be empty");
    }
    match table.kind {
        KindName::Maskinporten => {
            if let Some((name, _)) = of_oidc.iter().find(|(_, value)| value.is_some()) {
                return wrong(name, "only issuers of kind oidc have it");
            }
            let scope_prefix = table.scope_prefix.clone().unwrap_or_else(|| "samspill:".to_owned());
            // What RFC 6749 allows in the name of a scope.
            let allowed = |c: char| c.is_ascii_graphic() && c != '"' && c != '\\';
            if scope_prefix.is_empty() || !scope_prefix.chars().all(allowed) {
                return wrong("scope_prefix", "it must not be empty, nor hold spaces, quotes or backslashes");
            }
            Ok(Kind::Maskinporten { scope_prefix })
        }
        KindName::Oidc if table.scope_prefix.is_some() => {
            wrong("scope_prefix", "only issuers of kind maskinporten have it")
        }
        KindName::Oidc => {
            let name = |given: &Option<String>, usual: &str| given.clone().unwrap_or_else(|| usual.to_owned());
            Ok(Kind::Oidc(ClaimNames {
                subject: name(&table.subject_claim, "oid"),
                groups: name(&table.groups_claim, "groups"),
                name: name(&table.name_claim, "preferred_username"),
                tenant: table.tenant.clone(),
            }))
        }
    }
}

fn bounds(table: &Table) -> Result<Bounds, Wrong> {
    let refresh = table.refresh_seconds.unwrap_or(3600);
    let floor = table.fetch_floor_seconds.unwrap_or(30);
    let keep = table.keep_seconds.unwrap_or(24 * 3600);
    if !(60..=24 * 3600).contains(&refresh) {
        return wrong("refresh_seconds", "it must be a whole number from 60 to 86400");
    }
    if !(1..=3600).contains(&floor) {
        return wrong("fetch_floor_seconds", "it must be a whole number from 1 to 3600");
    }
    if !(refresh..=7 * 24 * 3600).contains(&keep) {
        return wrong("keep_seconds", "it must be a whole number from refresh_seconds to 604800");
    }
    let seconds = |seconds: u32| TimeDelta::seconds(seconds.into());
    Ok(Bounds { refresh: seconds(refresh), floor: seconds(floor), keep: seconds(keep) })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Algorithm, IssuerSettings, KeySource, Kind};

    fn read(table: Value) -> Result<IssuerSettings, String> {
        serde_json::from_value(table).map_err(|error| error.to_string())
    }

    #[test]
    fn maskinporten_needs_a_url_alone() {
        let issuer = read(json!({ "url": "https://maskinporten.no/", "kind": "maskinporten" })).unwrap();
        assert_eq!(issuer.url, "https://maskinporten.no/");
        assert_eq!(issuer.kind, Kind::Maskinporten { scope_prefix: "samspill:".to_owned() });
        assert_eq!(issuer.algorithms, [Algorithm::RS256]);
        let KeySource::Discovery(discovery) = issuer.keys else { panic!("{:?}", issuer.keys) };
        assert_eq!(discovery.as_str(), "https://maskinporten.no/.well-known/oauth-authorization-server");
    }

    #[test]
    fn entra_is_found_below_its_tenant() {
        let url = "https://login.microsoftonline.com/7d6f/v2.0";
        let issuer = read(json!({ "url": url, "kind": "oidc", "audience": "api", "tenant": "7d6f" })).unwrap();
        assert_eq!(issuer.audiences, ["api"]);
        let Kind::Oidc(claims) = issuer.kind else { panic!("{:?}", issuer.kind) };
        assert_eq!(
            (claims.subject.as_str(), claims.groups.as_str(), claims.name.as_str()),
            ("oid", "groups", "preferred_username")
        );
        assert_eq!(issuer.keys.url().as_str(), format!("{url}/.well-known/openid-configuration"));
    }

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for url in ["http://127.0.0.1:8/", "http://[::1]:8", "http://localhost/x", "https://id.example.no"] {
            read(json!({ "url": url, "kind": "maskinporten" })).unwrap();
        }
        for url in [
            "http://id.example.no",
            "http://localhost.example.no",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "http://[::2]",
            "ftp://localhost",
            "file:///etc/keys",
            "id.example.no",
            "https://user:secret@id.example.no",
            "https://id.example.no/?tenant=1",
        ] {
            let error = read(json!({ "url": url, "kind": "maskinporten" })).unwrap_err();
            assert!(error.contains("url: "), "{error}");
            let jwks = json!({ "url": "https://id.example.no", "kind": "maskinporten", "jwks_url": url });
            assert!(read(jwks).unwrap_err().contains("jwks_url: "), "{url}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        let with = |kind: &str, name: &str, value: Value| {
            let mut table = json!({ "url": "https://id.example.no", "kind": kind });
            if kind == "oidc" {
                table["audience"] = json!(["samspill"]);
            }
            table[name] = value;
            read(table)
        };
        for (kind, name, value) in [
            ("oidc", "audience", json!([])),
            ("oidc", "audience", json!("")),
            ("oidc", "audience", json!(null)),
            ("maskinporten", "audience", json!([])),
            ("oidc", "algorithms", json!([])),
            ("oidc", "scope_prefix", json!("samspill:")),
            ("oidc", "subject_claim", json!("")),
            ("oidc", "tenant", json!("")),
            ("maskinporten", "tenant", json!("7d6f")),
            ("maskinporten", "subject_claim", json!("sub")),
            ("maskinporten", "scope_prefix", json!("")),
            ("maskinporten", "scope_prefix", json!("two words")),
            ("oidc", "refresh_seconds", json!(59)),
            ("oidc", "fetch_floor_seconds", json!(0)),
            ("oidc", "keep_seconds", json!(3599)),
            ("oidc", "keep_seconds", json!(604_801)),
            ("oidc", "audiance", json!("samspill")),
        ] {
            let error = with(kind, name, value.clone()).unwrap_err();
            assert!(error.contains(name), "{kind} {name} {value}: {error}");
        }
        for algorithm in ["HS256", "HS384", "HS512", "none", "RS512", "rs256"] {
            let error = with("oidc", "algorithms", json!([algorithm])).unwrap_err();
            assert!(error.contains(algorithm), "{error}");
        }
        for kind in ["saml", "Oidc", ""] {
            assert!(with(kind, "audience", json!("samspill")).unwrap_err().contains("maskinporten"));
        }
    }
}

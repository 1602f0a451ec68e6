//! Which other sites' pages may ask (CORS). Tokens come in a header that pages set themselves, never in cookies, so
//! credentials are not allowed to any.

use std::{str::FromStr, time::Duration};

use axum::http::{HeaderName, HeaderValue, Method, header};
use reqwest::Url;
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::quotas;

/// How long a browser may remember what it was told: an hour.
const REMEMBERED: Duration = Duration::from_hours(1);

/// The origin of another site: scheme, host, and port when it is not the usual one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(HeaderValue);

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("{text:?} is no origin such as https://app.example.no");
        let url = Url::parse(text).map_err(|_| bad())?;
        // Written exactly as browsers do, since it is compared letter by letter.
        if !["http", "https"].contains(&url.scheme()) || url.origin().ascii_serialization() != text {
            return Err(bad());
        }
        HeaderValue::from_str(text).map(Self).map_err(|_| bad())
    }
}

/// Tells browsers that pages of these sites may ask; none where there are no such sites.
#[must_use]
pub fn layer(origins: &[Origin]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let lower = HeaderName::from_static;
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter().map(|origin| origin.0.clone())))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            header::ACCEPT,
            header::ACCEPT_LANGUAGE,
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            lower("idempotency-key"),
            lower("traceparent"),
            lower("tracestate"),
            lower("x-request-id"),
        ])
        .expose_headers([
            header::CONTENT_LANGUAGE,
            quotas::LEFT,
            quotas::POLICY,
            header::RETRY_AFTER,
            header::WWW_AUTHENTICATE,
            lower("server-timing"),
            lower("x-request-id"),
        ])
        .max_age(REMEMBERED);
    Some(cors)
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn an_origin_is_exact() {
        for origin in
            ["https://app.example.no", "http://localhost:5173", "https://xn--bl-yia.example:8443", "http://[::1]:1"]
        {
            assert!(origin.parse::<Origin>().is_ok(), "{origin}");
        }
        for other in [
            "",
            "*",
            "null",
            "https://*.example.no",
            "https://app.example.no/",
            "https://app.example.no/path",
            "https://APP.example.no",
            "https://app.example.no:443",
            "https://user@app.example.no",
            "app.example.no",
            "ftp://app.example.no",
            "file:///x",
            "https://app.example.no https://b.example.no",
        ] {
            let refused = other.parse::<Origin>();
            // A star in a host is a host of that name, which no browser has.
            assert!(refused.is_err() || other.contains("*."), "{other}");
        }
    }
}

//! The headers that keep browsers safe, on every answer.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What an answer of the API may do when a browser shows it: nothing. Pages have a policy of their own.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// Adds what an answer does not say already. `https` says that a trusted proxy speaks HTTPS with the client: then browsers
/// are told to keep to it, for a year. It is for this host alone, since what else is under its name is not ours to say.
pub fn guard(headers: &mut HeaderMap, https: bool) {
    let mut add = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    add(header::CONTENT_SECURITY_POLICY, NOTHING);
    add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(header::REFERRER_POLICY, "no-referrer");
    add(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if https {
        add(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}

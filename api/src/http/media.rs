//! Which format the caller wants the answer in (RFC 9110 "Accept", GraphQL over HTTP "Media Types").

use std::cmp::Ordering;

use axum::http::{HeaderMap, HeaderValue, header};

use super::accept::{Precision, Wish, accept, is_utf8, wishes};

/// A format of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Media {
    /// `application/graphql-response+json`: the HTTP status tells how it went.
    GraphqlResponse,
    /// `application/json`, asked for by name: to a well-formed request the HTTP status is 200, however it went.
    LegacyJson,
    /// `application/json`, because the caller takes anything.
    #[default]
    Json,
}

impl Media {
    /// The format that the `Accept` headers prefer; none when they rule out both.
    #[must_use]
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let accept = accept(headers);
        if accept.trim().is_empty() {
            return Some(Self::Json);
        }
        let wish = |subtype| {
            let wishes = wishes(&accept, ("application", subtype));
            Wish::deciding(wishes.filter(|wish| wish.utf8))
        };
        let (graphql, json) = (wish("graphql-response+json"), wish("json"));
        let by_name = |wish: &Wish| wish.precision == Precision::Name;
        // Of equals the newer format, if it is named: whoever takes anything gets what every client can read.
        let newer = match graphql.weight.total_cmp(&json.weight) {
            Ordering::Less => false,
            Ordering::Equal => by_name(&graphql),
            Ordering::Greater => true,
        };
        if newer {
            (graphql.weight > 0.0).then_some(Self::GraphqlResponse)
        } else if json.weight > 0.0 {
            Some(if by_name(&json) { Self::LegacyJson } else { Self::Json })
        } else {
            None
        }
    }

    /// The `Content-Type`.
    #[must_use]
    pub const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::LegacyJson | Self::Json => "application/json; charset=utf-8",
        })
    }
}

/// Whether the body is sent as `application/json` in UTF-8: what a page of another site cannot send unasked.
#[must_use]
pub fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    let mut parts = value.to_str().unwrap_or_default().split(';').map(str::trim);
    let json = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    json && parts.filter_map(|part| part.split_once('=')).all(|(name, value)| {
        // Parameters other than the charset mean nothing here.
        !name.trim().eq_ignore_ascii_case("charset") || is_utf8(value)
    })
}

#[cfg(test)]
mod tests {
    use super::{Media, is_json};
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn the_best_format_is_chosen() {
        for (accept, expected) in [
            ("", Some(Media::Json)),
            ("*/*", Some(Media::Json)),
            ("application/*", Some(Media::Json)),
            ("application/json", Some(Media::LegacyJson)),
            ("application/json; charset=utf-8", Some(Media::LegacyJson)),
            ("application/graphql-response+json", Some(Media::GraphqlResponse)),
            ("application/json, application/graphql-response+json", Some(Media::GraphqlResponse)),
            ("application/graphql-response+json;q=0.5, application/json", Some(Media::LegacyJson)),
            ("application/graphql-response+json, */*", Some(Media::GraphqlResponse)),
            ("APPLICATION/JSON;q=0.1, text/html", Some(Media::LegacyJson)),
            ("application/graphql-response+json;q=0, */*", Some(Media::Json)),
            ("application/json;q=0, */*;q=0.1", Some(Media::GraphqlResponse)),
            ("text/html", None),
            ("application/json; charset=latin1", None),
            ("application/json;q=0", None),
            ("*/*;q=0", None),
            ("application/json;q=NaN", None),
            (";;;,q=", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(Media::accepted(&headers), expected, "{accept}");
        }
        assert_eq!(Media::accepted(&HeaderMap::new()), Some(Media::Json));
    }

    #[test]
    fn only_json_in_utf8_is_taken() {
        let takes = |kind| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            is_json(&headers)
        };
        for kind in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""] {
            assert!(takes(kind), "{kind}");
        }
        for kind in ["", "text/plain", "application/json; charset=latin1", "application/jsonp", "multipart/form-data"] {
            assert!(!takes(kind), "{kind}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}

//! What a description is written as: for people, or as one of the forms that catalogues read.

use axum::http::HeaderMap;

use crate::http::accept::{Wish, accept, wishes};

/// A form of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page for people.
    Html,
    /// RDF as Turtle.
    Turtle,
    /// RDF as JSON-LD.
    JsonLd,
}

impl Form {
    /// All of them; of equals the first is given.
    const ALL: [Self; 3] = [Self::Html, Self::Turtle, Self::JsonLd];

    /// The media type.
    const fn media(self) -> (&'static str, &'static str) {
        match self {
            Self::Html => ("text", "html"),
            Self::Turtle => ("text", "turtle"),
            Self::JsonLd => ("application", "ld+json"),
        }
    }

    /// The `Content-Type`.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::JsonLd => "application/ld+json",
        }
    }

    /// The form of the file with this ending.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "ttl" => Some(Self::Turtle),
            "jsonld" => Some(Self::JsonLd),
            _ => None,
        }
    }

    /// The form that the `Accept` headers prefer; the page when they say nothing of any of them, since that is what people
    /// can read.
    #[must_use]
    pub fn accepted(headers: &HeaderMap) -> Self {
        let accept = accept(headers);
        let mut best = (Self::Html, 0.0);
        for form in Self::ALL {
            let Wish { weight, .. } = Wish::deciding(wishes(&accept, form.media()));
            if weight > best.1 {
                best = (form, weight);
            }
        }
        best.0
    }
}

#[cfg(test)]
mod tests {
    use super::Form;
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn people_get_pages_and_catalogues_what_they_ask_for() {
        for (accept, expected) in [
            ("", Form::Html),
            ("*/*", Form::Html),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Form::Html),
            ("text/turtle", Form::Turtle),
            ("text/turtle, */*;q=0.1", Form::Turtle),
            ("text/turtle;q=0.5, application/ld+json", Form::JsonLd),
            ("application/ld+json;q=0.5, text/turtle;q=0.9, application/rdf+xml", Form::Turtle),
            ("APPLICATION/LD+JSON", Form::JsonLd),
            ("text/html;q=0, */*", Form::Turtle),
            ("application/*", Form::JsonLd),
            ("application/rdf+xml", Form::Html),
            (";;,q=,/", Form::Html),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(Form::accepted(&headers), expected, "{accept}");
        }
        assert_eq!(Form::accepted(&HeaderMap::new()), Form::Html);
    }
}

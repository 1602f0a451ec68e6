//! Errors as callers get them, whatever the address: coded, with the request's id, in the caller's language.

use async_graphql::ServerError;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::FutureExt as _;
use serde::Serialize;

use super::{media::Media, refusals::HttpRefusal, request_id};
use crate::{
    graphql::{errors, refusal::Refusal},
    problem::Language,
    vocabulary::ErrorCode,
    watch::note,
};

/// When to try again what cannot be answered at the moment, in seconds.
const RETRY_AFTER: &str = "2";

/// How a caller wants to be answered.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// The format.
    pub media: Media,
    /// The language.
    pub language: Language,
    /// The id of the request.
    pub request_id: &'a str,
}

impl<'a> Manner<'a> {
    /// How the sender of these headers wants to be answered, in a format of ours even when none of them would do.
    #[must_use]
    pub fn of(headers: &'a HeaderMap) -> Self {
        Self {
            media: Media::accepted(headers).unwrap_or_default(),
            language: language(headers),
            request_id: request_id::of(headers),
        }
    }

    /// Refuses a request for one reason.
    #[must_use]
    pub fn refuse(&self, refusal: impl Into<Refusal>) -> Response {
        self.refuse_all(&[refusal.into()])
    }

    /// Refuses a request. The status is that of the first reason.
    #[must_use]
    pub fn refuse_all(&self, refusals: &[Refusal]) -> Response {
        let code = refusals.first().map_or(ErrorCode::Internal, |refusal| refusal.code);
        note(|facts| facts.limits.extend(refusals.iter().filter_map(|refusal| Some(refusal.limit?.0))));
        self.refuse_errors(code, refusals.iter().map(|refusal| refusal.error(self.language)).collect())
    }

    /// Refuses a request because of errors; those without a code get this one. The status is that of the first.
    #[must_use]
    pub fn refuse_errors(&self, code: ErrorCode, errors: Vec<ServerError>) -> Response {
        #[derive(Serialize)]
        struct Refused {
            errors: Vec<ServerError>,
        }
        let own = errors.first().and_then(errors::code);
        let errors = errors::bounded(errors, code, self.language, self.request_id);
        let code = own.unwrap_or(code);
        // What may have been done is not to be done again unseen.
        let again = code == ErrorCode::Unavailable && !errors.iter().any(errors::is_in_doubt);
        note(|facts| errors.iter().filter_map(errors::code).for_each(|code| facts.failed(code)));
        let quiet = self.media == Media::LegacyJson && code.is_of_document();
        let status = if quiet { Ok(StatusCode::OK) } else { StatusCode::from_u16(code.status()) };
        let mut response = self.json(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), &Refused { errors });
        if again {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
        }
        response
    }

    /// An answer in the format and language of the caller.
    #[must_use]
    pub fn json(&self, status: StatusCode, body: &impl Serialize) -> Response {
        let Ok(body) = serde_json::to_string(body) else {
            tracing::error!("an answer is not JSON");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        self.written(status, body)
    }

    /// An answer that is JSON already.
    #[must_use]
    pub fn written(&self, status: StatusCode, body: String) -> Response {
        let headers = [
            (header::CONTENT_TYPE, self.media.content_type()),
            (header::CONTENT_LANGUAGE, HeaderValue::from_static(self.language.tag())),
            (header::VARY, HeaderValue::from_static("Accept, Accept-Language, Authorization")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        (status, headers, body).into_response()
    }
}

/// The language that the sender of these headers prefers.
#[must_use]
pub fn language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    accepted.map(Language::accepted).unwrap_or_default()
}

/// Nothing is at this address.
pub async fn no_such_address(headers: HeaderMap) -> Response {
    Manner::of(&headers).refuse(HttpRefusal::NoSuchAddress {})
}

/// The address does not take this method. The router adds which ones it takes.
pub async fn other_method(headers: HeaderMap) -> Response {
    Manner::of(&headers).refuse(HttpRefusal::OtherMethod {})
}

/// Answers a request whose handling panicked; the server lives on.
pub async fn survive(request: Request<Body>, next: axum::middleware::Next) -> Response {
    let headers = request.headers().clone();
    // Nothing of the request is used after a panic but its headers.
    let outcome = std::panic::AssertUnwindSafe(next.run(request)).catch_unwind().await;
    outcome.unwrap_or_else(|_| {
        tracing::error!("a request panicked");
        Manner::of(&headers).refuse(HttpRefusal::Failed {})
    })
}

//! GraphQL over HTTP.

use std::sync::Arc;

use async_graphql::{Request, Response};
use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::IntoResponse,
};

use super::{App, request_id};
use crate::{
    audit::disclosure::{Disclosures, written_down},
    auth::{AuthError, Caller, Refusal, authenticate},
    graphql::errors,
    problem::Language,
    store::{Reader, Scope, Tally, drive},
};

/// The largest request that is read, in bytes.
pub const LARGEST_BODY: usize = 256 * 1024;

/// Answers one operation sent as JSON.
pub async fn post(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> axum::response::Response {
    let request_id = request_id::of(&headers);
    let now = app.registry.clock.now();
    let caller = match caller(&app, &headers).await {
        Ok(caller) => caller,
        Err(error) => return refuse_caller(&error, request_id),
    };
    if !is_json(&headers) {
        let message = "send the operation as application/json";
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", message, request_id);
    }
    let body = match body {
        Ok(body) => body,
        Err(error) => return refuse_body(&error, request_id),
    };
    let Ok(request) = serde_json::from_slice::<Request>(&body) else {
        let message = "the body must be a JSON object with `query`, and perhaps `variables` and `operationName`";
        return refuse(StatusCode::BAD_REQUEST, "BAD_REQUEST", message, request_id);
    };
    let scope = Scope {
        registry: app.registry.clone(),
        caller: Arc::new(caller),
        language: language(&headers),
        request_id: request_id.into(),
        now,
    };
    let language = scope.language;
    let tally = Tally::default();
    let mut response = tally.clone().track(execute(&app, scope, request)).await;
    errors::finish(&mut response.errors, request_id);
    let statements = tally.count();
    tracing::info!(statements, errors = response.errors.len(), "answered");
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Authorization"));
    if app.server_timing
        && let Ok(value) = HeaderValue::from_str(&format!("db;desc=\"statements={statements}\""))
    {
        headers.insert(HeaderName::from_static("server-timing"), value);
    }
    (headers, axum::Json(response)).into_response()
}

/// Carries out an operation with loaders of its own.
pub async fn execute(app: &App, scope: Scope, request: Request) -> Response {
    let read = Disclosures::default();
    let response = drive(|queue| {
        let loaders = Reader::loaders(scope.clone(), queue);
        app.schema.execute(request.data(scope.clone()).data(loaders).data(read.clone()))
    })
    .await;
    written_down(&scope, &read, response).await
}

async fn caller(app: &App, headers: &HeaderMap) -> Result<Caller, AuthError> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = header.and_then(|value| value.split_once(' ')).ok_or(AuthError::Missing)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(AuthError::Missing);
    }
    authenticate(&app.verifier, &app.registry.database, &*app.registry.clock, token.trim()).await
}

fn language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    accepted.map(Language::accepted).unwrap_or_default()
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn refuse_caller(error: &AuthError, request_id: &str) -> axum::response::Response {
    let (status, code, challenge) = match error {
        AuthError::Database(error) => {
            tracing::error!(%error, "a token could not be looked up");
            let message = "the registry could not answer; try again";
            return refuse(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", message, request_id);
        }
        AuthError::NoKeys { issuer } => {
            tracing::error!(issuer, "a token could not be checked: its issuer's keys are not to be had");
            return refuse(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", &error.to_string(), request_id);
        }
        AuthError::Missing => (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", "Bearer"),
        AuthError::Scope => (StatusCode::FORBIDDEN, "FORBIDDEN", "Bearer error=\"insufficient_scope\""),
        AuthError::Expired | AuthError::Invalid(_) => {
            (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", "Bearer error=\"invalid_token\"")
        }
    };
    match error {
        AuthError::Missing => {}
        AuthError::Invalid(reason) => tracing::info!(%reason, "token refused"),
        AuthError::Expired => tracing::info!(reason = %Refusal::Expired, "token refused"),
        told => tracing::info!(reason = %told, "token refused"),
    }
    let mut response = refuse(status, code, &error.to_string(), request_id);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    response
}

/// The body is too large, or did not arrive whole.
fn refuse_body(error: &BytesRejection, request_id: &str) -> axum::response::Response {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let message = format!("the request is larger than {LARGEST_BODY} bytes");
        return refuse(error.status(), "PAYLOAD_TOO_LARGE", &message, request_id);
    }
    let message = "the request did not arrive whole";
    refuse(StatusCode::BAD_REQUEST, "BAD_REQUEST", message, request_id)
}

/// A coded error for a request that was not carried out.
fn refuse(status: StatusCode, code: &str, message: &str, request_id: &str) -> axum::response::Response {
    let body = serde_json::json!({
        "errors": [{ "message": message, "extensions": { "code": code, "requestId": request_id } }]
    });
    (status, axum::Json(body)).into_response()
}

//! GraphQL over HTTP: one operation a request, by POST as JSON or, when it only reads, by GET.

mod parameters;
mod run;

use std::sync::Arc;

use async_graphql::ServerError;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    response::Response,
};

pub use self::parameters::Parameters;
use super::{
    App,
    body::{self, BodyError},
    media::{Media, is_json},
    refusals::HttpRefusal,
    reply::Manner,
};
use crate::{
    auth::{self, AuthError, Caller, authenticate},
    graphql::refusal::Refusal,
    store::Scope,
    vocabulary::{ErrorCode, RequestLimit},
};

/// Answers a GET: an operation that reads, in the parameters of the address.
pub async fn get(State(app): State<App>, request: Request) -> Response {
    answer(&app, request).await
}

/// Answers a POST: an operation as JSON.
pub async fn post(State(app): State<App>, request: Request) -> Response {
    answer(&app, request).await
}

async fn answer(app: &App, request: Request) -> Response {
    let now = app.registry.clock.now();
    let (parts, body) = request.into_parts();
    let manner = Manner::of(&parts.headers);
    let caller = match caller(app, &parts.headers).await {
        Ok(caller) => caller,
        Err(error) => return refuse_caller(&manner, &error),
    };
    if Media::accepted(&parts.headers).is_none() {
        return manner.refuse(HttpRefusal::NothingAcceptable {});
    }
    let by_post = parts.method == Method::POST;
    let read = if by_post { of_post(app, &parts.headers, body).await } else { Parameters::of_address(&parts.uri) };
    let parameters = match read {
        Ok(parameters) => parameters,
        Err(refusal) => return manner.refuse(refusal),
    };
    let Parameters { query, operation_name, variables } = parameters;
    let approved = match app.guard.approve(&query, operation_name.as_deref(), variables) {
        Ok(approved) => approved,
        Err(refusals) => return manner.refuse_all(&refusals),
    };
    if approved.writes && !by_post {
        let mut response = manner.refuse(HttpRefusal::WriteByGet {});
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
        return response;
    }
    let scope = Scope {
        registry: app.registry.clone(),
        caller: Arc::new(caller),
        language: manner.language,
        request_id: manner.request_id.into(),
        now,
    };
    run::run(app, &manner, scope, approved, query, operation_name).await
}

/// Reads what was posted, after its content type: what a page of another site can send unasked is not read.
async fn of_post(app: &App, headers: &HeaderMap, body: Body) -> Result<Parameters, Refusal> {
    if !is_json(headers) {
        return Err(HttpRefusal::NotSentAsJson {}.into());
    }
    let most = app.guard.limits().body_bytes;
    match body::read(body, most).await {
        Ok(body) => Parameters::of_body(&body),
        Err(BodyError::TooLarge) => Err(Refusal::exceeds(RequestLimit::BodyBytes, most)),
        Err(BodyError::Incomplete) => Err(HttpRefusal::Incomplete {}.into()),
    }
}

/// Who the sender of these headers is.
///
/// # Errors
/// When no token lets it in.
pub async fn caller(app: &App, headers: &HeaderMap) -> Result<Caller, AuthError> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = header.and_then(|value| value.split_once(' ')).ok_or(AuthError::Missing)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(AuthError::Missing);
    }
    authenticate(&app.verifier, &app.registry.database, &*app.registry.clock, token.trim()).await
}

/// Refuses a caller whose token does not let it in.
pub fn refuse_caller(manner: &Manner<'_>, error: &AuthError) -> Response {
    let (code, challenge) = match error {
        AuthError::Database(error) => {
            tracing::error!(%error, "a token could not be looked up");
            return manner.refuse(HttpRefusal::CannotAnswer {});
        }
        AuthError::NoKeys { issuer } => {
            tracing::error!(issuer, "a token could not be checked: its issuer's keys are not to be had");
            return manner.refuse_errors(ErrorCode::Unavailable, vec![ServerError::new(error.to_string(), None)]);
        }
        AuthError::Missing => (ErrorCode::Unauthenticated, "Bearer"),
        AuthError::Scope => (ErrorCode::Forbidden, "Bearer error=\"insufficient_scope\""),
        AuthError::Expired | AuthError::Invalid(_) => (ErrorCode::Unauthenticated, "Bearer error=\"invalid_token\""),
    };
    match error {
        AuthError::Missing => {}
        AuthError::Invalid(reason) => tracing::info!(%reason, "token refused"),
        AuthError::Expired => tracing::info!(reason = %auth::Refusal::Expired, "token refused"),
        told => tracing::info!(reason = %told, "token refused"),
    }
    let mut response = manner.refuse_errors(code, vec![ServerError::new(error.to_string(), None)]);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    response
}

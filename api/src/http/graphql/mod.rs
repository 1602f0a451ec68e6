//! GraphQL over HTTP: one operation a request, by POST as JSON or, when it only reads, by GET.

mod keyed;
mod parameters;
mod run;

use std::{sync::Arc, time::Duration};

use async_graphql::{Name, parser::types::ExecutableDocument};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};

use self::keyed::Turn;
pub use self::parameters::Parameters;
use super::{
    App,
    body::{self, BodyError},
    edge::Quotas,
    identity::arrive,
    media::{Media, is_json},
    refusals::HttpRefusal,
    reply::Manner,
};
use crate::{
    graphql::refusal::{Refusal, clip},
    persisted::Found,
    store::Scope,
    vocabulary::RequestLimit,
    watch::{Kind, note},
};

/// The longest name of an operation that is logged, in characters.
const LONGEST_NAME: usize = 64;

/// Answers a GET: an operation that reads, in the parameters of the address.
pub async fn get(State(app): State<App>, request: Request) -> Response {
    answer(&app, request).await
}

/// Answers a POST: an operation as JSON.
pub async fn post(State(app): State<App>, request: Request) -> Response {
    answer(&app, request).await
}

async fn answer(app: &App, request: Request) -> Response {
    let mut quotas = Quotas::default();
    let mut response = counted(app, request, &mut quotas).await;
    quotas.write(response.headers_mut());
    response
}

/// Answers a request as far as its caller's quotas go.
async fn counted(app: &App, request: Request, quotas: &mut Quotas) -> Response {
    let now = app.registry.clock.now();
    let (parts, body) = request.into_parts();
    let manner = Manner::of(&parts.headers);
    let arrival = match arrive(app, &parts, quotas).await {
        Ok(arrival) => arrival,
        Err(refused) => return refused,
    };
    if Media::accepted(&parts.headers).is_none() {
        return manner.refuse(HttpRefusal::NothingAcceptable {});
    }
    let by_post = parts.method == Method::POST;
    let read = if by_post { of_post(app, &parts.headers, body).await } else { Parameters::of_address(&parts.uri) };
    let parameters = match read {
        Ok(parameters) => parameters,
        Err(refusal) => return hang_up_if_slow(manner.refuse(refusal)),
    };
    // From here on it is work; whoever is still sending is waited for without a place.
    let _place = match app.edge.crowd.enter().await {
        Ok(place) => place,
        Err(refusal) => {
            quotas.retry_after(1);
            return manner.refuse(refusal);
        }
    };
    let Parameters { document, operation_name, variables } = parameters;
    let Found { query, new } = match app.documents.find(document) {
        Ok(found) => found,
        Err(refusal) => return manner.refuse(refusal),
    };
    let approved = match app.guard.approve(&query, operation_name.as_deref(), variables) {
        Ok(approved) => approved,
        Err(refusals) => return manner.refuse_all(&refusals),
    };
    if let Some(hash) = new {
        app.documents.remember(hash, &query);
    }
    if approved.writes && !by_post {
        let mut response = manner.refuse(HttpRefusal::WriteByGet {});
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
        return response;
    }
    note(|facts| {
        facts.operation = name(&approved.document, operation_name.as_deref());
        facts.kind = Some(if approved.writes { Kind::Mutation } else { Kind::Query });
    });
    if let Err(refusal) = app.edge.rates.charge(arrival.number, approved.cost, quotas) {
        return manner.refuse(refusal);
    }
    let caller = match arrival.caller(app, &manner).await {
        Ok(caller) => caller,
        Err(refused) => return refused,
    };
    let scope = Scope {
        registry: app.registry.clone(),
        caller: Arc::new(caller),
        language: manner.language,
        request_id: manner.request_id.into(),
        now,
    };
    let held =
        match keyed::turn(app, &parts.headers, &manner, &scope, &approved, &query, operation_name.as_deref()).await {
            Turn::Free => None,
            Turn::Held(held) => Some(held),
            Turn::Over(answer) => return answer,
        };
    run::run(app, &manner, scope, approved, query, operation_name, held).await
}

/// What an approved document calls the operation that was chosen.
fn name(document: &ExecutableDocument, chosen: Option<&str>) -> Option<String> {
    let first = || document.operations.iter().find_map(|(name, _)| name.map(Name::as_str));
    chosen.or_else(first).map(|name| clip(name, LONGEST_NAME))
}

/// Reads what was posted, after its content type: what a page of another site can send unasked is not read.
async fn of_post(app: &App, headers: &HeaderMap, body: Body) -> Result<Parameters, Refusal> {
    if !is_json(headers) {
        return Err(HttpRefusal::NotSentAsJson {}.into());
    }
    let limits = app.guard.limits();
    let (most, seconds) = (limits.body_bytes, limits.body_seconds);
    match body::read(body, most, Duration::from_secs(u64::try_from(seconds).unwrap_or(u64::MAX))).await {
        Ok(body) => Parameters::of_body(&body),
        Err(BodyError::TooLarge) => Err(Refusal::exceeds(RequestLimit::BodyBytes, most)),
        Err(BodyError::Incomplete) => Err(HttpRefusal::Incomplete {}.into()),
        Err(BodyError::TooSlow) => {
            let limit = Some((RequestLimit::BodySeconds, seconds));
            Err(Refusal { limit, ..HttpRefusal::TooSlow { seconds }.into() })
        }
    }
}

/// Ends the connection of a request that did not arrive in time, after the answer.
fn hang_up_if_slow(mut response: Response) -> Response {
    if response.status() == StatusCode::REQUEST_TIMEOUT {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

//! Requests with an `Idempotency-Key`: whose turn it is, and answers that are kept. Reads are safe to repeat as they are;
//! on them the header means nothing.

use std::sync::Arc;

use async_graphql::{Response as Answer, Value};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use tracing::Instrument as _;

use super::{App, Manner};
use crate::{
    graphql::{errors, guard::Approved},
    http::refusals::HttpRefusal,
    idempotency::{Asked, Held, Kept, Key, KeyError, LONGEST, SHORTEST, Standing, claim},
    problem::Language,
    store::{Refused, Scope},
    vocabulary::ErrorCode,
};

/// The key of a request that may come again.
pub const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// `true` with an answer that was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// How soon to ask again for what is under way: most is done by then, and what is not is not harmed by the asking.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// What is to be done with a request.
pub enum Turn {
    /// Carry it out; nobody holds it to a key.
    Free,
    /// Carry it out, and keep the answer.
    Held(Box<Held>),
    /// Answer this.
    Over(Response),
}

/// Tells what is to be done with an approved request, by its key.
pub async fn turn(
    app: &App,
    headers: &HeaderMap,
    manner: &Manner<'_>,
    scope: &Scope,
    approved: &Approved,
    query: &Arc<str>,
    operation_name: Option<&str>,
) -> Turn {
    if !approved.writes {
        return Turn::Free;
    }
    let key = match Key::read(headers.get_all(KEY).iter().map(HeaderValue::as_bytes)) {
        Ok(Some(key)) => key,
        Ok(None) => return Turn::Free,
        Err(KeyError::Several | KeyError::NotAString) => {
            return Turn::Over(manner.refuse(HttpRefusal::KeyNotAString {}));
        }
        Err(KeyError::Length) => {
            return Turn::Over(manner.refuse(HttpRefusal::KeyLength { shortest: SHORTEST, longest: LONGEST }));
        }
    };
    let Ok(variables) = serde_json::to_value(&approved.variables) else {
        tracing::error!("variables are not JSON");
        return Turn::Over(manner.refuse(HttpRefusal::Failed {}));
    };
    let asked = Asked { query: Arc::clone(query), operation_name: operation_name.map(str::to_owned), variables };
    let (scope, terms) = (scope.clone(), app.idempotency);
    // By itself, so that it ends even when the caller hangs up meanwhile; then the claim is given back.
    let claiming = tokio::spawn(async move { claim(&scope, &key, &asked, terms).await }.in_current_span());
    let claimed = claiming.await.unwrap_or_else(|error| Err(Refused::Broken(error.to_string())));
    Turn::Over(match claimed {
        Ok(Standing::Held(held)) => return Turn::Held(held),
        Ok(Standing::Answered(kept)) => replay(manner, kept),
        Ok(Standing::UnderWay) => {
            let mut response = manner.refuse(HttpRefusal::KeyUnderWay {});
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
            response
        }
        Ok(Standing::Other) => manner.refuse(HttpRefusal::KeyOfAnother {}),
        Ok(Standing::PowersChanged) => manner.refuse(HttpRefusal::KeyOfOtherPowers {}),
        Err(error @ Refused::Broken(_)) => {
            tracing::error!(%error, "an idempotency key could not be looked up");
            manner.refuse(HttpRefusal::Failed {})
        }
        Err(error) => {
            app.outage.suspect();
            tracing::error!(%error, "an idempotency key could not be looked up");
            manner.refuse(HttpRefusal::CannotAnswer {})
        }
    })
}

/// Gives an answer again, in the format asked for now and the language of then.
fn replay(manner: &Manner<'_>, kept: Kept) -> Response {
    let Kept { status, language, body } = kept;
    tracing::info!("answered as before");
    let manner = Manner { language: Language::accepted(&language), ..*manner };
    let mut response = manner.written(StatusCode::from_u16(status).unwrap_or(StatusCode::OK), body);
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

/// An answer as JSON, kept before it leaves when its request holds a key.
pub async fn answer(manner: &Manner<'_>, held: Option<Box<Held>>, status: StatusCode, answer: &Answer) -> Response {
    let Some(held) = held.filter(|held| is_final(answer) && held.claim().is_settled()) else {
        return manner.json(status, answer);
    };
    let Ok(body) = serde_json::to_string(answer) else { return manner.json(status, answer) };
    let kept = Kept { status: status.as_u16(), language: manner.language.tag().to_owned(), body };
    held.keep(&kept).await;
    manner.written(status, kept.body)
}

/// Gives a key back whose request was refused before it ran.
pub async fn forget(held: Option<Box<Held>>) {
    if let Some(held) = held {
        held.forget().await;
    }
}

/// Whether the service did what was asked for as well as it ever will. When it failed in a field, those who ask again get
/// what was written, and what was not is tried once more.
fn is_final(answer: &Answer) -> bool {
    let failed = [ErrorCode::Internal, ErrorCode::Unavailable, ErrorCode::Timeout];
    let failure = |code: ErrorCode| failed.contains(&code);
    answer.data != Value::Null && !answer.errors.iter().filter_map(errors::code).any(failure)
}

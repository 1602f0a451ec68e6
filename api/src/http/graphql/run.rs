//! Carries out an operation within its time.

use std::sync::Arc;

use async_graphql::{Request, Response as Answer, Value, value};
use axum::{
    http::{HeaderName, HeaderValue, StatusCode},
    response::Response,
};

use super::{App, Manner, keyed};
use crate::{
    audit::disclosure::{Disclosures, written_down},
    graphql::{errors, guard::Approved, mutation::Written, refusal::Refusal},
    http::refusals::HttpRefusal,
    idempotency::Held,
    store::{Reader, Scope, Tally, Watched, drive},
    vocabulary::{ErrorCode, RequestLimit},
    watch::note,
};

/// Carries out an operation and answers with what came of it. When it takes too long it is broken off, with its
/// transaction and the statement under way.
pub async fn run(
    app: &App,
    manner: &Manner<'_>,
    scope: Scope,
    approved: Approved,
    query: Arc<str>,
    operation_name: Option<String>,
    held: Option<Box<Held>>,
) -> Response {
    let Approved { document, variables, cost, writes, alone } = approved;
    let mut request = Request::new(&*query).variables(variables);
    request.operation_name = operation_name;
    request.set_parsed_query(document);
    if let Some(held) = &held {
        request = request.data(held.claim());
    }
    let tally = Tally::default();
    note(|facts| {
        facts.statements = Some(tally.clone());
        facts.cost = Some(cost);
    });
    let running = Watched::new(tally.clone().track(execute(app, scope, request)));
    let Ok(mut answer) = tokio::time::timeout(app.request_time, running).await else {
        tracing::warn!("a request took too long and was broken off");
        app.outage.suspect();
        note(|facts| {
            facts.carried_out = true;
            facts.limits.push(RequestLimit::Seconds);
        });
        let seconds = app.guard.limits().seconds;
        return manner.refuse(if writes && tally.may_have_kept() {
            Refusal::from(HttpRefusal::TookTooLongToKeep { seconds }).in_doubt()
        } else {
            HttpRefusal::TookTooLong { seconds }.into()
        });
    };
    let statements = tally.count();
    if answer.errors.iter().any(|error| errors::code(error) == Some(ErrorCode::Unavailable)) {
        app.outage.suspect();
    }
    // Of several writes, those before the one that failed were kept: that is no request to be repeated as it is.
    let whole = alone || !writes;
    let mut response = if was_refused(&answer) {
        keyed::forget(held).await;
        manner.refuse_errors(ErrorCode::ValidationFailed, answer.errors)
    } else if whole && was_not_answered(&answer) {
        manner.refuse_errors(ErrorCode::Unavailable, answer.errors)
    } else {
        errors::finish(&mut answer.errors, manner.language, manner.request_id);
        note(|facts| {
            facts.carried_out = true;
            answer.errors.iter().filter_map(errors::code).for_each(|code| facts.failed(code));
        });
        let limit = app.guard.limits().complexity;
        answer.extensions.insert("cost".to_owned(), value!({ "requested": cost, "limit": limit }));
        keyed::answer(manner, held, StatusCode::OK, &answer).await
    };
    if app.server_timing
        && let Ok(value) = HeaderValue::from_str(&format!("db;desc=\"statements={statements}\""))
    {
        response.headers_mut().insert(HeaderName::from_static("server-timing"), value);
    }
    response
}

/// Whether an operation was refused rather than carried out: errors of fields have a path, and their answer has data.
fn was_refused(answer: &Answer) -> bool {
    let untied = answer.errors.iter().all(|error| error.path.is_empty());
    answer.data == Value::Null && !answer.errors.is_empty() && untied
}

/// Whether nothing at all was answered, for the database's sake.
fn was_not_answered(answer: &Answer) -> bool {
    let nothing = match &answer.data {
        Value::Null => true,
        Value::Object(fields) => fields.values().all(|value| *value == Value::Null),
        _ => false,
    };
    let later = |error| matches!(errors::code(error), Some(ErrorCode::Unavailable | ErrorCode::Timeout));
    nothing && !answer.errors.is_empty() && answer.errors.iter().all(later)
}

/// Carries out an operation with loaders of its own, and writes down whose names it tells.
async fn execute(app: &App, scope: Scope, request: Request) -> Answer {
    let read = Disclosures::default();
    let answer = drive(|queue| {
        let loaders = Reader::loaders(scope.clone(), queue);
        app.schema.execute(request.data(scope.clone()).data(loaders).data(read.clone()).data(Written::default()))
    })
    .await;
    written_down(&scope, &read, answer).await
}

//! Carries out an operation within its time.

use async_graphql::{Request, Response as Answer, value};
use axum::{
    http::{HeaderName, HeaderValue, StatusCode},
    response::Response,
};

use super::{App, Manner};
use crate::{
    audit::disclosure::{Disclosures, written_down},
    graphql::{errors, guard::Approved},
    http::refusals::HttpRefusal,
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
    query: String,
    operation_name: Option<String>,
) -> Response {
    let Approved { document, variables, cost, .. } = approved;
    let mut request = Request::new(query).variables(variables);
    request.operation_name = operation_name;
    request.set_parsed_query(document);
    let tally = Tally::default();
    note(|facts| {
        facts.statements = Some(tally.clone());
        facts.cost = Some(cost);
    });
    let running = Watched::new(tally.clone().track(execute(app, scope, request)));
    let Ok(mut answer) = tokio::time::timeout(app.request_time, running).await else {
        tracing::warn!("a request took too long and was broken off");
        note(|facts| {
            facts.carried_out = true;
            facts.limits.push(RequestLimit::Seconds);
        });
        return manner.refuse(HttpRefusal::TookTooLong { seconds: app.guard.limits().seconds });
    };
    let statements = tally.count();
    let mut response = if was_refused(&answer) {
        manner.refuse_errors(ErrorCode::ValidationFailed, answer.errors)
    } else {
        errors::finish(&mut answer.errors, manner.request_id);
        note(|facts| {
            facts.carried_out = true;
            answer.errors.iter().filter_map(errors::code).for_each(|code| facts.failed(code));
        });
        let limit = app.guard.limits().complexity;
        answer.extensions.insert("cost".to_owned(), value!({ "requested": cost, "limit": limit }));
        manner.json(StatusCode::OK, &answer)
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
    answer.data == async_graphql::Value::Null && !answer.errors.is_empty() && untied
}

/// Carries out an operation with loaders of its own, and writes down whose names it tells.
async fn execute(app: &App, scope: Scope, request: Request) -> Answer {
    let read = Disclosures::default();
    let answer = drive(|queue| {
        let loaders = Reader::loaders(scope.clone(), queue);
        app.schema.execute(request.data(scope.clone()).data(loaders).data(read.clone()))
    })
    .await;
    written_down(&scope, &read, answer).await
}

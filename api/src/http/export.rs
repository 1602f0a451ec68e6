//! Exports over HTTP: `GET /export/<table>.<format>`.

pub(super) mod places;

use std::{sync::Arc, time::Duration};

use async_graphql::{Error, Pos};
use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
    routing::get,
};
use futures_util::stream as streams;
use tower_http::compression::{
    CompressionLayer,
    predicate::{DefaultPredicate, NotForContentType, Predicate},
};

use self::places::{Full, Places};
use super::{App, edge::Quotas, identity::arrive, refusals::HttpRefusal, reply::Manner};
use crate::{
    auth::Caller,
    export::{self, Asked, Bounds, ETag, Export, ExportRefusal, Failure, File, Format, Row},
    graphql::errors::ApiError,
    store::{Scope, Tally, Watched},
    vocabulary::ErrorCode,
    watch::note,
};

/// Exports under way at once. Each takes some megabytes, and a connection of the database while it reads a page.
const AT_ONCE: usize = 8;
/// How many of them may be one caller's.
const OF_ONE: usize = 4;
/// When to try again while there are that many, in seconds.
const TRY_AGAIN: HeaderValue = HeaderValue::from_static("5");
/// How long an export may take in all; it can be gone on with.
const WHOLE: Duration = Duration::from_hours(1);

/// The routes of exports.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/export/{file}", get(file))
        .layer(Extension(Arc::new(Places::new(AT_ONCE, OF_ONE))))
        .layer(compression())
}

/// Compresses files, save Parquet, which is compressed within.
pub(super) fn compression() -> CompressionLayer<impl Predicate> {
    let worth_it = DefaultPredicate::new().and(NotForContentType::const_new("application/vnd.apache.parquet"));
    CompressionLayer::new().compress_when(worth_it)
}

async fn file(
    State(app): State<App>,
    Extension(places): Extension<Arc<Places>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let mut quotas = Quotas::default();
    let (parts, _) = request.into_parts();
    let mut response = counted(&app, places, &name, &parts, &mut quotas).await;
    quotas.write(response.headers_mut());
    response
}

/// Answers a request as far as its caller's quotas go: an export counts as one request, see [`Places`].
async fn counted(app: &App, places: Arc<Places>, name: &str, request: &Parts, quotas: &mut Quotas) -> Response {
    let manner = Manner::of(&request.headers);
    let arrival = match arrive(app, request, quotas).await {
        Ok(arrival) => arrival,
        Err(refused) => return refused,
    };
    let number = arrival.number;
    let caller = match arrival.caller(app, &manner).await {
        Ok(caller) => caller,
        Err(refused) => return refused,
    };
    let Some(file) = File::named(name) else {
        return manner.refuse(HttpRefusal::NoSuchAddress {});
    };
    let asked = match Asked::of_address(file, &request.uri) {
        Ok(asked) => asked,
        Err(refusal) => return manner.refuse(refusal),
    };
    let place = match places.take(number) {
        Ok(place) => place,
        Err(full) => return refuse_place(&manner, full),
    };
    let today = app.registry.clock.today();
    let told = Told {
        filename: format!("samspill-{}-{today}.{}", asked.file.table.name(), asked.file.format.ending()),
        cached: HeaderValue::from_static("private, no-cache"),
        vary: HeaderValue::from_static("Authorization"),
        whole: WHOLE,
    };
    deliver(app, scope(app, caller, &manner), &asked, request, told, place).await
}

/// The request of a caller.
pub(super) fn scope(app: &App, caller: Caller, manner: &Manner<'_>) -> Scope {
    Scope {
        registry: app.registry.clone(),
        caller: Arc::new(caller),
        language: manner.language,
        request_id: manner.request_id.into(),
        now: app.registry.clock.now(),
    }
}

/// The answer to whom there is no place for.
pub(super) fn refuse_place(manner: &Manner<'_>, full: Full) -> Response {
    let mut response = manner.refuse(match full {
        Full::All { most } => ExportRefusal::TooMany { most },
        Full::Own { most } => ExportRefusal::TooManyOfOne { most },
    });
    response.headers_mut().insert(header::RETRY_AFTER, TRY_AGAIN);
    response
}

/// What an export is told to be besides its rows.
pub(super) struct Told {
    /// What the file is called.
    pub filename: String,
    /// Who may keep it, and how long.
    pub cached: HeaderValue,
    /// The headers of the request that it depends on.
    pub vary: HeaderValue,
    /// How long it may take in all.
    pub whole: Duration,
}

/// Answers with an export, which holds `place` until its end.
pub(super) async fn deliver(
    app: &App,
    scope: Scope,
    asked: &Asked,
    request: &Parts,
    told: Told,
    place: impl Send + 'static,
) -> Response {
    let headers = &request.headers;
    let manner = Manner::of(headers);
    let wants_rows = request.method != Method::HEAD;
    // Those of its beginning: the rest come when the request has its line.
    let tally = Tally::default();
    note(|facts| facts.statements = Some(tally.clone()));
    let beginning = Watched::new(tally.track(begin(app, scope, asked, headers, wants_rows)));
    let begun = match tokio::time::timeout(app.request_time, beginning).await {
        Ok(Ok(begun)) => begun,
        Ok(Err(failure)) => return refuse(&manner, failure),
        Err(_) => {
            tracing::warn!("an export took too long to begin and was broken off");
            return manner.refuse(HttpRefusal::TookTooLong { seconds: app.guard.limits().seconds });
        }
    };
    let format = asked.file.format;
    let (etag, status, body) = match begun {
        Begun::Unchanged(etag) => (etag, StatusCode::NOT_MODIFIED, Body::empty()),
        // Of a size that is not known, as that of the export.
        Begun::Told(etag) => (etag, StatusCode::OK, Body::from_stream(streams::empty::<Result<Vec<u8>, ApiGone>>())),
        Begun::Reading(export, first) => {
            let writer = match format.writer(export.columns) {
                Ok(writer) => writer,
                Err(error) => return refuse(&manner, Failure::Failed(ApiError::Internal(error.to_string()))),
            };
            // The connection is cut off before that; this is for what stands between.
            let bounds = Bounds { page: app.request_time, taken: 2 * app.answer_time, whole: told.whole };
            let rows = export::stream(first, export.pages, writer, bounds, place);
            (export.etag.to_string(), StatusCode::OK, Body::from_stream(rows))
        }
    };
    let mut response = (status, body).into_response();
    describe(response.headers_mut(), format, &etag, told);
    response
}

/// Nothing goes wrong with nothing.
type ApiGone = std::convert::Infallible;

/// An export that is begun.
enum Begun {
    /// The caller has it already.
    Unchanged(String),
    /// The caller wants to know about it only.
    Told(String),
    /// The first rows are read.
    Reading(Export, Option<Vec<Row>>),
}

async fn begin(
    app: &App,
    scope: Scope,
    asked: &Asked,
    headers: &HeaderMap,
    wants_rows: bool,
) -> Result<Begun, Failure> {
    let mut export = export::open(scope, &app.guard, asked).await?;
    if is_known(headers, &export.etag) {
        return Ok(Begun::Unchanged(export.etag.to_string()));
    }
    if !wants_rows {
        return Ok(Begun::Told(export.etag.to_string()));
    }
    let first = export.pages.next().await?;
    Ok(Begun::Reading(export, first))
}

/// Whether the caller says to have what has this entity tag.
pub(super) fn is_known(headers: &HeaderMap, etag: &ETag) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.into_iter().any(|known| etag.is_named_in(known))
}

fn describe(headers: &mut HeaderMap, format: Format, etag: &str, told: Told) {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(header::CACHE_CONTROL, told.cached);
    headers.insert(header::VARY, told.vary);
    let disposition = format!("attachment; filename=\"{}\"", told.filename);
    for (name, text) in [(header::ETAG, etag), (header::CONTENT_DISPOSITION, &*disposition)] {
        if let Ok(value) = HeaderValue::from_str(text) {
            headers.insert(name, value);
        }
    }
}

pub(super) fn refuse(manner: &Manner<'_>, failure: Failure) -> Response {
    match failure {
        Failure::Refused(refusals) => manner.refuse_all(&refusals),
        Failure::Failed(error) => {
            let mut error = Error::from(error).into_server_error(Pos::default());
            // There is no document to point into.
            error.locations.clear();
            manner.refuse_errors(ErrorCode::Internal, vec![error])
        }
    }
}

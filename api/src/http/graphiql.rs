//! The GraphiQL page, bundled by the build from its npm package; nothing is fetched from elsewhere at run time.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use super::reply;

mod assets {
    include!(concat!(env!("OUT_DIR"), "/graphiql_assets.rs"));
}

const UNAVAILABLE_PAGE: &str = include_str!("../../graphiql/unavailable.html");

/// Monaco, the editor, styles its text with style elements and attributes; nothing else is relaxed.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; \
    worker-src 'self'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// The page; or, when the build had no npm, one that tells how to get it.
pub async fn page(headers: HeaderMap) -> Response {
    if let Some(reason) = assets::UNAVAILABLE {
        let page = UNAVAILABLE_PAGE.replace("<!--reason-->", reason);
        return guarded((StatusCode::SERVICE_UNAVAILABLE, Html(page)).into_response());
    }
    asset(Path("index.html".to_owned()), headers).await
}

/// A file of the page.
pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    match file(&name) {
        Some(file) => file,
        None => reply::no_such_address(headers).await,
    }
}

fn file(name: &str) -> Option<Response> {
    let (_, kind, bytes) = assets::ASSETS.iter().find(|(file, ..)| *file == name)?;
    Some(guarded(([(header::CONTENT_TYPE, *kind)], *bytes).into_response()))
}

fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    response
}

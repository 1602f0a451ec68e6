//! The GraphiQL page, bundled by the build from its npm package; nothing is fetched from elsewhere at run time.

use axum::{
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};

use super::{
    App,
    edge::{Client, GraphiqlAccess, Quotas},
    identity::identify,
    reply::{self, Manner},
};

mod assets {
    include!(concat!(env!("OUT_DIR"), "/graphiql_assets.rs"));
}

const UNAVAILABLE_PAGE: &str = include_str!("../../graphiql/unavailable.html");

/// Monaco, the editor, styles its text with style elements and attributes; nothing else is relaxed.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; \
    worker-src 'self'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Lets those in who may have the page; and, since it is larger than what is asked in it, not too often.
pub async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    let client = request.extensions().get().copied().unwrap_or(Client::at(None));
    let mut quotas = Quotas::default();
    let refused = match app.edge.graphiql {
        GraphiqlAccess::Off => return reply::no_such_address(request.headers().clone()).await,
        GraphiqlAccess::Callers => identify(&app, client, request.headers(), &mut quotas).await.err(),
        GraphiqlAccess::Open => {
            let knocked = app.edge.rates.knock(client, None, &mut quotas);
            knocked.err().map(|refusal| Manner::of(request.headers()).refuse(refusal))
        }
    };
    let mut response = match refused {
        Some(refused) => refused,
        None => next.run(request).await,
    };
    quotas.write(response.headers_mut());
    response
}

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
    response
}

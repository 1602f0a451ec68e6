//! Open data over HTTP: `GET /open/…`, without a token. One that is sent is not looked at, so that everybody gets the same
//! at the same address, and nothing of a caller is kept where all may read it.

mod form;
mod refusals;

use std::{sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    extract::{Path, Query, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    middleware::{Next, from_fn},
    response::{IntoResponse as _, Response},
    routing::get,
};
use tower_http::cors::{Any, CorsLayer};

use self::{form::Form, refusals::OpenRefusal};
use super::{
    App,
    edge::{Client, Quotas},
    export::{Told, compression, deliver, is_known, places::Places, refuse, refuse_place, scope},
    refusals::HttpRefusal,
    reply::{self, Manner},
};
use crate::{
    access,
    export::{Asked, ETag, Failure, File, Format},
    graphql::{
        errors::ApiError,
        refusal::{Refusal, quote},
    },
    open_data::{
        self, Addresses, Dataset, Dictionary, Published, Publisher,
        addresses::{Edition, LATEST, METADATA},
        catalogue::{Catalogue, NAMESPACES},
        csvw,
        dictionary::Undescribed,
        pages,
        rdf::Graph,
    },
    store::{ReadError, Scope, Watched},
};

/// Files on their way at once, in all.
const AT_ONCE: usize = 16;
/// Files on their way at once to one address.
const TO_ONE: usize = 4;
/// How long a file may take in all; it can be gone on with.
const WHOLE: Duration = Duration::from_mins(15);

/// How long anybody may keep a description: a new release is in it soon.
const DESCRIPTIONS: HeaderValue = HeaderValue::from_static("public, max-age=300");
/// How long anybody may keep a file whose figures never change: not for good, since a new version of the program may write
/// the same figures otherwise, with another entity tag.
const FROZEN: HeaderValue = HeaderValue::from_static("public, max-age=86400");
/// What names its indicators as they are called now is asked for again each time; the entity tag tells whether it changed.
const NAMED: HeaderValue = HeaderValue::from_static("public, no-cache");

/// What pages may load: their own style, and nothing else.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
const STYLE: &str = include_str!("../../open_data/pages/style.css");

/// How long a browser of another site may remember that it may ask.
const REMEMBERED: Duration = Duration::from_hours(1);

/// Open data that is published.
#[derive(Debug)]
pub struct Open {
    publisher: Publisher,
    dictionary: Dictionary,
    places: Arc<Places>,
}

impl Open {
    /// That of a publisher, with columns as this schema describes them.
    ///
    /// # Errors
    /// When the schema does not describe every column.
    pub fn new(publisher: Publisher, sdl: &str) -> Result<Self, Undescribed> {
        Ok(Self { publisher, dictionary: Dictionary::of_schema(sdl)?, places: Arc::new(Places::new(AT_ONCE, TO_ONE)) })
    }

    fn at(&self) -> Addresses<'_> {
        Addresses::of(&self.publisher)
    }
}

/// The routes of open data.
pub fn routes(open: Arc<Open>) -> Router<App> {
    Router::new()
        .route("/open", get(to_catalogue))
        .route("/open/", get(catalogue))
        .route("/open/style.css", get(style))
        .route("/open/columns", get(columns))
        .route("/open/{file}", get(catalogue_file))
        .route("/open/releases/{release}", get(release))
        .route("/open/releases/{release}/{file}", get(file))
        .method_not_allowed_fallback(reply::other_method)
        .layer(from_fn(reply::survive))
        .layer(compression())
        .layer(from_fn(let_others_read))
        .layer(Extension(open))
        .layer(cors())
}

/// Pages of any site may read open data. They send nothing along that tells who somebody is.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers([header::ACCEPT, header::ACCEPT_LANGUAGE, header::IF_NONE_MATCH])
        .expose_headers([
            header::CONTENT_DISPOSITION,
            header::ETAG,
            header::LINK,
            header::LOCATION,
            header::RETRY_AFTER,
            HeaderName::from_static("ratelimit"),
            HeaderName::from_static("ratelimit-policy"),
            HeaderName::from_static("x-request-id"),
        ])
        .max_age(REMEMBERED)
}

/// Tells browsers that other sites may show it too.
async fn let_others_read(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    response.headers_mut().insert(policy, HeaderValue::from_static("cross-origin"));
    response
}

/// Somebody who asks for open data, and has not asked too often.
struct Visit<'a> {
    app: &'a App,
    open: &'a Open,
    request: &'a Parts,
    client: Client,
    manner: Manner<'a>,
}

/// Lets somebody in, and lets them be answered.
async fn visit<F>(app: &App, open: &Open, request: Request, answer: F) -> Response
where
    F: AsyncFnOnce(Visit<'_>) -> Result<Response, Response>,
{
    let (parts, _) = request.into_parts();
    let manner = Manner::of(&parts.headers);
    let client = parts.extensions.get().copied().unwrap_or(Client::at(None));
    let mut quotas = Quotas::default();
    // Whoever comes without a token is counted by address; one that is sent along counts for nothing here.
    let mut response = match app.edge.rates.knock(client, None, &mut quotas) {
        Err(refusal) => manner.refuse(refusal),
        Ok(()) if app.outage.is_on() => manner.refuse(HttpRefusal::CannotAnswer {}),
        Ok(()) => {
            let visit = Visit { app, open, request: &parts, client, manner };
            answer(visit).await.unwrap_or_else(|refused| refused)
        }
    };
    quotas.write(response.headers_mut());
    response
}

impl Visit<'_> {
    /// The request, as the public's.
    fn scope(&self) -> Scope {
        scope(self.app, access::public(), &self.manner)
    }

    /// What is read of the database, in the time that an answer may take.
    async fn read<T>(&self, reading: impl Future<Output = Result<T, ReadError>>) -> Result<T, Response> {
        match tokio::time::timeout(self.app.request_time, Watched::new(reading)).await {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(error)) => Err(refuse(&self.manner, Failure::from(error))),
            Err(_) => Err(self.manner.refuse(HttpRefusal::TookTooLong { seconds: self.app.guard.limits().seconds })),
        }
    }

    async fn releases(&self) -> Result<Vec<Published>, Response> {
        self.read(open_data::all(&self.scope())).await
    }

    fn nothing(&self) -> Response {
        self.manner.refuse(HttpRefusal::NoSuchAddress {})
    }

    /// The release that a step of an address names: by its number, or the latest.
    async fn edition(&self, step: &str) -> Result<(Edition, Published), Response> {
        let (edition, number) = if step == LATEST {
            (Edition::Latest, None)
        } else {
            let number: i32 = step.parse().map_err(|_| self.nothing())?;
            // A release has one address.
            if number.to_string() != step {
                return Err(self.nothing());
            }
            (Edition::Number(number), Some(number))
        };
        let found = self.read(open_data::number(&self.scope(), number)).await?;
        Ok((edition, found.ok_or_else(|| self.nothing())?))
    }

    /// Sends on from the latest release to the one that it is now.
    fn to_release(&self, release: &Published, rest: &str) -> Response {
        let query = self.request.uri.query().map_or_else(String::new, |query| format!("?{query}"));
        let address = self.open.at().release(Edition::Number(release.number));
        redirect(StatusCode::TEMPORARY_REDIRECT, &format!("{address}{rest}{query}"), "no-store")
    }

    /// A description: a page, or a graph in one of its forms.
    fn describe(&self, form: Form, page: impl FnOnce() -> String, graph: impl FnOnce() -> Graph) -> Response {
        let written = match form {
            Form::Html => Ok(page().into_bytes()),
            Form::Turtle => graph().turtle(&NAMESPACES),
            Form::JsonLd => graph().json_ld(&NAMESPACES),
        };
        match written {
            Ok(body) => self.document(form.content_type(), body),
            Err(error) => refuse(&self.manner, Failure::Failed(ApiError::Internal(error.to_string()))),
        }
    }

    /// A document that may be kept for a while.
    fn document(&self, kind: &'static str, body: Vec<u8>) -> Response {
        let etag = ETag::of_bytes(&body);
        let mut response = if is_known(&self.request.headers, &etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            body.into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CACHE_CONTROL, DESCRIPTIONS);
        headers.insert(header::VARY, HeaderValue::from_static("Accept"));
        if let Ok(etag) = HeaderValue::from_str(&etag.to_string()) {
            headers.insert(header::ETAG, etag);
        }
        if kind == Form::Html.content_type() {
            headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
            headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static("nb"));
        }
        response
    }
}

fn redirect(status: StatusCode, to: &str, cached: &'static str) -> Response {
    let mut response = (status, [(header::CACHE_CONTROL, cached)]).into_response();
    // An address that was checked, and a query that came in a header.
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// `/open` is `/open/`.
async fn to_catalogue(Extension(open): Extension<Arc<Open>>) -> Response {
    redirect(StatusCode::PERMANENT_REDIRECT, &open.at().catalogue(), "public, max-age=300")
}

async fn style(State(app): State<App>, Extension(open): Extension<Arc<Open>>, request: Request) -> Response {
    visit(&app, &open, request, async |visit| Ok(visit.document("text/css; charset=utf-8", STYLE.into()))).await
}

/// All of it, as a page or as a catalogue.
async fn catalogue(State(app): State<App>, Extension(open): Extension<Arc<Open>>, request: Request) -> Response {
    visit(&app, &open, request, async |visit| {
        let form = Form::accepted(&visit.request.headers);
        tell_catalogue(&visit, form).await
    })
    .await
}

/// The same in the form that the address ends in.
async fn catalogue_file(
    State(app): State<App>,
    Extension(open): Extension<Arc<Open>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    visit(&app, &open, request, async |visit| {
        let form = name.strip_prefix("catalog.").and_then(Form::of_ending);
        tell_catalogue(&visit, form.ok_or_else(|| visit.nothing())?).await
    })
    .await
}

async fn tell_catalogue(visit: &Visit<'_>, form: Form) -> Result<Response, Response> {
    let releases = visit.releases().await?;
    let publisher = &visit.open.publisher;
    let page = || pages::catalogue(publisher, &releases);
    Ok(visit.describe(form, page, || Catalogue::of(publisher).whole(&releases)))
}

/// What the columns mean, for people.
async fn columns(State(app): State<App>, Extension(open): Extension<Arc<Open>>, request: Request) -> Response {
    visit(&app, &open, request, async |visit| {
        let page = pages::columns(&visit.open.publisher, &visit.open.dictionary);
        Ok(visit.document(Form::Html.content_type(), page.into_bytes()))
    })
    .await
}

/// A release, as a page or as a part of the catalogue: as the headers ask for it, or the address ends.
async fn release(
    State(app): State<App>,
    Extension(open): Extension<Arc<Open>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    visit(&app, &open, request, async |visit| {
        let (step, ending) = name.split_once('.').map_or((&*name, None), |(step, ending)| (step, Some(ending)));
        let form = match ending {
            Some(ending) => Form::of_ending(ending).ok_or_else(|| visit.nothing())?,
            None => Form::accepted(&visit.request.headers),
        };
        let (edition, release) = visit.edition(step).await?;
        if edition == Edition::Latest {
            return Ok(visit.to_release(&release, &ending.map_or_else(String::new, |ending| format!(".{ending}"))));
        }
        let releases = visit.releases().await?;
        let publisher = &visit.open.publisher;
        let page = || pages::release(publisher, &release);
        Ok(visit.describe(form, page, || Catalogue::of(publisher).release(&release, &releases)))
    })
    .await
}

/// What is at an address below a release's.
enum Found {
    /// A file of its figures.
    File(Dataset, Asked),
    /// What the columns of a CSV file are.
    Columns(Dataset),
}

impl Found {
    /// By its name and its parameters.
    fn of(name: &str, uri: &Uri) -> Result<Self, Refusal> {
        let columns = name.strip_suffix(METADATA);
        if let Some(dataset) = columns.and_then(|name| Dataset::ALL.into_iter().find(|dataset| dataset.name() == name))
        {
            return Ok(Self::Columns(dataset));
        }
        let file = File::named(name).and_then(|file| Some((Dataset::of(file.table)?, file)));
        let (dataset, file) = file.ok_or(HttpRefusal::NoSuchAddress {})?;
        Ok(Self::File(dataset, asked(file, uri)?))
    }
}

/// A file of a release, or what is told beside it.
async fn file(
    State(app): State<App>,
    Extension(open): Extension<Arc<Open>>,
    Path((step, name)): Path<(String, String)>,
    request: Request,
) -> Response {
    visit(&app, &open, request, async |visit| {
        let found = Found::of(&name, &visit.request.uri).map_err(|refusal| visit.manner.refuse(refusal))?;
        let (edition, release) = visit.edition(&step).await?;
        if edition == Edition::Latest {
            return Ok(visit.to_release(&release, &format!("/{name}")));
        }
        match found {
            Found::Columns(dataset) => {
                let told = csvw::metadata(&visit.open.dictionary, &visit.open.publisher, dataset, &release);
                Ok(visit.document(csvw::CONTENT_TYPE, told.to_string().into_bytes()))
            }
            Found::File(dataset, asked) => send(&visit, dataset, &release, asked).await,
        }
    })
    .await
}

/// The parameters that open files have. Others are refused, those that exports have for callers too.
const PARAMETERS: [&str; 3] = ["after", "limit", "excel"];

fn asked(file: File, uri: &Uri) -> Result<Asked, Refusal> {
    let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(uri) else {
        return Err(HttpRefusal::UnreadableAddress {}.into());
    };
    if let Some((name, _)) = pairs.iter().find(|(name, _)| !PARAMETERS.contains(&&**name)) {
        return Err(OpenRefusal::UnknownParameter { name: quote(name) }.into());
    }
    Asked::of_address(file, uri)
}

async fn send(visit: &Visit<'_>, dataset: Dataset, release: &Published, asked: Asked) -> Result<Response, Response> {
    // Those of callers with a token are counted on their own; here one is an address, so that nobody holds up everybody by
    // reading slowly.
    let place = visit.open.places.take(visit.app.edge.rates.number_of_client(visit.client));
    let place = place.map_err(|full| refuse_place(&visit.manner, full))?;
    let asked = Asked { release: Some(release.id.clone()), ..asked };
    let format = asked.file.format;
    let told = Told {
        filename: format!("samspill-{}-{}.{}", dataset.name(), release.number, format.ending()),
        cached: if dataset.is_frozen() { FROZEN } else { NAMED },
        vary: HeaderValue::from_static("Accept-Encoding"),
        whole: WHOLE,
    };
    let mut response = deliver(visit.app, visit.scope(), &asked, visit.request, told, place).await;
    if response.status().is_success() && format == Format::Csv {
        let metadata = visit.open.at().metadata(Edition::Number(release.number), dataset);
        let link = format!("<{metadata}>; rel=\"describedby\"; type=\"{}\"", csvw::CONTENT_TYPE);
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().insert(header::LINK, link);
        }
    }
    Ok(response)
}

//! Who sends a request, by its bearer token.

use async_graphql::ServerError;
use axum::{
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::Response,
};
use tracing::Instrument as _;

use super::{
    App,
    edge::{Client, Quotas},
    refusals::HttpRefusal,
    reply::Manner,
};
use crate::{
    auth::{self, AuthError, Caller, Identity, Refusal},
    graphql::refusal::clip,
    vocabulary::ErrorCode,
    watch::note,
};

/// The longest name of a program that is logged, in characters.
const LONGEST_NAME: usize = 64;

/// Somebody who is let in and counted. What they may do is not looked up yet.
pub struct Arrival {
    identity: Identity,
    client: Client,
    /// The number they are counted by.
    pub number: u64,
}

/// Lets the sender of a request in.
///
/// # Errors
/// The answer to somebody who is not let in, or who asks too often.
pub async fn arrive(app: &App, request: &Parts, quotas: &mut Quotas) -> Result<Arrival, Response> {
    let manner = Manner::of(&request.headers);
    // Nothing is answered without the database: it has the grants of callers too.
    if app.outage.is_on() {
        return Err(manner.refuse(HttpRefusal::CannotAnswer {}));
    }
    let client = request.extensions.get().copied().unwrap_or(Client::at(None));
    let identified = identify(app, client, &request.headers, quotas);
    let identity = identified.instrument(tracing::info_span!("authenticate")).await?;
    let number = app.edge.rates.number_of(&identity);
    app.edge.rates.count(number, quotas).map_err(|refusal| manner.refuse(refusal))?;
    Ok(Arrival { identity, client, number })
}

impl Arrival {
    /// Looks up what they may do, and notes it for the log's line.
    ///
    /// # Errors
    /// The answer while the database does not tell.
    pub async fn caller(self, app: &App, manner: &Manner<'_>) -> Result<Caller, Response> {
        let looked_up = auth::caller(&app.registry.database, self.identity, app.registry.clock.today());
        let caller = looked_up.instrument(tracing::info_span!("authorize")).await.map_err(|error| {
            app.outage.suspect();
            refuse_caller(manner, self.client, &error.into())
        })?;
        // Not the subject, who may be a person: the audit trail has that, by the request's id.
        note(|facts| {
            facts.roles = Some(caller.roles());
            facts.client = caller.client.as_deref().map(|client| clip(client, LONGEST_NAME));
        });
        Ok(caller)
    }
}

/// Who the sender of these headers is. Whoever comes without a token that is known to be good is counted by address first,
/// so that trying tokens out is slow and takes little.
///
/// # Errors
/// The answer to somebody who is not let in.
pub async fn identify(
    app: &App,
    client: Client,
    headers: &HeaderMap,
    quotas: &mut Quotas,
) -> Result<Identity, Response> {
    let manner = Manner::of(headers);
    let bearer = bearer(headers);
    let rates = &app.edge.rates;
    rates.knock(client, bearer, quotas).map_err(|refusal| manner.refuse(refusal))?;
    let Some(token) = bearer else {
        return Err(refuse_caller(&manner, client, &AuthError::Missing));
    };
    let outcome = app.verifier.identify(token, app.registry.clock.now()).await;
    if let Ok(_) | Err(AuthError::Expired | AuthError::Invalid(_) | AuthError::Scope) = &outcome {
        rates.note(token, outcome.is_ok());
    }
    let identity = outcome.map_err(|error| refuse_caller(&manner, client, &error))?;
    // From here on the caller counts, not the address.
    *quotas = Quotas::default();
    Ok(identity)
}

/// The bearer token, if there is one.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Refuses a caller whose token does not let it in.
#[must_use]
pub fn refuse_caller(manner: &Manner<'_>, client: Client, error: &AuthError) -> Response {
    let client = client.address;
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
        AuthError::Invalid(reason) => tracing::info!(%client, %reason, "token refused"),
        AuthError::Expired => tracing::info!(%client, reason = %Refusal::Expired, "token refused"),
        told => tracing::info!(%client, reason = %told, "token refused"),
    }
    let mut response = manner.refuse_errors(code, vec![ServerError::new(error.to_string(), None)]);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    response
}

//! Tokens of the local key: what they claim and how they are checked.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::{Id, municipality, organisation, vocabulary::Vocabulary};
use jsonwebtoken::{Algorithm, Header, Validation};
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};

use super::{Caller, LocalKey, Power, Reach, Role, Scopes, granted};
use crate::clock::Clock;

/// The issuer of the registry's own tokens.
pub const LOCAL_ISSUER: &str = "samspill:local";

const LEEWAY_SECONDS: u64 = 30;

/// What a token of the local key says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The issuer: [`LOCAL_ISSUER`].
    pub iss: String,
    /// The subject: who it was made for.
    pub sub: String,
    /// Issued at, seconds since 1970.
    pub iat: i64,
    /// Valid until, seconds since 1970.
    pub exp: i64,
    /// The role's code.
    pub role: String,
    /// The municipality numbers it is bound to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub municipalities: Vec<String>,
    /// The public ids of the organisations it is bound to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<String>,
}

/// What a token is to allow.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Who it is for.
    pub subject: String,
    /// The role.
    pub role: Role,
    /// The municipality numbers it is bound to.
    pub municipalities: Vec<String>,
    /// The public ids of the organisations it is bound to.
    pub organisations: Vec<String>,
}

/// Why a token cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The role needs a binding it was not given.
    #[error("the role {role} needs {needs}")]
    Unbound {
        /// The role's code.
        role: &'static str,
        /// The missing option.
        needs: &'static str,
    },
    /// The role takes no binding.
    #[error("the role {role} reaches the whole registry: leave out --municipality and --organisation")]
    Bound {
        /// The role's code.
        role: &'static str,
    },
    /// A token that is never valid.
    #[error("--ttl must be longer than nothing")]
    NoTime,
    /// Something is not an organisation's id.
    #[error("{0:?} is not the id of an organisation: organisation_<32 hex digits>")]
    NotAnOrganisation(String),
    /// The signature failed.
    #[error("the token could not be signed")]
    Signing(#[from] jsonwebtoken::errors::Error),
}

/// Why a caller is not let in.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// There is no `Authorization: Bearer …` header.
    #[error("send `Authorization: Bearer <token>`")]
    Missing,
    /// The token does not check out; the reason is logged, not told.
    #[error("the token is not valid: it may have expired; ask for a new one")]
    Invalid(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database did not answer.
    #[error("the registry could not look up the token's municipalities")]
    Database(#[from] DbErr),
}

/// Makes a token for a grant, valid from `now` for `ttl`.
///
/// # Errors
/// When the role lacks its binding, an id is malformed, or signing fails.
pub fn issue(key: &LocalKey, grant: &Grant, now: DateTime<Utc>, ttl: Duration) -> Result<String, TokenError> {
    bound(grant)?;
    if ttl.as_secs() == 0 {
        return Err(TokenError::NoTime);
    }
    let iat = now.timestamp();
    let claims = Claims {
        iss: LOCAL_ISSUER.to_owned(),
        sub: grant.subject.clone(),
        iat,
        exp: iat.saturating_add_unsigned(ttl.as_secs()),
        role: grant.role.code().to_owned(),
        municipalities: grant.municipalities.clone(),
        organisations: grant.organisations.clone(),
    };
    Ok(jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), &claims, &key.encoding)?)
}

fn bound(grant: &Grant) -> Result<(), TokenError> {
    let unbound = |needs| TokenError::Unbound { role: grant.role.code(), needs };
    if let Some(other) = grant.organisations.iter().find(|id| id.parse::<Id<organisation::Entity>>().is_err()) {
        return Err(TokenError::NotAnOrganisation(other.clone()));
    }
    let (municipalities, organisations) = (!grant.municipalities.is_empty(), !grant.organisations.is_empty());
    match grant.role {
        Role::RegistryAdmin if municipalities || organisations => Err(TokenError::Bound { role: grant.role.code() }),
        Role::Coordinator if !organisations => Err(unbound("--organisation")),
        Role::Integration if !organisations && !municipalities => Err(unbound("--municipality or --organisation")),
        Role::MunicipalAdministrator | Role::MunicipalPlanner | Role::Reader | Role::Analyst if !municipalities => {
            Err(unbound("--municipality"))
        }
        _ => Ok(()),
    }
}

/// The caller that a bearer token stands for at this time.
///
/// # Errors
/// When the token is not one of ours, is not valid now, or its municipalities cannot be looked up.
pub async fn authenticate(
    key: &LocalKey,
    database: &DatabaseConnection,
    clock: &dyn Clock,
    bearer: &str,
) -> Result<Caller, AuthError> {
    let claims = check(key, clock.now(), bearer).map_err(AuthError::Invalid)?;
    let role = Role::from_code(&claims.role).ok_or_else(|| AuthError::Invalid("unknown role".into()))?;
    let reach = reach(database, role, &claims).await?;
    let mut powers = vec![Power::new(role, reach)];
    powers.extend(granted(database, clock.today(), &claims.iss, &claims.sub, &[], Scopes::ALL).await?);
    Ok(Caller::new(claims.sub, claims.iss, powers))
}

fn check(key: &LocalKey, now: DateTime<Utc>, bearer: &str) -> Result<Claims, Box<dyn std::error::Error + Send + Sync>> {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[LOCAL_ISSUER]);
    validation.set_required_spec_claims(&["exp", "iss", "sub"]);
    // Time is checked below against the injected clock.
    validation.validate_exp = false;
    validation.validate_aud = false;
    let claims = jsonwebtoken::decode::<Claims>(bearer, &key.decoding, &validation)?.claims;
    let leeway = i64::try_from(LEEWAY_SECONDS)?;
    if claims.exp.saturating_add(leeway) < now.timestamp() {
        return Err("expired".into());
    }
    if claims.iat.saturating_sub(leeway) > now.timestamp() {
        return Err("issued in the future".into());
    }
    Ok(claims)
}

/// What the claims reach. An organisation binding is the narrower one and wins.
async fn reach(database: &DatabaseConnection, role: Role, claims: &Claims) -> Result<Reach, AuthError> {
    if role == Role::RegistryAdmin {
        return Ok(Reach::Everything);
    }
    if !claims.organisations.is_empty() {
        let ids = claims.organisations.iter().map(|id| id.parse()).collect::<Result<_, _>>();
        return Ok(Reach::Organisations(ids.map_err(|error| AuthError::Invalid(Box::new(error)))?));
    }
    let ids = municipality::Entity::find()
        .select_only()
        .column(municipality::Column::Id)
        .filter(municipality::Column::Number.is_in(claims.municipalities.iter().map(String::as_str)))
        .into_tuple()
        .all(database)
        .await?;
    Ok(Reach::Municipalities(ids))
}

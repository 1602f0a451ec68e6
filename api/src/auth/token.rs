//! Tokens of the local key: what they claim and how they are checked.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::{Id, organisation, vocabulary::Vocabulary};
use jsonwebtoken::{Algorithm, Header};
use serde::Serialize;

use super::{
    LocalKey, Role,
    identity::{Identity, Standing},
    jwt,
    refusal::Refusal,
};

/// The issuer of the registry's own tokens.
pub const LOCAL_ISSUER: &str = "samspill:local";

/// What a token of the local key says.
#[derive(Clone, Debug, Serialize)]
struct Claims {
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub municipalities: Vec<String>,
    /// The public ids of the organisations it is bound to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
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

/// Who a token of the local key stands for.
///
/// # Errors
/// When it is not one of the key's, or is not valid now.
pub fn identify_local(
    key: &LocalKey,
    bearer: &str,
    header: &jwt::Header,
    now: DateTime<Utc>,
) -> Result<Identity, Refusal> {
    if header.alg != "EdDSA" {
        return Err(Refusal::Algorithm(header.alg.clone()));
    }
    let claims = jwt::Claims::verify(bearer, &key.decoding, Algorithm::EdDSA, LOCAL_ISSUER, now)?;
    let unusable = |name: &str| Refusal::Claim(name.to_owned());
    let role = Role::from_code(claims.required("role")?).ok_or_else(|| unusable("role"))?;
    let organisations = claims.texts("organisations")?.iter().map(|id| id.parse()).collect::<Result<_, _>>();
    Ok(Identity {
        issuer: LOCAL_ISSUER.to_owned(),
        subject: claims.required("sub")?.to_owned(),
        name: None,
        groups: Vec::new(),
        client: None,
        standing: Standing::Local {
            role,
            municipalities: claims.texts("municipalities")?,
            organisations: organisations.map_err(|_| unusable("organisations"))?,
        },
    })
}

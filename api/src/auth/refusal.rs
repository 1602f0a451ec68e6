//! Why a caller is not let in: what is told, and what only the log learns.

use sea_orm::DbErr;

/// What is wrong with a token. Logged; of all of these the caller is only told that it expired.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is longer than any issuer's.
    #[error("it is larger than {} bytes", super::LARGEST_TOKEN)]
    TooLarge,
    /// It is not a signed JWT.
    #[error("it is not a signed JWT")]
    Malformed,
    /// Nobody who may vouch for callers issued it. An `iss` without the slash that the settings have is another.
    #[error("its issuer {0:?} is not configured")]
    UnknownIssuer(String),
    /// It is of the local key, which does not vouch for anybody here.
    #[error("tokens of the local key are not accepted")]
    LocalTokens,
    /// It is signed, or not signed, in a way the issuer is not trusted with.
    #[error("its algorithm {0:?} is not one of its issuer's")]
    Algorithm(String),
    /// It is a JWT, but no access token.
    #[error("its type {0:?} is not an access token's")]
    Type(String),
    /// Its header demands something that is not understood.
    #[error("its header has critical parameters")]
    Critical,
    /// Its issuer has several keys, and it names none.
    #[error("it names no key, and its issuer has several")]
    KeyMissing,
    /// Its key is not among its issuer's.
    #[error("its key {0:?} is not one of its issuer's")]
    UnknownKey(String),
    /// Its key is for another algorithm.
    #[error("its key is not for its algorithm")]
    KeyForAnother,
    /// The signature does not fit.
    #[error("its signature does not fit")]
    Signature,
    /// Its time is over.
    #[error("it has expired")]
    Expired,
    /// Its time has not come.
    #[error("it is not valid yet")]
    NotYetValid,
    /// It is for somebody else.
    #[error("it is for another audience")]
    Audience,
    /// It is of another tenant of the issuer's.
    #[error("it is of another tenant")]
    Tenant,
    /// A claim is missing.
    #[error("it has no {0}")]
    Missing(String),
    /// A claim cannot be what it is.
    #[error("its {0} cannot be used")]
    Claim(String),
}

/// Why a caller is not let in.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// There is no `Authorization: Bearer …` header.
    #[error("send `Authorization: Bearer <token>`")]
    Missing,
    /// The token was good once.
    #[error("the token has expired; ask for a new one")]
    Expired,
    /// The token does not check out; the reason is logged, not told.
    #[error("the token is not valid; ask for a new one")]
    Invalid(#[source] Refusal),
    /// The token is good, but allows nothing here.
    #[error("the token has none of the scopes that this registry knows")]
    Scope,
    /// No key of the issuer's is to be had, so that nothing can be said about its tokens.
    #[error("the identity provider does not answer; try again")]
    NoKeys {
        /// The issuer.
        issuer: String,
    },
    /// The database did not answer.
    #[error("the registry could not look up what the token reaches")]
    Database(#[from] DbErr),
}

impl From<Refusal> for AuthError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Expired => Self::Expired,
            other => Self::Invalid(other),
        }
    }
}

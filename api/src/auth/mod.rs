//! From a bearer token to a [`Caller`]: a token is verified and gives an [`Identity`] (who it is, as the issuer says), which
//! `powers` turns into what they may do here.

mod caller;
mod grants;
mod identity;
mod issuer;
mod jwt;
mod key;
mod powers;
mod refusal;
#[cfg(test)]
mod tests;
mod token;
mod verifier;

pub use caller::{Caller, Power, Reach, Scopes};
pub use entity::vocabulary::Role;
pub use grants::granted;
pub use identity::{Identity, OrganisationNumber, Standing};
pub use issuer::{Algorithm, Bounds, ClaimNames, IssuerSettings, KeySource, Kind};
pub use key::{KeyError, LocalKey};
pub use powers::caller;
pub use refusal::{AuthError, Refusal};
pub use token::{Grant, LOCAL_ISSUER, TokenError, issue};
pub use verifier::{KeyState, LARGEST_TOKEN, Verifier, VerifierError};

//! From a bearer token to a [`Caller`].

mod caller;
mod key;
mod token;

pub use caller::{Caller, Power, Reach, Scopes};

pub use crate::vocabulary::Role;
pub use key::{KeyError, LocalKey};
pub use token::{AuthError, Claims, Grant, LOCAL_ISSUER, TokenError, authenticate, issue};

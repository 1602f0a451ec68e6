//! From a bearer token to a [`Caller`].

mod caller;
mod grants;
mod key;
mod token;

pub use caller::{Caller, Power, Reach, Scopes};
pub use grants::granted;

pub use entity::vocabulary::Role;
pub use key::{KeyError, LocalKey};
pub use token::{AuthError, Claims, Grant, LOCAL_ISSUER, TokenError, authenticate, issue};

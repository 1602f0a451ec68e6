//! Who a token stands for, as its issuer says: before anybody has asked what they may do here.

use std::fmt;

use entity::id::OrganisationId;

use super::{Role, Scopes};
use crate::organisation::rules::check_number;

/// Who a verified token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The issuer, exactly as in `iss`.
    pub issuer: String,
    /// Who it is at that issuer. Of a machine its organisation: `0192:<organisation number>`.
    pub subject: String,
    /// What people call it, where the issuer says so.
    pub name: Option<String>,
    /// The groups it belongs to at that issuer.
    pub groups: Vec<String>,
    /// The program that was given the token.
    pub client: Option<String>,
    /// What kind of caller it is.
    pub standing: Standing,
}

/// What kind of caller somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The local key vouches for role and binding.
    Local {
        /// The role.
        role: Role,
        /// The municipality numbers it is bound to.
        municipalities: Vec<String>,
        /// The organisations it is bound to.
        organisations: Vec<OrganisationId>,
    },
    /// Another system, on behalf of an organisation (Maskinporten).
    Machine {
        /// The organisation that was given access.
        consumer: OrganisationNumber,
        /// The organisation that runs the system for it, when it is another.
        supplier: Option<OrganisationNumber>,
        /// What it may do.
        scopes: Scopes,
    },
    /// A person, or a program of their organisation's (Entra ID and other OpenID providers).
    Employee,
}

impl Scopes {
    /// The scopes in a token's `scope`: names with this prefix, between spaces. Others are for others.
    #[must_use]
    pub fn parse(scope: &str, prefix: &str) -> Self {
        let mut scopes = Self::NONE;
        for name in scope.split(' ').filter_map(|name| name.strip_prefix(prefix)) {
            match name {
                "samarbeid.read" => scopes.cooperation_read = true,
                "samarbeid.write" => scopes.cooperation_write = true,
                "utfall.read" => scopes.outcomes_read = true,
                _ => {}
            }
        }
        scopes
    }
}

/// A valid organisation number (organisasjonsnummer).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationNumber(String);

impl OrganisationNumber {
    /// The scheme of Norwegian organisation numbers among ISO 6523's.
    const SCHEME: &str = "0192:";

    /// The number in an identifier such as `0192:958935420`; none when it is not one. Numbers of the synthetic series
    /// pass where `synthetic` says so.
    #[must_use]
    pub fn from_iso6523(identifier: &str, synthetic: bool) -> Option<Self> {
        let number = identifier.strip_prefix(Self::SCHEME)?;
        check_number(number, synthetic).ok()?;
        Some(Self(number.to_owned()))
    }

    /// The nine digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// As in ISO 6523: `0192:958935420`.
impl fmt::Display for OrganisationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Self::SCHEME, self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{OrganisationNumber, Scopes};

    #[test]
    fn scopes_are_split_never_compared_whole() {
        let scopes = Scopes::parse("other:thing samspill:utfall.read samspill:samarbeid.read", "samspill:");
        assert_eq!(scopes, Scopes { cooperation_read: true, cooperation_write: false, outcomes_read: true });
        let write = Scopes::parse("ks:samspill/samarbeid.write", "ks:samspill/");
        assert_eq!(write, Scopes { cooperation_write: true, ..Scopes::NONE });
        for none in [
            "",
            " ",
            "samarbeid.read",
            "samspill:samarbeid.reader",
            "samspill:samarbeid",
            "xsamspill:samarbeid.read",
            "samspill:samarbeid.read,samspill:utfall.read",
            "SAMSPILL:SAMARBEID.READ",
            "samspill:samarbeid.read\tsamspill:utfall.read",
        ] {
            assert_eq!(Scopes::parse(none, "samspill:"), Scopes::NONE, "{none:?}");
        }
    }

    #[test]
    fn organisation_numbers_are_checked() {
        let number = OrganisationNumber::from_iso6523("0192:958935420", false).unwrap();
        assert_eq!((number.digits(), number.to_string().as_str()), ("958935420", "0192:958935420"));
        for other in ["958935420", "0192:958935421", "0192: 958935420", "0192:", "0088:958935420", "NO:958935420", ""] {
            assert_eq!(OrganisationNumber::from_iso6523(other, true), None, "{other:?}");
        }
        let mut synthetic = (210_999_000_u32..).map(|number| format!("0192:{number}"));
        let synthetic = synthetic.find(|id| OrganisationNumber::from_iso6523(id, true).is_some()).unwrap();
        assert!(OrganisationNumber::from_iso6523(&synthetic, false).is_none());
    }
}

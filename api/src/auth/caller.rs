//! Who is asking, and on whose behalf.

use entity::{
    id::{MunicipalityId, OrganisationId},
    vocabulary::{Role, Vocabulary as _},
};

/// What a power is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole registry.
    Everything,
    /// What concerns these municipalities.
    Municipalities(Vec<MunicipalityId>),
    /// What these organisations are a party to.
    Organisations(Vec<OrganisationId>),
}

/// The operations a token was given out for. People have all; a machine has those of its scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scopes {
    /// Reads partnerships and what belongs to them, save outcomes.
    pub cooperation_read: bool,
    /// Writes, and reads what can be written.
    pub cooperation_write: bool,
    /// Reads indicators, targets, observations and participation counts.
    pub outcomes_read: bool,
}

impl Scopes {
    /// All operations.
    pub const ALL: Self = Self { cooperation_read: true, cooperation_write: true, outcomes_read: true };
    /// None.
    pub const NONE: Self = Self { cooperation_read: false, cooperation_write: false, outcomes_read: false };
}

/// One thing a caller is trusted with, somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Power {
    /// What the caller is trusted with.
    pub role: Role,
    /// Where.
    pub reach: Reach,
    /// For which operations.
    pub scopes: Scopes,
}

impl Power {
    /// A role with all its operations.
    #[must_use]
    pub const fn new(role: Role, reach: Reach) -> Self {
        Self { role, reach, scopes: Scopes::ALL }
    }

    /// The organisations it is bound to.
    #[must_use]
    pub fn organisations(&self) -> &[OrganisationId] {
        match &self.reach {
            Reach::Organisations(ids) => ids,
            Reach::Everything | Reach::Municipalities(_) => &[],
        }
    }
}

/// An authenticated caller. One without powers is known, but sees reference data only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The subject the identity provider gave.
    pub subject: String,
    /// The identity provider.
    pub issuer: String,
    /// A name to show to the caller itself, as the identity provider gave it.
    pub name: Option<String>,
    /// The program the token was given to.
    pub client: Option<String>,
    /// The supplier that acts on behalf of the caller: `0192:<organisation number>`.
    pub supplier: Option<String>,
    /// What the caller is trusted with: it may do what any of these allows.
    pub powers: Vec<Power>,
}

impl Caller {
    /// A caller known by subject and issuer alone.
    #[must_use]
    pub fn new(subject: impl Into<String>, issuer: impl Into<String>, powers: Vec<Power>) -> Self {
        let (subject, issuer) = (subject.into(), issuer.into());
        Self { subject, issuer, name: None, client: None, supplier: None, powers }
    }

    /// The organisation the caller acts for, when it is exactly one.
    #[must_use]
    pub fn acting_organisation(&self) -> Option<OrganisationId> {
        match self.powers.as_slice() {
            [Power { reach: Reach::Organisations(ids), .. }] if ids.len() == 1 => ids.first().copied(),
            _ => None,
        }
    }

    /// The codes of the caller's roles, each once, as the audit trail keeps them: `COORDINATOR READER`.
    #[must_use]
    pub fn roles(&self) -> String {
        let held = Role::ALL.iter().filter(|role| self.powers.iter().any(|power| power.role == **role));
        held.map(|role| role.code()).collect::<Vec<_>>().join(" ")
    }
}

//! Who is asking, and on whose behalf.

use entity::id::{MunicipalityId, OrganisationId};

use crate::vocabulary::Role;

/// What a caller's access is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole registry.
    Everything,
    /// What concerns these municipalities.
    Municipalities(Vec<MunicipalityId>),
    /// What these organisations are a party to.
    Organisations(Vec<OrganisationId>),
}

/// An authenticated caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The subject the identity provider gave.
    pub subject: String,
    /// The identity provider.
    pub issuer: String,
    /// What the caller is trusted with.
    pub role: Role,
    /// What the access is bound to.
    pub reach: Reach,
}

impl Caller {
    /// The organisations the caller acts for.
    #[must_use]
    pub fn organisations(&self) -> &[OrganisationId] {
        match &self.reach {
            Reach::Organisations(ids) => ids,
            Reach::Everything | Reach::Municipalities(_) => &[],
        }
    }

    /// The organisation the caller acts for, when it is exactly one.
    #[must_use]
    pub fn acting_organisation(&self) -> Option<OrganisationId> {
        match self.organisations() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

//! What parties are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    organisation, partnership, party,
    vocabulary::{PartyRole, ServiceType},
};

use crate::graphql::{
    coded::Coded,
    comparators::{DateComparator, IdComparator, TermComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of parties; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct PartyFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The organisation.
    pub organisation: Option<IdComparator>,
    /// The kind of service of the organisation.
    pub service_type: Option<TermComparator<ServiceType>>,
    /// The role.
    pub role: Option<TermComparator<PartyRole>>,
    /// The municipality of the organisation.
    pub municipality: Option<IdComparator>,
    /// The last day it takes part.
    pub left_on: Option<DateComparator>,
}

sort_fields! {
    /// What parties can be sorted by.
    pub PartySortField { Role, CreatedAt }
}

/// A new party of a partnership.
#[derive(Clone, Debug, InputObject)]
pub struct CreatePartyInput {
    /// The partnership.
    pub partnership: GlobalId<partnership::Entity>,
    /// The organisation. Give this or `organisationNumber`.
    pub organisation: Option<GlobalId<organisation::Entity>>,
    /// The organisation number of a registered organisation, for one in a municipality you do not see.
    pub organisation_number: Option<String>,
    /// Its role. Exactly one culture school leads.
    pub role: Coded<PartyRole>,
    /// What it is responsible for.
    pub responsibilities: Option<String>,
    /// The day it joins, when later than the partnership's first day.
    pub joined_on: Option<Date>,
}

/// Changes to a party; what is left out stays as it is. They are terms: in an active partnership they open its next
/// revision.
#[derive(Clone, Debug, InputObject)]
pub struct UpdatePartyInput {
    /// The party.
    pub id: GlobalId<party::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// Its role.
    pub role: Option<Coded<PartyRole>>,
    /// What it is responsible for; null removes it.
    pub responsibilities: MaybeUndefined<String>,
    /// The day it joins; null for the partnership's first day.
    pub joined_on: MaybeUndefined<Date>,
    /// The last day it takes part; null for the partnership's last day.
    pub left_on: MaybeUndefined<Date>,
}

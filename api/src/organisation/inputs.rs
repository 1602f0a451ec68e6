//! What organisations are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{municipality, organisation, vocabulary::ServiceType};

use crate::graphql::{
    coded::Coded,
    comparators::{CodeComparator, IdComparator, TermComparator, TextComparator},
    ids::GlobalId,
    sorting::sort_fields,
};

/// Narrows a list of organisations; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct OrganisationFilter {
    /// The organisation number (organisasjonsnummer).
    pub number: Option<CodeComparator>,
    /// The name.
    pub name: Option<TextComparator>,
    /// The kind of service.
    pub service_type: Option<TermComparator<ServiceType>>,
    /// The municipality it belongs to.
    pub municipality: Option<IdComparator>,
    /// The number of the municipality it belongs to: four digits.
    pub municipality_number: Option<CodeComparator>,
    /// The organisation it is a part of.
    pub parent: Option<IdComparator>,
    /// Whether it still exists.
    pub active: Option<bool>,
    /// An id in another system, as `scheme:value`, for example `nsr:123456`.
    pub external_id: Option<String>,
}

sort_fields! {
    /// What organisations can be sorted by.
    pub OrganisationSortField { Name, Number, ServiceType, CreatedAt }
}

/// The id of an organisation in another system (ekstern id).
#[derive(Clone, Debug, InputObject)]
pub struct ExternalIdInput {
    /// The system, in lower case: `nsr`, `gsi`, `visma` …
    pub scheme: String,
    /// The id there.
    pub value: String,
}

/// A new organisation.
#[derive(Clone, Debug, InputObject)]
pub struct CreateOrganisationInput {
    /// The municipality it belongs to.
    pub municipality: GlobalId<municipality::Entity>,
    /// The name.
    pub name: String,
    /// The kind of service.
    pub service_type: Coded<ServiceType>,
    /// The organisation number (organisasjonsnummer): nine digits; leave out for a municipal unit without one.
    pub number: Option<String>,
    /// The organisation it is a part of.
    pub parent: Option<GlobalId<organisation::Entity>>,
    /// The KOSTRA functions it books on: three digits each.
    #[graphql(default)]
    pub kostra_functions: Vec<String>,
    /// Its ids in other systems.
    #[graphql(default)]
    pub external_ids: Vec<ExternalIdInput>,
}

/// Changes to an organisation; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateOrganisationInput {
    /// The organisation.
    pub id: GlobalId<organisation::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The name.
    pub name: Option<String>,
    /// The kind of service.
    pub service_type: Option<Coded<ServiceType>>,
    /// The organisation number; null removes it.
    pub number: MaybeUndefined<String>,
    /// The organisation it is a part of; null removes it.
    pub parent: MaybeUndefined<GlobalId<organisation::Entity>>,
    /// The KOSTRA functions it books on, all of them.
    pub kostra_functions: Option<Vec<String>>,
    /// Its ids in other systems, all of them.
    pub external_ids: Option<Vec<ExternalIdInput>>,
    /// Whether it still exists and may join partnerships.
    pub active: Option<bool>,
}

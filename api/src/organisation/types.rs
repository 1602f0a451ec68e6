//! Organisations as the API shows them.

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::{organisation, organisation_external_id, party, staff_member, vocabulary::ServiceType};

use super::{
    inputs::{OrganisationFilter, OrganisationSortField},
    store::ExternalIdsOf,
};
use crate::{
    graphql::{
        coded::Coded,
        connection::{Listed, lists},
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
    },
    partnership::types::Partnership,
    party::types::Party,
    staff::types::StaffMember,
    store::Relation,
};

record_object! {
    /// A culture school, a service or another organisation that takes part in partnerships (virksomhet).
    pub Organisation of organisation = owned + OrganisationFields + OrganisationLists
}

record_fields! {
    /// What an organisation is.
    OrganisationFields of organisation
}

#[Object]
impl OrganisationFields {
    /// The organisation number (organisasjonsnummer): nine digits, as text; null for a municipal unit without one.
    async fn number(&self) -> Option<&str> {
        self.0.number.as_deref()
    }

    /// The name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The kind of service it provides (tjenestetype).
    async fn service_type(&self) -> Coded<ServiceType> {
        Coded(self.0.service_type)
    }

    /// The organisation it is a part of (overordnet enhet); null when it is none's or you may not see it.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Organisation>> {
        ctx.maybe(self.0.parent_id).await
    }

    /// The KOSTRA functions it books on: three digits each, as text.
    async fn kostra_functions(&self) -> &[String] {
        self.0.kostra_functions.codes()
    }

    /// Its ids in other systems.
    async fn external_ids(&self, ctx: &Context<'_>) -> Result<Vec<ExternalId>> {
        let found = ctx.loaders().load_one(ExternalIdsOf(self.0.id)).await?.unwrap_or_default();
        Ok(found.iter().map(ExternalId::from).collect())
    }

    /// Whether it still exists and may join partnerships.
    async fn active(&self) -> bool {
        self.0.active
    }
}

/// The id of an organisation in another system (ekstern id).
#[derive(Clone, Debug, SimpleObject)]
pub struct ExternalId {
    /// The public id of this entry.
    id: ID,
    /// The system, in lower case: `nsr`, `gsi`, `visma` …
    scheme: String,
    /// The id there.
    value: String,
}

impl From<&organisation_external_id::Model> for ExternalId {
    fn from(row: &organisation_external_id::Model) -> Self {
        Self { id: ID(row.id.to_string()), scheme: row.scheme.clone(), value: row.value.clone() }
    }
}

lists! {
    /// The lists of an organisation.
    OrganisationLists of organisation {
        /// The organisations that are a part of it (underenheter).
        children: Organisation = Relation::Column(organisation::Column::ParentId);
        /// Its parts in partnerships.
        parties: Party = Relation::Column(party::Column::OrganisationId);
        /// The partnerships it is a party to (samarbeid).
        partnerships: Partnership =
            Relation::through::<party::Entity>(party::Column::PartnershipId, party::Column::OrganisationId);
        /// The staff it employs (ansatte).
        staff: StaffMember = Relation::Column(staff_member::Column::EmployerId);
    }
}

impl Listed for Organisation {
    type Filter = OrganisationFilter;
    type SortField = OrganisationSortField;
}

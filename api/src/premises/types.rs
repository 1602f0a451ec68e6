//! Premises shares as the API shows them.

use async_graphql::{Context, Object};

use super::inputs::{PremisesShareFilter, PremisesShareSortField};
use crate::{
    graphql::{
        connection::Listed,
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::{Date, Decimal},
    },
    partnership::types::Partnership,
    party::types::Party,
};

record_object! {
    /// Premises that the parties use together (sambruk av lokaler, § 4.2).
    pub PremisesShare of premises_share = owned + PremisesShareFields
}

record_fields! {
    /// Which premises, for what and how much.
    PremisesShareFields of premises_share
}

#[Object]
impl PremisesShareFields {
    /// The partnership that uses the premises.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The party whose premises they are (eier).
    async fn owner_party(&self, ctx: &Context<'_>) -> Result<Party> {
        ctx.one(self.0.owner_party_id).await
    }

    /// The name of the premises.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The address.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }

    /// What they are used for (formål).
    async fn purpose(&self) -> Option<&str> {
        self.0.purpose.as_deref()
    }

    /// Hours a week (timer per uke).
    async fn hours_per_week(&self) -> Option<Decimal> {
        self.0.hours_per_week.map(Decimal)
    }

    /// Whether they are universally designed (universell utforming); null when not known.
    async fn accessible(&self) -> Option<bool> {
        self.0.accessible
    }

    /// The first day.
    async fn from_date(&self) -> Date {
        Date(self.0.from_date)
    }

    /// The last day; null when they are shared until further notice.
    async fn to_date(&self) -> Option<Date> {
        self.0.to_date.map(Date)
    }
}

impl Listed for PremisesShare {
    type Filter = PremisesShareFilter;
    type SortField = PremisesShareSortField;
}

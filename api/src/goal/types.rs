//! Goals as the API shows them.

use async_graphql::{Context, Object};
use entity::vocabulary::Pillar;

use super::inputs::{PartnershipGoalFilter, PartnershipGoalSortField};
use crate::{
    graphql::{
        coded::Coded,
        connection::Listed,
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
    },
    partnership::types::Partnership,
    party::types::Party,
};

record_object! {
    /// A goal of one side of a partnership, or of all together (mål).
    pub PartnershipGoal of partnership_goal = owned + PartnershipGoalFields
}

record_fields! {
    /// What a goal is.
    PartnershipGoalFields of partnership_goal
}

#[Object]
impl PartnershipGoalFields {
    /// The partnership.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The party whose goal it is; null when all parties share it.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        ctx.maybe(self.0.party_id).await
    }

    /// The goal.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The pillar it belongs to (pilar).
    async fn pillar(&self) -> Option<Coded<Pillar>> {
        self.0.pillar.map(Coded)
    }
}

impl Listed for PartnershipGoal {
    type Filter = PartnershipGoalFilter;
    type SortField = PartnershipGoalSortField;
}

//! Plan links as the API shows them.

use async_graphql::{Context, Object};
use entity::{breadth_activity, vocabulary::PlanType};

use super::inputs::{PlanLinkFilter, PlanLinkSortField};
use crate::{
    activity::types::BreadthActivity,
    graphql::{
        coded::Coded,
        connection::{Listed, lists},
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Date,
    },
    partnership::types::Partnership,
    store::Relation,
};

record_object! {
    /// A goal of a municipal plan that a partnership serves (planforankring, §§ 3.1.3 and 4.1.1).
    pub PlanLink of plan_link = owned + PlanLinkFields + PlanLinkLists
}

record_fields! {
    /// Which goal of which plan.
    PlanLinkFields of plan_link
}

#[Object]
impl PlanLinkFields {
    /// The partnership that serves the goal.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The kind of plan (plantype).
    async fn plan_type(&self) -> Coded<PlanType> {
        Coded(self.0.plan_type)
    }

    /// The plan.
    async fn plan_title(&self) -> &str {
        &self.0.plan_title
    }

    /// The goal in the plan (mål).
    async fn goal(&self) -> &str {
        &self.0.goal
    }

    /// Where in the plan it stands.
    async fn section(&self) -> Option<&str> {
        self.0.section.as_deref()
    }

    /// The plan on the web: an address that begins with https:// or http://.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// The first day the plan applies; null when not known.
    async fn valid_from(&self) -> Option<Date> {
        self.0.valid_from.map(Date)
    }

    /// The last day the plan applies; null until it is replaced.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }
}

lists! {
    /// The lists of a plan link.
    PlanLinkLists of plan_link {
        /// The activities that serve the goal (breddetilbud).
        activities: BreadthActivity = Relation::Column(breadth_activity::Column::PlanLinkId);
    }
}

impl Listed for PlanLink {
    type Filter = PlanLinkFilter;
    type SortField = PlanLinkSortField;
}

//! What needs attention, as the API shows it.

use async_graphql::{Context, MergedObject, Object};

use super::store::{self, AttentionOf};
use crate::{
    budget::types::Budget,
    funding::types::FundingApplication,
    graphql::{connection::answer_lists, context::RequestContext, errors::Result, scalars::Date},
    municipality::types::Municipality,
    partnership::types::Partnership,
    party::types::Party,
    staff::types::StaffMember,
    task::types::SharedTask,
};

/// What needs somebody's attention in a municipality within some days (må følges opp): in the partnerships that an
/// organisation of the municipality takes part in, and of its staff. Each list has its `totalCount`.
#[derive(Clone, MergedObject)]
pub struct Attention(AttentionFields, AttentionLists);

/// What was asked.
#[derive(Clone)]
pub struct AttentionFields(AttentionOf);

impl From<AttentionOf> for Attention {
    fn from(question: AttentionOf) -> Self {
        Self(AttentionFields(question), AttentionLists(question))
    }
}

#[Object]
impl AttentionFields {
    /// The municipality (kommune).
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        ctx.one(self.0.municipality).await
    }

    /// The day it is asked for.
    async fn on(&self) -> Date {
        Date(self.0.on)
    }

    /// The last day that is looked at: `within` days later.
    async fn until(&self) -> Date {
        Date(self.0.until)
    }
}

answer_lists! {
    /// What needs attention.
    AttentionLists of AttentionOf {
        /// The active and suspended partnerships whose last day agreed is within the days, or past without anybody having
        /// completed them (utløper).
        expiring: Partnership = store::expiring;
        /// The parties that have not answered a proposal (venter på bekreftelse fra): whose confirmation is awaited. Empty for
        /// analysts.
        awaiting_confirmation: Party = store::awaited;
        /// The shared tasks that should have been done before the day and are neither done nor cancelled (forfalte oppgaver).
        overdue_tasks: SharedTask = store::overdue;
        /// The shared tasks that are to be done within the days and are neither done nor cancelled.
        tasks_due: SharedTask = store::due;
        /// The awards whose report is due within the days or overdue, and not sent (rapporteringsfrist).
        funding_reports_due: FundingApplication = store::reports_due;
        /// The budgets that do not balance (går ikke i balanse): not closed, of partnerships that have not come to their end.
        unbalanced_budgets: Budget = store::unbalanced;
        /// The people employed in the municipality of whose position more than 90 % is shared on some day looked at, over all
        /// partnerships, also those you may not see, save those withdrawn or declined. Empty for analysts.
        busy_staff: StaffMember = store::busy;
    }
}

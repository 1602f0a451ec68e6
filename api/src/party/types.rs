//! Parties as the API shows them.

use async_graphql::{Context, Object};
use entity::{
    activity_party, budget_line, confirmation, funding_application, shared_task, staff_allocation,
    vocabulary::PartyRole,
};

use super::inputs::{PartyFilter, PartySortField};
use crate::{
    activity::types::BreadthActivity,
    budget::line::types::BudgetLine,
    funding::types::FundingApplication,
    graphql::{
        coded::Coded,
        connection::{Listed, lists},
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Date,
    },
    organisation::types::Organisation,
    partnership::types::Partnership,
    revision::types::Confirmation,
    staff::types::StaffAllocation,
    store::Relation,
    task::types::SharedTask,
};

record_object! {
    /// An organisation's part in a partnership (samarbeidspart). All parties are equal (likeverdige, § 2.4.1).
    pub Party of party = owned + PartyFields + PartyLists
}

record_fields! {
    /// What a party is.
    PartyFields of party
}

#[Object]
impl PartyFields {
    /// The partnership.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The organisation.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Organisation> {
        ctx.one(self.0.organisation_id).await
    }

    /// Its role.
    async fn role(&self) -> Coded<PartyRole> {
        Coded(self.0.role)
    }

    /// What it is responsible for.
    async fn responsibilities(&self) -> Option<&str> {
        self.0.responsibilities.as_deref()
    }

    /// The day it joins; null for the partnership's first day.
    async fn joined_on(&self) -> Option<Date> {
        self.0.joined_on.map(Date)
    }

    /// The last day it takes part; null for the partnership's last day.
    async fn left_on(&self) -> Option<Date> {
        self.0.left_on.map(Date)
    }
}

lists! {
    /// The lists of a party.
    PartyLists of party {
        /// Its answers to the revisions (bekreftelser).
        confirmations: Confirmation = Relation::Column(confirmation::Column::PartyId);
        /// The shared tasks it is responsible for.
        tasks: SharedTask = Relation::Column(shared_task::Column::ResponsiblePartyId);
        /// The parts of positions it hosts (delte stillinger der parten er vert).
        hosted_allocations: StaffAllocation = Relation::Column(staff_allocation::Column::HostPartyId);
        /// The parts of positions it refunds (refusjon).
        refunded_allocations: StaffAllocation = Relation::Column(staff_allocation::Column::RefundPartyId);
        /// The budget lines it contributes or bears (budsjettlinjer).
        budget_lines: BudgetLine = Relation::Column(budget_line::Column::PartyId);
        /// The funding it applies for on behalf of all (eksterne søknader).
        funding_applications: FundingApplication = Relation::Column(funding_application::Column::ApplicantPartyId);
        /// The activities it makes together with others (breddetilbud).
        activities: BreadthActivity =
            Relation::through::<activity_party::Entity>(activity_party::Column::ActivityId, activity_party::Column::PartyId);
    }
}

impl Listed for Party {
    type Filter = PartyFilter;
    type SortField = PartySortField;
}

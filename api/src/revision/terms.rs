//! Frozen terms as the API shows them.

use async_graphql::{Context, Object, SimpleObject};
use entity::{
    budget_line, party, staff_allocation,
    vocabulary::{BudgetCategory, BudgetLineKind, PartyRole, Pillar, ResourceKind, StaffFunction},
};

use crate::{
    graphql::{
        coded::{Coded, coded},
        context::RequestContext,
        errors::Result,
        scalars::{Date, Nok, Percentage},
    },
    organisation::types::Organisation,
    partnership::terms::AgreementTerms,
    party::types::Party,
    staff::types::StaffMember,
};

/// The terms of an agreement as they were frozen (avtalevilkår).
#[derive(Clone, Debug, SimpleObject)]
pub struct AgreedTerms {
    /// The title.
    title: String,
    /// What the parties want to achieve together.
    purpose: String,
    /// The pillars it stands on.
    pillars: Vec<Coded<Pillar>>,
    /// The first day.
    start_date: Date,
    /// The last day; null when it runs until further notice.
    end_date: Option<Date>,
    /// The parties.
    parties: Vec<AgreedParty>,
    /// The shared staff.
    staff_allocations: Vec<AgreedStaffAllocation>,
    /// The budget lines of all fiscal years.
    budget_lines: Vec<AgreedBudgetLine>,
}

impl From<AgreementTerms> for AgreedTerms {
    fn from(terms: AgreementTerms) -> Self {
        Self {
            title: terms.title,
            purpose: terms.purpose,
            pillars: coded(&terms.pillars),
            start_date: Date(terms.start_date),
            end_date: terms.end_date.map(Date),
            parties: terms.parties.into_iter().map(AgreedParty).collect(),
            staff_allocations: terms.staff_allocations.into_iter().map(AgreedStaffAllocation).collect(),
            budget_lines: terms.budget_lines.into_iter().map(AgreedBudgetLine).collect(),
        }
    }
}

/// A party as agreed.
#[derive(Clone, Debug)]
pub struct AgreedParty(party::Model);

/// A party as it was frozen in a revision.
#[Object]
impl AgreedParty {
    /// The party as it is now; null when it has been removed since.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        ctx.maybe(Some(self.0.id)).await
    }

    /// The organisation; null when you may no longer see it.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Option<Organisation>> {
        ctx.maybe(Some(self.0.organisation_id)).await
    }

    /// Its role.
    async fn role(&self) -> Coded<PartyRole> {
        Coded(self.0.role)
    }

    /// What it is responsible for.
    async fn responsibilities(&self) -> Option<&str> {
        self.0.responsibilities.as_deref()
    }

    /// The day it joins; null for the first day.
    async fn joined_on(&self) -> Option<Date> {
        self.0.joined_on.map(Date)
    }

    /// The last day it takes part; null for the last day.
    async fn left_on(&self) -> Option<Date> {
        self.0.left_on.map(Date)
    }
}

/// Shared staff as agreed.
#[derive(Clone, Debug)]
pub struct AgreedStaffAllocation(staff_allocation::Model);

/// A share of a position as it was frozen in a revision.
#[Object]
impl AgreedStaffAllocation {
    /// The person; null when you may no longer see them.
    async fn staff_member(&self, ctx: &Context<'_>) -> Result<Option<StaffMember>> {
        ctx.maybe(Some(self.0.staff_member_id)).await
    }

    /// The party where the work is done; null when it has been removed since.
    async fn host_party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        ctx.maybe(Some(self.0.host_party_id)).await
    }

    /// The position percentage (stillingsprosent).
    async fn percentage(&self) -> Percentage {
        Percentage(self.0.percentage)
    }

    /// What the person does.
    async fn function(&self) -> Coded<StaffFunction> {
        Coded(self.0.function)
    }

    /// The first day.
    async fn from_date(&self) -> Date {
        Date(self.0.from_date)
    }

    /// The last day; null when it runs until further notice.
    async fn to_date(&self) -> Option<Date> {
        self.0.to_date.map(Date)
    }
}

/// A budget line as agreed.
#[derive(Clone, Debug)]
pub struct AgreedBudgetLine(budget_line::Model);

/// A budget line as it was frozen in a revision.
#[Object]
impl AgreedBudgetLine {
    /// The party that contributes or bears the cost; null when it has been removed since.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        ctx.maybe(Some(self.0.party_id)).await
    }

    /// Contribution or cost.
    async fn kind(&self) -> Coded<BudgetLineKind> {
        Coded(self.0.kind)
    }

    /// Cash or in kind.
    async fn resource(&self) -> Coded<ResourceKind> {
        Coded(self.0.resource)
    }

    /// What it is for.
    async fn category(&self) -> Coded<BudgetCategory> {
        Coded(self.0.category)
    }

    /// The KOSTRA function: three digits, as text.
    async fn kostra_function(&self) -> &str {
        &self.0.kostra_function
    }

    /// The planned amount.
    async fn planned(&self) -> Nok {
        Nok(self.0.planned)
    }
}

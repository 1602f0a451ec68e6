//! Staff and their allocations as the API shows them.

use async_graphql::{Context, Object};
use entity::{
    staff_allocation,
    vocabulary::{Competence, StaffFunction},
};

use super::{
    inputs::{StaffAllocationFilter, StaffAllocationSortField, StaffMemberFilter, StaffMemberSortField},
    rules::{self, Period},
    store::loaders::{AllocatedOn, NameReadable},
};
use crate::{
    audit::disclosure::{Disclosures, Person},
    graphql::{
        coded::{Coded, coded},
        connection::{Listed, lists},
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::{Date, DateTime, Percentage},
    },
    organisation::types::Organisation,
    partnership::types::Partnership,
    party::types::Party,
    store::Relation,
};

record_object! {
    /// An employee who may be shared with partnerships (ansatt, § 3.6). Whose name it is only the employer, the parties
    /// that host the person and planners of the employer's municipality may read.
    pub StaffMember of staff_member = owned + StaffMemberFields + StaffMemberLists
}

record_fields! {
    /// Who a person is and what the position is.
    StaffMemberFields of staff_member
}

impl StaffMemberFields {
    async fn name_readable(&self, ctx: &Context<'_>) -> Result<bool> {
        let readable = ctx.loaders().load_one(NameReadable(self.0.id)).await?;
        let readable = readable.unwrap_or(false);
        if readable {
            // Who reads it is written down before the answer leaves.
            Disclosures::note(ctx, Person::from(&*self.0))?;
        }
        Ok(readable)
    }

    async fn taken(&self, ctx: &Context<'_>, on: Date) -> Result<entity::Percentage> {
        let key = AllocatedOn { staff_member: self.0.id, on: on.0 };
        Ok(ctx.loaders().load_one(key).await?.unwrap_or_default())
    }
}

#[Object]
impl StaffMemberFields {
    /// The employer (arbeidsgiver); null when you may not see it.
    async fn employer(&self, ctx: &Context<'_>) -> Result<Option<Organisation>> {
        ctx.maybe(Some(self.0.employer_id)).await
    }

    /// The key at the employer (ansattnøkkel), never a national identity number; null when you may not read the name.
    async fn employee_key(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let readable = self.name_readable(ctx).await?;
        Ok(readable.then_some(self.0.employee_key.as_str()))
    }

    /// The name (navn); null when you may not read it.
    async fn display_name(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let readable = self.name_readable(ctx).await?;
        Ok(readable.then_some(self.0.display_name.as_str()))
    }

    /// The work e-mail address; null when there is none or you may not read the name.
    async fn email(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let Some(email) = self.0.email.as_deref() else {
            return Ok(None);
        };
        Ok(self.name_readable(ctx).await?.then_some(email))
    }

    /// The job title (stillingstittel).
    async fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// Competence that the framework plan recommends (anbefalt kompetanse, § 4.1.2); advisory.
    async fn competence(&self) -> Vec<Coded<Competence>> {
        coded(&self.0.competence)
    }

    /// More about the competence.
    async fn competence_note(&self) -> Option<&str> {
        self.0.competence_note.as_deref()
    }

    /// The size of the position at the employer (stillingsprosent), in per cent of a full-time position.
    async fn employment_percentage(&self) -> Percentage {
        Percentage(self.0.employment_percentage)
    }

    /// The first day of employment.
    async fn employed_from(&self) -> Date {
        Date(self.0.employed_from)
    }

    /// The last day of employment; null when employed until further notice.
    async fn employed_to(&self) -> Option<Date> {
        self.0.employed_to.map(Date)
    }

    /// When who it is was removed because the person is no longer employed or shared (pseudonymisert); null as long as it
    /// was not. What is called the name then is a pseudonym.
    async fn pseudonymised_at(&self) -> Option<DateTime> {
        self.0.pseudonymised_at.map(DateTime)
    }

    /// How much is allocated on a date (delt stillingsprosent), in per cent of a full-time position: over all
    /// partnerships, also those you may not see, save those withdrawn or declined.
    async fn allocated(&self, ctx: &Context<'_>, #[graphql(desc = "The date.")] on: Date) -> Result<Percentage> {
        self.taken(ctx, on).await.map(Percentage)
    }

    /// How much is left to allocate on a date (ledig stillingsprosent), in per cent of a full-time position: the
    /// employment percentage less what is allocated; 0 when not employed that day.
    async fn free(&self, ctx: &Context<'_>, #[graphql(desc = "The date.")] on: Date) -> Result<Percentage> {
        let taken = self.taken(ctx, on).await?;
        let employment = Period { from: self.0.employed_from, to: self.0.employed_to };
        let free = rules::free(self.0.employment_percentage, employment, taken, on.0);
        Ok(Percentage(free))
    }
}

lists! {
    /// The lists of an employee.
    StaffMemberLists of staff_member {
        /// The allocations of the person that you may see (delte stillinger).
        allocations: StaffAllocation = Relation::Column(staff_allocation::Column::StaffMemberId);
    }
}

impl Listed for StaffMember {
    type Filter = StaffMemberFilter;
    type SortField = StaffMemberSortField;
}

record_object! {
    /// A part of a position shared with a partnership (delt stilling, § 3.6).
    pub StaffAllocation of staff_allocation = owned + StaffAllocationFields
}

record_fields! {
    /// Who is shared, with whom, how much and when.
    StaffAllocationFields of staff_allocation
}

#[Object]
impl StaffAllocationFields {
    /// The person (ansatt).
    async fn staff_member(&self, ctx: &Context<'_>) -> Result<StaffMember> {
        ctx.one(self.0.staff_member_id).await
    }

    /// The partnership (samarbeid); null when you may not see it, as an employer may not of all that its staff do.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Option<Partnership>> {
        ctx.maybe(Some(self.0.partnership_id)).await
    }

    /// The party where the work is done (vertspart); null when you may not see the partnership.
    async fn host_party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        ctx.maybe(Some(self.0.host_party_id)).await
    }

    /// The party that refunds the employer (refusjon); null when none does or you may not see the partnership.
    async fn refund_party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        ctx.maybe(self.0.refund_party_id).await
    }

    /// The share of the salary cost that is refunded, in per cent; null when nothing is.
    async fn refund_percentage(&self) -> Option<Percentage> {
        self.0.refund_percentage.map(Percentage)
    }

    /// The position percentage shared (stillingsprosent): 0.01–100 % of a full-time position.
    async fn percentage(&self) -> Percentage {
        Percentage(self.0.percentage)
    }

    /// What the person does (funksjon).
    async fn function(&self) -> Coded<StaffFunction> {
        Coded(self.0.function)
    }

    /// More about the work.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
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

impl Listed for StaffAllocation {
    type Filter = StaffAllocationFilter;
    type SortField = StaffAllocationSortField;
}

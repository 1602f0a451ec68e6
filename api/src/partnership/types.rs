//! Partnerships as the API shows them.

use async_graphql::{Context, Object};
use entity::{
    breadth_activity, budget, budget_line, consultation, document_link, funding_application,
    higher_education_cooperation, learning_community, outcome_observation, outcome_target, participation_count,
    partnership_goal, partnership_revision, party, plan_link, premises_share, shared_task, staff_allocation,
    vocabulary::{PartnershipStatus, Pillar},
};

use super::inputs::{PartnershipFilter, PartnershipSortField};
use crate::{
    access::Guarded,
    activity::types::BreadthActivity,
    budget::{line::types::BudgetLine, types::Budget},
    consultation::types::Consultation,
    document::types::DocumentLink,
    funding::types::FundingApplication,
    goal::types::PartnershipGoal,
    graphql::{
        coded::{Coded, coded},
        connection::{Listed, lists},
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Date,
    },
    higher_education::types::HigherEducationCooperation,
    learning::types::LearningCommunity,
    organisation::types::Organisation,
    outcome::types::{OutcomeObservation, OutcomeTarget},
    participation::types::ParticipationCount,
    party::types::Party,
    plan::types::PlanLink,
    premises::types::PremisesShare,
    revision::{
        store::{InForce, Pending},
        types::PartnershipRevision,
    },
    staff::types::StaffAllocation,
    store::Relation,
    task::types::SharedTask,
};

record_object! {
    /// A binding partnership between equal parties (forpliktende samarbeid): a culture school in the lead and the
    /// services it works with. It belongs to the municipality of the culture school; every party's municipality may
    /// read it. The fields show the working copy: what was agreed last, with changes not yet confirmed; `termsInForce`
    /// shows what binds.
    pub Partnership of partnership = owned + PartnershipFields + PartnershipLists
}

record_fields! {
    /// What a partnership is.
    PartnershipFields of partnership
}

#[Object]
impl PartnershipFields {
    /// The title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What the parties want to achieve together.
    async fn purpose(&self) -> &str {
        &self.0.purpose
    }

    /// The pillars of the framework plan it stands on (pilarer, § 2.2).
    async fn pillars(&self) -> Vec<Coded<Pillar>> {
        coded(&self.0.pillars)
    }

    /// Laws and regulations it rests on; the plans are in `planLinks`.
    async fn legal_references(&self) -> Option<&str> {
        self.0.legal_references.as_deref()
    }

    /// The first day.
    async fn start_date(&self) -> Date {
        Date(self.0.start_date)
    }

    /// The last day agreed; null when it runs until further notice.
    async fn end_date(&self) -> Option<Date> {
        self.0.end_date.map(Date)
    }

    /// Where it is in its life.
    async fn status(&self) -> Coded<PartnershipStatus> {
        Coded(self.0.status)
    }

    /// Why it was suspended, terminated, declined or withdrawn; null for analysts.
    async fn status_reason(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let readable = ctx.may_read(Guarded::Remarks, self.0.id).await?;
        Ok(self.0.status_reason.as_deref().filter(|_| readable))
    }

    /// The day it was completed or terminated.
    async fn ended_on(&self) -> Option<Date> {
        self.0.ended_on.map(Date)
    }

    /// The culture school in the lead; null while a draft has none.
    async fn lead(&self, ctx: &Context<'_>) -> Result<Option<Organisation>> {
        let lead = ctx.loaders().load_one(crate::party::store::LeadOf(self.0.id)).await?;
        ctx.maybe(lead).await
    }

    /// The last fully confirmed revision: the terms that bind. Null before the first, and for analysts.
    async fn terms_in_force(&self, ctx: &Context<'_>) -> Result<Option<PartnershipRevision>> {
        let found = ctx.loaders().load_one(InForce(self.0.id)).await?;
        Ok(found.map(PartnershipRevision::from))
    }

    /// The revision being edited or awaiting answers, next to the terms in force. Null when there is none, and for
    /// analysts.
    async fn pending_revision(&self, ctx: &Context<'_>) -> Result<Option<PartnershipRevision>> {
        let found = ctx.loaders().load_one(Pending(self.0.id)).await?;
        Ok(found.map(PartnershipRevision::from))
    }
}

lists! {
    /// The lists of a partnership.
    PartnershipLists of partnership {
        /// The parties (samarbeidsparter).
        parties: Party = Relation::Column(party::Column::PartnershipId);
        /// The organisations that are parties.
        organisations: Organisation =
            Relation::through::<party::Entity>(party::Column::OrganisationId, party::Column::PartnershipId);
        /// The goals, each side's and the common ones (mål).
        goals: PartnershipGoal = Relation::Column(partnership_goal::Column::PartnershipId);
        /// The revisions of the agreement (avtalerevisjoner).
        revisions: PartnershipRevision = Relation::Column(partnership_revision::Column::PartnershipId);
        /// The shared tasks (felles oppgaver).
        tasks: SharedTask = Relation::Column(shared_task::Column::PartnershipId);
        /// The parts of positions shared with it that you may see (delte stillinger).
        staff_allocations: StaffAllocation = Relation::Column(staff_allocation::Column::PartnershipId);
        /// The joint budgets, one a fiscal year (felles budsjett).
        budgets: Budget = Relation::Column(budget::Column::PartnershipId);
        /// The budget lines of all fiscal years (budsjettlinjer).
        budget_lines: BudgetLine = Relation::Column(budget_line::Column::PartnershipId);
        /// The applications for external funding (eksterne søknader).
        funding_applications: FundingApplication = Relation::Column(funding_application::Column::PartnershipId);
        /// The breadth activities (breddetilbud).
        activities: BreadthActivity = Relation::Column(breadth_activity::Column::PartnershipId);
        /// How many took part, seen inside each activity's municipality only (deltakertall).
        participation_counts: ParticipationCount = Relation::Column(participation_count::Column::PartnershipId);
        /// What the parties aim for, by indicator (mål for indikatorer).
        targets: OutcomeTarget = Relation::Column(outcome_target::Column::PartnershipId);
        /// What was observed, by indicator (resultater); not for analysts.
        observations: OutcomeObservation = Relation::Column(outcome_observation::Column::PartnershipId);
        /// The goals of municipal plans it serves (planforankring).
        plan_links: PlanLink = Relation::Column(plan_link::Column::PartnershipId);
        /// The premises used together (sambruk av lokaler).
        premises: PremisesShare = Relation::Column(premises_share::Column::PartnershipId);
        /// The professional learning communities (profesjonelle læringsfellesskap).
        learning_communities: LearningCommunity = Relation::Column(learning_community::Column::PartnershipId);
        /// The documents about it, kept elsewhere (dokumentlenker).
        documents: DocumentLink = Relation::Column(document_link::Column::PartnershipId);
        /// The cooperation with higher education (UH-samarbeid).
        higher_education: HigherEducationCooperation =
            Relation::Column(higher_education_cooperation::Column::PartnershipId);
        /// The bodies that were heard (medvirkning).
        consultations: Consultation = Relation::Column(consultation::Column::PartnershipId);
    }
}

impl Listed for Partnership {
    type Filter = PartnershipFilter;
    type SortField = PartnershipSortField;
}

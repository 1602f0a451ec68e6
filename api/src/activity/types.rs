//! Breadth activities as the API shows them.

use async_graphql::{Context, Object};
use entity::{
    consultation, outcome_observation, outcome_target, participation_count,
    vocabulary::{ActivityFormat, ActivityLanguage, ActivitySetting, AgeBand, Pillar, SubjectField, TargetGroup},
};

use super::{
    inputs::{BreadthActivityFilter, BreadthActivitySortField},
    store::CoCreatorsOf,
};
use crate::{
    consultation::types::Consultation,
    graphql::{
        coded::{Coded, coded},
        connection::{Listed, lists},
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Date,
    },
    outcome::types::{OutcomeObservation, OutcomeTarget},
    participation::types::ParticipationCount,
    partnership::types::Partnership,
    party::types::Party,
    plan::types::PlanLink,
    store::Relation,
};

record_object! {
    /// An open activity that partners make together (breddetilbud, § 3.1.3). Its users are counted, never registered.
    pub BreadthActivity of breadth_activity = owned + BreadthActivityFields + BreadthActivityLists
}

record_fields! {
    /// What a breadth activity is.
    BreadthActivityFields of breadth_activity
}

#[Object]
impl BreadthActivityFields {
    /// The partnership it belongs to (samarbeid).
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The goal of a municipal plan that it serves (planforankring); null when none is named.
    async fn plan_link(&self, ctx: &Context<'_>) -> Result<Option<PlanLink>> {
        ctx.maybe(self.0.plan_link_id).await
    }

    /// The title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What happens.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// The subject fields (fag, § 3.2); at least one.
    async fn subject_fields(&self) -> Vec<Coded<SubjectField>> {
        coded(&self.0.subject_fields)
    }

    /// The pillars it stands on (læring, utfoldelse, bærekraft, § 2.2).
    async fn pillars(&self) -> Vec<Coded<Pillar>> {
        coded(&self.0.pillars)
    }

    /// The form it takes.
    async fn format(&self) -> Coded<ActivityFormat> {
        Coded(self.0.format)
    }

    /// The groups it is for (målgrupper); at least one.
    async fn target_groups(&self) -> Vec<Coded<TargetGroup>> {
        coded(&self.0.target_groups)
    }

    /// The ages it is for (aldersgrupper); at least one.
    async fn age_bands(&self) -> Vec<Coded<AgeBand>> {
        coded(&self.0.age_bands)
    }

    /// Where it happens (arena).
    async fn setting(&self) -> Coded<ActivitySetting> {
        Coded(self.0.setting)
    }

    /// The premises (lokaler).
    async fn premises(&self) -> Option<&str> {
        self.0.premises.as_deref()
    }

    /// The languages used (språk).
    async fn languages(&self) -> Vec<Coded<ActivityLanguage>> {
        coded(&self.0.languages)
    }

    /// The first day.
    async fn start_date(&self) -> Date {
        Date(self.0.start_date)
    }

    /// The last day; null when it goes on for as long as the partnership.
    async fn end_date(&self) -> Option<Date> {
        self.0.end_date.map(Date)
    }

    /// The parties that make it together (samskapende parter), the first to join the partnership first: a short list.
    async fn co_creators(&self, ctx: &Context<'_>) -> Result<Vec<Party>> {
        let loaders = ctx.loaders();
        let ids = loaders.load_one(CoCreatorsOf(self.0.id)).await?;
        let ids = ids.unwrap_or_default();
        let mut found = loaders.load_many(ids.iter().copied()).await?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).map(Party::from).collect())
    }
}

lists! {
    /// The lists of a breadth activity.
    BreadthActivityLists of breadth_activity {
        /// How many took part, by period, age and group (deltakertall). Seen inside the activity's municipality only.
        counts: ParticipationCount = Relation::Column(participation_count::Column::ActivityId);
        /// The bodies that were heard about it (medvirkning).
        consultations: Consultation = Relation::Column(consultation::Column::ActivityId);
        /// What is aimed for with it, by indicator (mål for indikatorer).
        targets: OutcomeTarget = Relation::Column(outcome_target::Column::ActivityId);
        /// What was observed of it, by indicator (resultater); not for analysts.
        observations: OutcomeObservation = Relation::Column(outcome_observation::Column::ActivityId);
    }
}

impl Listed for BreadthActivity {
    type Filter = BreadthActivityFilter;
    type SortField = BreadthActivitySortField;
}

//! How plans are served, as the API shows it.

use std::sync::Arc;

use async_graphql::{Context, MergedObject, Object, SimpleObject};
use entity::vocabulary::{ConsultationBody, ConsultationPhase, Pillar};

use super::{
    rules::every_body,
    store::{self, Found, PlanCoverageOf},
};
use crate::{
    activity::types::BreadthActivity,
    consultation::types::Consultation,
    graphql::{coded::Coded, connection::answer_lists, context::RequestContext, errors::Result, scalars::Date},
    municipality::types::Municipality,
    partnership::types::Partnership,
    plan::types::PlanLink,
};

/// How the goals of municipal plans and the pillars of the framework plan are served in a municipality over a period, and
/// who was heard (planforankring og medvirkning, §§ 2.2, 4.1 and 4.3): in partnerships that are or were agreed, run in the
/// period, and have a party in the municipality. The lists named `without` are the gaps.
#[derive(Clone, MergedObject)]
pub struct PlanCoverage(PlanFields, PlanLists);

/// The counts.
#[derive(Clone)]
pub struct PlanFields {
    question: PlanCoverageOf,
    found: Arc<Found>,
}

impl PlanCoverage {
    /// The answer to a question.
    #[must_use]
    pub fn new(question: PlanCoverageOf, found: Arc<Found>) -> Self {
        Self(PlanFields { question, found }, PlanLists(question))
    }
}

fn number(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[Object]
impl PlanFields {
    /// The municipality (kommune).
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        ctx.one(self.question.municipality).await
    }

    /// The first day of the period.
    async fn from(&self) -> Date {
        Date(self.question.from)
    }

    /// The last day of the period.
    async fn to(&self) -> Date {
        Date(self.question.to)
    }

    /// The pillars of the framework plan (pilarer, § 2.2), all of them: with 0 activities where there is a gap.
    async fn pillars(&self) -> Vec<PillarCoverage> {
        let pillars = self.found.pillars.iter();
        pillars
            .map(|standing| PillarCoverage {
                pillar: Coded(standing.pillar),
                partnership_count: number(standing.partnerships),
                activity_count: number(standing.activities),
            })
            .collect()
    }

    /// How often each body was heard in each phase (medvirkning, § 4.3), all of them: with 0 where there is a gap.
    async fn hearings(&self) -> Vec<ConsultationCoverage> {
        let heard = every_body(&self.found.heard).into_iter();
        heard
            .map(|heard| ConsultationCoverage {
                body: Coded(heard.body),
                phase: Coded(heard.phase),
                count: number(heard.times),
            })
            .collect()
    }
}

/// What stands on a pillar of the framework plan (pilar, § 2.2).
#[derive(Clone, Debug, SimpleObject)]
pub struct PillarCoverage {
    /// The pillar.
    pillar: Coded<Pillar>,
    /// How many of the partnerships stand on it (samarbeid).
    partnership_count: i32,
    /// How many activities that went on in the period serve it (breddetilbud).
    activity_count: i32,
}

/// How often a body was heard in a phase (medvirkning).
#[derive(Clone, Debug, SimpleObject)]
pub struct ConsultationCoverage {
    /// The body (medvirkningsorgan).
    body: Coded<ConsultationBody>,
    /// The phase (fase).
    phase: Coded<ConsultationPhase>,
    /// How many consultations were held.
    count: i32,
}

answer_lists! {
    /// What is there, and what is missing.
    PlanLists of PlanCoverageOf {
        /// The plan goals that applied in the period (planmål); their `activities` serve them.
        goals: PlanLink = store::goals;
        /// The plan goals that no activity in the period serves (mål uten tilbud).
        goals_without_activity: PlanLink = store::goals_without_activity;
        /// The activities that went on in the period and serve no plan goal.
        activities_without_goal: BreadthActivity = store::activities_without_goal;
        /// The partnerships without a plan goal that applied in the period (uten planforankring).
        partnerships_without_goal: Partnership = store::without_goal;
        /// The consultations held in the period (medvirkning).
        consultations: Consultation = store::consultations;
        /// The partnerships about which nobody was heard in the period (uten medvirkning).
        partnerships_without_consultation: Partnership = store::without_consultation;
    }
}

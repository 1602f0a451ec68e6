//! The root field for how plans are served.

use async_graphql::{Context, Object};

use super::{store::PlanCoverageOf, types::PlanCoverage};
use crate::{
    answers::check_period,
    graphql::{context::RequestContext, errors::Result, ids::Place, scalars::Date},
    municipality::types::Municipality,
};

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct PlanCoverageQueries;

#[Object]
impl PlanCoverageQueries {
    /// Which plan goals and pillars have activities, who was heard in which phase, and what is missing (planforankring og
    /// medvirkning); null when there is no such municipality. For example
    /// `planCoverage(municipality: "4601", from: "2026-08-01", to: "2027-07-31") { goalsWithoutActivity { nodes { goal } } }`.
    async fn plan_coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The municipality: its number, four digits as text, or its public id.")] municipality: Place,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day, at most 3660 days from the first on.")] to: Date,
    ) -> Result<Option<PlanCoverage>> {
        check_period(from.0, to.0)?;
        let question = PlanCoverageOf { municipality: municipality.0, from: from.0, to: to.0 };
        if ctx.maybe::<Municipality>(Some(question.municipality)).await?.is_none() {
            return Ok(None);
        }
        let found = ctx.loaders().load_one(question).await?.unwrap_or_default();
        Ok(Some(PlanCoverage::new(question, found)))
    }
}

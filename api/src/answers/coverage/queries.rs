//! The root field for coverage.

use async_graphql::{Context, Object};

use super::{store::CoverageOf, types::Coverage};
use crate::{
    graphql::{context::RequestContext, errors::Result, ids::Place, scalars::Date},
    municipality::types::Municipality,
};

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct CoverageQueries;

#[Object]
impl CoverageQueries {
    /// Which services of a municipality have an active partnership with a culture school, and which have none (dekning);
    /// null when there is no such municipality. For example
    /// `coverage(municipality: "4601", on: "2026-11-24") { services { serviceType coveredCount uncoveredCount } }`.
    async fn coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The municipality: its number, four digits as text, or its public id.")] municipality: Place,
        #[graphql(desc = "The date the partnerships must be in force on.")] on: Date,
    ) -> Result<Option<Coverage>> {
        let question = CoverageOf { municipality: municipality.0, on: on.0 };
        if ctx.maybe::<Municipality>(Some(question.municipality)).await?.is_none() {
            return Ok(None);
        }
        let services = ctx.loaders().load_one(question).await?.unwrap_or_default();
        Ok(Some(Coverage::new(question, services)))
    }
}

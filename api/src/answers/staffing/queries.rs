//! The root fields for shared positions.

use async_graphql::{Context, Object};
use entity::staff_allocation;

use super::{store::StaffingOf, types::Staffing};
use crate::{
    access::reads,
    answers::check_period,
    graphql::{coded::Coded, context::RequestContext, errors::Result, ids::Place, scalars::Date},
    vocabulary::StaffingGrouping,
};

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct StaffingQueries;

async fn answer(ctx: &Context<'_>, question: StaffingOf) -> Result<Option<Staffing>> {
    if !reads::<staff_allocation::Entity>(&ctx.scope().caller) {
        return Ok(None);
    }
    let shared = ctx.loaders().load_one(question).await?.unwrap_or_default();
    Ok(Some(Staffing::new(question, &shared)))
}

#[Object]
impl StaffingQueries {
    /// How many full-time equivalents are shared with partnerships in force on a date (delte årsverk), by service, host,
    /// employer or who pays; null for analysts. For example
    /// `staffing(on: "2026-11-24", groupBy: PAYER) { fullTimeEquivalents groups { organisation { name } fullTimeEquivalents } }`.
    async fn staffing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date.")] on: Date,
        #[graphql(desc = "What to add up by.")] group_by: Coded<StaffingGrouping>,
        #[graphql(
            desc = "Only with partnerships that an organisation of this municipality takes part in: its number, four \
                          digits as text, or its public id."
        )]
        municipality: Option<Place>,
    ) -> Result<Option<Staffing>> {
        let municipality = municipality.map(|place| place.0);
        answer(ctx, StaffingOf { from: on.0, to: on.0, group_by: group_by.0, municipality }).await
    }

    /// The same over a period, position percentages weighted by the days they are shared (delte årsverk i en periode); null
    /// for analysts. For example
    /// `staffingInPeriod(from: "2026-08-01", to: "2027-07-31", groupBy: SERVICE) { fullTimeEquivalents }`.
    async fn staffing_in_period(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day, at most 3660 days from the first on.")] to: Date,
        #[graphql(desc = "What to add up by.")] group_by: Coded<StaffingGrouping>,
        #[graphql(
            desc = "Only with partnerships that an organisation of this municipality takes part in: its number, four \
                          digits as text, or its public id."
        )]
        municipality: Option<Place>,
    ) -> Result<Option<Staffing>> {
        check_period(from.0, to.0)?;
        let municipality = municipality.map(|place| place.0);
        answer(ctx, StaffingOf { from: from.0, to: to.0, group_by: group_by.0, municipality }).await
    }
}

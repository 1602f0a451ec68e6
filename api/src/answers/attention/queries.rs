//! The root field for what needs attention.

use async_graphql::{Context, Object};
use chrono::{Days, NaiveDate};

use super::{store::AttentionOf, types::Attention};
use crate::{
    graphql::{
        context::RequestContext,
        errors::{ApiError, Result},
        ids::Place,
        scalars::Date,
    },
    municipality::types::Municipality,
};

/// Days looked ahead at most: ten years.
const FURTHEST: i32 = 3_660;

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct AttentionQueries;

fn last_day(on: NaiveDate, within: i32) -> Result<NaiveDate> {
    let days = u64::try_from(within).ok().filter(|_| within <= FURTHEST);
    let last = days.and_then(|days| on.checked_add_days(Days::new(days)));
    last.ok_or_else(|| ApiError::bad_input(format!("within must be from 0 to {FURTHEST} days, not {within}")))
}

#[Object]
impl AttentionQueries {
    /// What needs somebody's attention in a municipality within some days (må følges opp): partnerships that end, whose
    /// confirmation is awaited, tasks, reports to funders, budgets that do not balance, and people who are nearly fully shared;
    /// null when there is no such municipality. For example
    /// `attention(municipality: "4601", within: 90) { expiring { totalCount nodes { title endDate } } }`.
    async fn attention(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The municipality: its number, four digits as text, or its public id.")] municipality: Place,
        #[graphql(desc = "How many days to look ahead, 0–3660.")] within: i32,
        #[graphql(desc = "The day to look from; today in Norway unless given.")] on: Option<Date>,
    ) -> Result<Option<Attention>> {
        let on = on.map_or_else(|| ctx.scope().registry.clock.today(), |date| date.0);
        let question = AttentionOf { municipality: municipality.0, on, until: last_day(on, within)? };
        let found = ctx.maybe::<Municipality>(Some(question.municipality)).await?;
        Ok(found.map(|_| Attention::from(question)))
    }
}

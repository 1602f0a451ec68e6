//! The root field for sums over budgets.

use async_graphql::{Context, Object};
use entity::{budget_line, vocabulary::BudgetStatus};

use super::{store::SummaryOf, types::BudgetSummary};
use crate::{
    access::reads,
    graphql::{coded::Coded, context::RequestContext, errors::Result, ids::Place},
    vocabulary::BudgetGrouping,
};

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct BudgetSummaryQueries;

#[Object]
impl BudgetSummaryQueries {
    /// What is put in and spent in a fiscal year, in cash and in kind, planned and actual, with external funding and balance
    /// (budsjettsammendrag), by service, KOSTRA function, side, category or party; null for analysts. For example
    /// `budgetSummary(fiscalYear: 2026, groupBy: KOSTRA_FUNCTION) { totals { balance } groups { kostraFunction { code } totals { costs { planned } } } }`.
    async fn budget_summary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The fiscal year (regnskapsår), a calendar year.")] fiscal_year: i32,
        #[graphql(desc = "What to add up by.")] group_by: Coded<BudgetGrouping>,
        #[graphql(
            desc = "Only budgets of partnerships that an organisation of this municipality takes part in: its number, \
                          four digits as text, or its public id."
        )]
        municipality: Option<Place>,
        #[graphql(
            desc = "Only budgets with one of these statuses, an empty list matches nothing; with any unless given."
        )]
        statuses: Option<Vec<Coded<BudgetStatus>>>,
    ) -> Result<Option<BudgetSummary>> {
        if !reads::<budget_line::Entity>(&ctx.scope().caller) {
            return Ok(None);
        }
        let statuses = statuses.map(|statuses| statuses.into_iter().map(|status| status.0).collect());
        let municipality = municipality.map(|place| place.0);
        let question = SummaryOf { fiscal_year, group_by: group_by.0, municipality, statuses };
        let groups = ctx.loaders().load_one(question.clone()).await?.unwrap_or_default();
        Ok(Some(BudgetSummary::new(question, groups)))
    }
}

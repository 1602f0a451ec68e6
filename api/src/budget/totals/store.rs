//! The sums of budgets in SQL: one statement for any number of budgets.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use entity::{
    Nok, budget, budget_line, funding_application,
    id::BudgetId,
    vocabulary::{BudgetLineKind, ResourceKind},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, QueryResult,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement},
};

use super::rules::{Amounts, Totals};
use crate::{
    funding::rules::COUNTED,
    store::{ReadError, Reader, column},
};

/// The exact sum as a 64-bit number: PostgreSQL adds up 64-bit numbers to a NUMERIC.
pub fn sum(of: impl Into<Expr>) -> Expr {
    Expr::from(Func::sum(of)).cast_as("BIGINT")
}

/// `what`, or 0 where there is none.
pub fn or_zero(what: impl Into<Expr>) -> Expr {
    Func::coalesce([what.into(), Expr::val(0_i64)]).into()
}

/// The funding awarded, or an amount of it, for the fiscal year of the budget of the surrounding statement.
fn funding(amount: funding_application::Column) -> Expr {
    let of_the_year = Query::select()
        .expr(sum(column(amount)))
        .from(funding_application::Entity)
        .and_where(column(funding_application::Column::PartnershipId).eq(column(budget::Column::PartnershipId)))
        .and_where(column(funding_application::Column::FiscalYear).eq(column(budget::Column::FiscalYear)))
        .and_where(funding_application::Column::Status.is_in(COUNTED))
        .take();
    or_zero(of_the_year)
}

/// The planned balance of the budget of the surrounding statement: contributions and awarded funding less costs.
pub fn balance() -> Expr {
    let planned = || column(budget_line::Column::Planned);
    let signed = CaseStatement::new()
        .case(budget_line::Column::Kind.eq(BudgetLineKind::Contribution), planned())
        .finally(Expr::val(0_i64).sub(planned()));
    let lines = Query::select()
        .expr(sum(signed))
        .from(budget_line::Entity)
        .and_where(column(budget_line::Column::BudgetId).eq(column(budget::Column::Id)))
        .take();
    or_zero(lines).add(funding(funding_application::Column::Awarded))
}

/// The sums of one side, named after it: `<side>_planned` and so on.
pub fn add_side(select: &mut SelectStatement, side: &str, kind: BudgetLineKind) {
    let of = |amount: budget_line::Column, resource: Option<ResourceKind>| {
        let mut lines = Condition::all().add(budget_line::Column::Kind.eq(kind));
        if let Some(resource) = resource {
            lines = lines.add(budget_line::Column::Resource.eq(resource));
        }
        sum(CaseStatement::new().case(lines, column(amount)))
    };
    let (planned, actual) = (budget_line::Column::Planned, budget_line::Column::Actual);
    let name = |what: &str| Alias::new(format!("{side}_{what}"));
    select
        .expr_as(or_zero(of(planned, None)), name("planned"))
        .expr_as(of(actual, None), name("actual"))
        .expr_as(or_zero(of(planned, Some(ResourceKind::Cash))), name("in_cash"))
        .expr_as(or_zero(of(planned, Some(ResourceKind::InKind))), name("in_kind"))
        .expr_as(of(actual, Some(ResourceKind::Cash)), name("actual_in_cash"))
        .expr_as(of(actual, Some(ResourceKind::InKind)), name("actual_in_kind"));
}

/// The sums that [`add_side`] selected.
pub fn read_side(row: &QueryResult, side: &str) -> Result<Amounts, DbErr> {
    let read = |what: &str| row.try_get("", &format!("{side}_{what}")).map(Nok);
    let perhaps = |what: &str| Ok::<_, DbErr>(row.try_get::<Option<i64>>("", &format!("{side}_{what}"))?.map(Nok));
    Ok(Amounts {
        planned: read("planned")?,
        actual: perhaps("actual")?,
        in_cash: read("in_cash")?,
        in_kind: read("in_kind")?,
        actual_in_cash: perhaps("actual_in_cash")?,
        actual_in_kind: perhaps("actual_in_kind")?,
    })
}

/// The totals of the budgets that meet a condition. Whoever sees a budget sees all that it adds up.
///
/// # Errors
/// When the database does not answer.
pub async fn totals(connection: &impl ConnectionTrait, budgets: Expr) -> Result<HashMap<BudgetId, Totals>, DbErr> {
    let key = || column(budget::Column::Id);
    let mut select = Query::select();
    select
        .expr_as(key(), Alias::new("budget"))
        .expr_as(funding(funding_application::Column::Awarded), Alias::new("awarded"))
        .expr_as(funding(funding_application::Column::Disbursed), Alias::new("disbursed"))
        .from(budget::Entity)
        .left_join(budget_line::Entity, column(budget_line::Column::BudgetId).eq(key()))
        .and_where(budgets)
        .add_group_by([key(), column(budget::Column::PartnershipId), column(budget::Column::FiscalYear)]);
    add_side(&mut select, "contributions", BudgetLineKind::Contribution);
    add_side(&mut select, "costs", BudgetLineKind::Cost);
    let mut found = HashMap::new();
    for row in connection.query_all(&select).await? {
        let totals = Totals {
            contributions: read_side(&row, "contributions")?,
            costs: read_side(&row, "costs")?,
            awarded: Nok(row.try_get("", "awarded")?),
            disbursed: Nok(row.try_get("", "disbursed")?),
        };
        found.insert(row.try_get("", "budget")?, totals);
    }
    Ok(found)
}

/// Asks for the totals of a budget that is already known to be visible.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TotalsOf(pub BudgetId);

impl Loader<TotalsOf> for Reader {
    type Value = Totals;
    type Error = ReadError;

    async fn load(&self, keys: &[TotalsOf]) -> Result<HashMap<TotalsOf, Totals>, ReadError> {
        let wanted = self.among(budget::Column::Id, keys.iter().map(|key| key.0));
        let found = totals(self.database(), wanted).await?;
        Ok(found.into_iter().map(|(id, totals)| (TotalsOf(id), totals)).collect())
    }
}

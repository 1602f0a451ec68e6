//! Sums over budgets in SQL: one statement for the lines, one for the funding.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use entity::{
    Nok, budget, budget_line, funding_application,
    id::MunicipalityId,
    organisation, partnership, party,
    vocabulary::{BudgetLineKind, BudgetStatus},
};
use futures_util::future::{try_join, try_join_all};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, QueryResult,
    sea_query::{Alias, ExprTrait, Query, SelectStatement},
};

use super::rules::{Key, add_up};
use crate::{
    access::{Protected, partnerships_with},
    answers::store::{add_up_by, involving_any, join_organisation, key, organisation_key, partnerships},
    auth::Caller,
    budget::totals::{
        rules::Totals,
        store::{add_side, balance, or_zero, read_side, sum},
    },
    funding::rules::COUNTED,
    staff::rules::NEVER_CAME_ABOUT,
    store::{ReadError, Reader, column},
    vocabulary::BudgetGrouping,
};

/// Asks what is put in and spent in a fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SummaryOf {
    /// The fiscal year.
    pub fiscal_year: i32,
    /// What the sums are grouped by.
    pub group_by: BudgetGrouping,
    /// Only budgets of partnerships that an organisation of this municipality takes part in.
    pub municipality: Option<MunicipalityId>,
    /// Only budgets with one of these statuses; with any when there is none.
    pub statuses: Option<Vec<BudgetStatus>>,
}

/// The budgets that are added up: of partnerships that have not come to nothing, where the caller reads the lines.
pub fn budgets(question: &SummaryOf, caller: &Caller) -> Condition {
    let partnership = || column(budget::Column::PartnershipId);
    let readable = Condition::all()
        .add(partnerships_with::<budget_line::Entity>(caller))
        .add(partnership::Column::Status.is_not_in(NEVER_CAME_ABOUT));
    let budgets = Condition::all()
        .add(budget::Column::FiscalYear.eq(question.fiscal_year))
        .add(partnership().in_subquery(partnerships(caller, readable)))
        .add(involving_any(caller, question.municipality, partnership()));
    match &question.statuses {
        Some(statuses) => budgets.add(budget::Column::Status.is_in(statuses.iter().copied())),
        None => budgets,
    }
}

/// Those of them that do not balance.
pub fn unbalanced(question: &SummaryOf, caller: &Caller) -> Condition {
    budgets(question, caller).add(balance().ne(0_i64))
}

/// A column of the budgets that are added up.
fn of_budgets(question: &SummaryOf, caller: &Caller, wanted: budget::Column) -> SelectStatement {
    Query::select()
        .column((budget::Entity, wanted))
        .from(budget::Entity)
        .cond_where(budget::Entity::visible(caller))
        .cond_where(budgets(question, caller))
        .take()
}

impl SummaryOf {
    fn lines(&self, caller: &Caller) -> SelectStatement {
        let mut select = Query::select();
        select
            .from(budget_line::Entity)
            .inner_join(party::Entity, column(party::Column::Id).eq(column(budget_line::Column::PartyId)));
        join_organisation(&mut select);
        select
            .and_where(column(budget_line::Column::BudgetId).in_subquery(of_budgets(self, caller, budget::Column::Id)))
            .cond_where(budget_line::Entity::visible(caller))
            .cond_where(party::Entity::visible(caller))
            .cond_where(organisation::Entity::visible(caller));
        add_side(&mut select, "contributions", BudgetLineKind::Contribution);
        add_side(&mut select, "costs", BudgetLineKind::Cost);
        let key = match self.group_by {
            BudgetGrouping::Service => column(organisation::Column::ServiceType),
            BudgetGrouping::KostraFunction => column(budget_line::Column::KostraFunction),
            BudgetGrouping::Kind => column(budget_line::Column::Kind),
            BudgetGrouping::Category => column(budget_line::Column::Category),
            BudgetGrouping::Party => column(organisation::Column::Id),
        };
        add_up_by(&mut select, key);
        select
    }

    fn line(&self, row: &QueryResult) -> Result<(Key, Totals), DbErr> {
        let key = match self.group_by {
            BudgetGrouping::Service => key(row)?.map(Key::Service),
            BudgetGrouping::KostraFunction => key(row)?.map(Key::Function),
            BudgetGrouping::Kind => key(row)?.map(Key::Kind),
            BudgetGrouping::Category => key(row)?.map(Key::Category),
            BudgetGrouping::Party => organisation_key(row)?.map(Key::Organisation),
        };
        let (contributions, costs) = (read_side(row, "contributions")?, read_side(row, "costs")?);
        Ok((key.unwrap_or(Key::Funding), Totals { contributions, costs, ..Totals::default() }))
    }

    /// The funding awarded in the fiscal year to partnerships whose budgets are added up, by who applied for it.
    fn funding(&self, caller: &Caller) -> SelectStatement {
        use funding_application::Column;
        let mut select = Query::select();
        select
            .from(funding_application::Entity)
            .inner_join(party::Entity, column(party::Column::Id).eq(column(Column::ApplicantPartyId)));
        join_organisation(&mut select);
        let budgeted = of_budgets(self, caller, budget::Column::PartnershipId);
        select
            .expr_as(or_zero(sum(column(Column::Awarded))), Alias::new("awarded"))
            .expr_as(or_zero(sum(column(Column::Disbursed))), Alias::new("disbursed"))
            .and_where(Column::FiscalYear.eq(self.fiscal_year))
            .and_where(Column::Status.is_in(COUNTED))
            .and_where(column(Column::PartnershipId).in_subquery(budgeted))
            .cond_where(funding_application::Entity::visible(caller))
            .cond_where(party::Entity::visible(caller))
            .cond_where(organisation::Entity::visible(caller));
        let key = match self.group_by {
            BudgetGrouping::Service => column(organisation::Column::ServiceType),
            BudgetGrouping::Party => column(organisation::Column::Id),
            // Funding has none of these.
            BudgetGrouping::KostraFunction | BudgetGrouping::Kind | BudgetGrouping::Category => {
                column(Column::FiscalYear)
            }
        };
        add_up_by(&mut select, key);
        select
    }

    fn award(&self, row: &QueryResult) -> Result<(Key, Totals), DbErr> {
        let key = match self.group_by {
            BudgetGrouping::Service => key(row)?.map(Key::Service),
            BudgetGrouping::Party => organisation_key(row)?.map(Key::Organisation),
            BudgetGrouping::KostraFunction | BudgetGrouping::Kind | BudgetGrouping::Category => None,
        };
        let (awarded, disbursed) = (Nok(row.try_get("", "awarded")?), Nok(row.try_get("", "disbursed")?));
        Ok((key.unwrap_or(Key::Funding), Totals { awarded, disbursed, ..Totals::default() }))
    }
}

impl Reader {
    async fn budget_summary(&self, question: &SummaryOf) -> Result<Vec<(Key, Totals)>, DbErr> {
        let (lines, funding) = (question.lines(self.caller()), question.funding(self.caller()));
        let read = try_join(self.database().query_all(&lines), self.database().query_all(&funding));
        let (lines, awards) = read.await?;
        let lines = lines.iter().map(|row| question.line(row));
        let sums = lines.chain(awards.iter().map(|row| question.award(row))).collect::<Result<Vec<_>, _>>()?;
        Ok(add_up(sums))
    }
}

impl Loader<SummaryOf> for Reader {
    type Value = Arc<Vec<(Key, Totals)>>;
    type Error = ReadError;

    async fn load(&self, keys: &[SummaryOf]) -> Result<HashMap<SummaryOf, Self::Value>, ReadError> {
        let found = try_join_all(keys.iter().map(|key| self.budget_summary(key))).await?;
        Ok(keys.iter().cloned().zip(found.into_iter().map(Arc::new)).collect())
    }
}

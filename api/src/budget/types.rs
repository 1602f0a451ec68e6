//! Budgets as the API shows them.

use async_graphql::{Context, Object};
use entity::{budget_line, vocabulary::BudgetStatus};

use super::{
    inputs::{BudgetFilter, BudgetSortField},
    line::types::BudgetLine,
    totals::{
        store::TotalsOf,
        types::{BudgetTotals, shown},
    },
};
use crate::{
    graphql::{
        coded::Coded,
        connection::{Listed, lists},
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
    },
    partnership::types::Partnership,
    store::Relation,
};

record_object! {
    /// The joint budget of a partnership for one fiscal year (felles budsjett, § 3.6).
    pub Budget of budget = owned + BudgetFields + BudgetLists
}

record_fields! {
    /// What a budget is.
    BudgetFields of budget
}

#[Object]
impl BudgetFields {
    /// The partnership (samarbeid).
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The fiscal year (regnskapsår), a calendar year from 2000 to 2100; a partnership has one budget for each.
    async fn fiscal_year(&self) -> i32 {
        self.0.fiscal_year
    }

    /// How binding it is.
    async fn status(&self) -> Coded<BudgetStatus> {
        Coded(self.0.status)
    }

    /// A comment (merknad).
    async fn comment(&self) -> Option<&str> {
        self.0.comment.as_deref()
    }

    /// What its lines and the funding awarded for the year add up to (sum).
    async fn totals(&self, ctx: &Context<'_>) -> Result<BudgetTotals> {
        let found = ctx.loaders().load_one(TotalsOf(self.0.id)).await?;
        Ok(shown(&found.unwrap_or_default()))
    }
}

lists! {
    /// The lists of a budget.
    BudgetLists of budget {
        /// What each party puts in, and what it costs (budsjettlinjer).
        lines: BudgetLine = Relation::Column(budget_line::Column::BudgetId);
    }
}

impl Listed for Budget {
    type Filter = BudgetFilter;
    type SortField = BudgetSortField;
}

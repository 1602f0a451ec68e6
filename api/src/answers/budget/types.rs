//! Sums over budgets as the API shows them.

use std::sync::Arc;

use async_graphql::{Context, MergedObject, Object};
use entity::vocabulary::{BudgetCategory, BudgetLineKind, ServiceType};

use super::{
    rules::{Key, together},
    store::{self, SummaryOf},
};
use crate::{
    budget::{
        totals::{
            rules::Totals,
            types::{BudgetTotals, shown},
        },
        types::Budget,
    },
    graphql::{
        coded::Coded,
        connection::{answer_lists, shortened},
        context::RequestContext,
        errors::Result,
    },
    municipality::types::KostraFunction,
    organisation::types::Organisation,
    reference::kostra_function_id,
    vocabulary::BudgetGrouping,
};

/// What is put in and spent in a fiscal year (budsjettsammendrag), added up over the budgets whose lines you may see, save
/// those of partnerships withdrawn or declined. Drafts count unless `statuses` leaves them out.
#[derive(Clone, MergedObject)]
pub struct BudgetSummary(SummaryFields, SummaryLists);

/// The sums.
#[derive(Clone)]
pub struct SummaryFields {
    question: SummaryOf,
    groups: Arc<Vec<(Key, Totals)>>,
}

impl BudgetSummary {
    /// The answer to a question.
    #[must_use]
    pub fn new(question: SummaryOf, groups: Arc<Vec<(Key, Totals)>>) -> Self {
        Self(SummaryFields { question: question.clone(), groups }, SummaryLists(question))
    }
}

#[Object]
impl SummaryFields {
    /// The fiscal year (regnskapsår), a calendar year.
    async fn fiscal_year(&self) -> i32 {
        self.question.fiscal_year
    }

    /// What the groups are.
    async fn group_by(&self) -> Coded<BudgetGrouping> {
        Coded(self.question.group_by)
    }

    /// All that is added up (sum).
    async fn totals(&self) -> BudgetTotals {
        shown(&together(&self.groups))
    }

    /// How many groups there are.
    async fn group_count(&self) -> i32 {
        i32::try_from(self.groups.len()).unwrap_or(i32::MAX)
    }

    /// The groups, the largest first; they add up to `totals`.
    async fn groups(
        &self,
        #[graphql(desc = "The largest so many, 1–250.", default = 50)] first: i32,
    ) -> Result<Vec<BudgetSummaryGroup>> {
        let groups = shortened(&self.groups, first)?.into_iter();
        Ok(groups.map(|(key, totals)| BudgetSummaryGroup { key, totals }).collect())
    }
}

answer_lists! {
    /// The budgets behind the sums.
    SummaryLists of SummaryOf {
        /// The budgets that are added up (budsjetter).
        budgets: Budget = store::budgets;
        /// Those of them where contributions and awarded funding do not equal the costs, planned (går ikke i balanse).
        unbalanced_budgets: Budget = store::unbalanced;
    }
}

/// The sums of one service, KOSTRA function, side, category or party (budsjettsammendrag, gruppert). Where the lines are
/// grouped by what external funding does not have, the funding is a group of its own, in which all these fields are null.
pub struct BudgetSummaryGroup {
    key: Key,
    totals: Totals,
}

/// The sums of one service, KOSTRA function, side, category or party (budsjettsammendrag, gruppert). Where the lines are
/// grouped by what external funding does not have, the funding is a group of its own, in which all these fields are null.
#[Object]
impl BudgetSummaryGroup {
    /// The kind of service (tjenestetype), when grouped by service; else null.
    async fn service_type(&self) -> Option<Coded<ServiceType>> {
        if let Key::Service(service) = self.key { Some(Coded(service)) } else { None }
    }

    /// The KOSTRA function (KOSTRA-funksjon) with its name, when grouped by it; else null.
    async fn kostra_function(&self, ctx: &Context<'_>) -> Result<Option<KostraFunction>> {
        let Key::Function(code) = &self.key else { return Ok(None) };
        ctx.maybe(Some(kostra_function_id(code))).await
    }

    /// The side of the budget (bidrag eller kostnad), when grouped by kind; else null.
    async fn kind(&self) -> Option<Coded<BudgetLineKind>> {
        if let Key::Kind(kind) = self.key { Some(Coded(kind)) } else { None }
    }

    /// What it is for (budsjettkategori), when grouped by category; else null.
    async fn category(&self) -> Option<Coded<BudgetCategory>> {
        if let Key::Category(category) = self.key { Some(Coded(category)) } else { None }
    }

    /// The organisation that is the party (virksomhet), when grouped by party; else null.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Option<Organisation>> {
        let Key::Organisation(id) = self.key else { return Ok(None) };
        ctx.maybe(Some(id)).await
    }

    /// What the group adds up to. Its balance is what the group puts in and is awarded less what it spends: only all groups
    /// together must balance.
    async fn totals(&self) -> BudgetTotals {
        shown(&self.totals)
    }
}

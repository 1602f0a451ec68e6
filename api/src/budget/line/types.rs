//! Budget lines as the API shows them.

use async_graphql::{Context, Object};
use entity::vocabulary::{BudgetCategory, BudgetLineKind, ResourceKind};

use super::inputs::{BudgetLineFilter, BudgetLineSortField};
use crate::{
    budget::types::Budget,
    graphql::{
        coded::Coded,
        connection::Listed,
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Nok,
    },
    municipality::types::KostraFunction,
    partnership::types::Partnership,
    party::types::Party,
    reference::kostra_function_id,
};

record_object! {
    /// One line of a joint budget: what a party puts in, or what something costs (budsjettlinje, § 3.6).
    pub BudgetLine of budget_line = owned + BudgetLineFields
}

record_fields! {
    /// What a budget line is.
    BudgetLineFields of budget_line
}

#[Object]
impl BudgetLineFields {
    /// The budget it belongs to (felles budsjett).
    async fn budget(&self, ctx: &Context<'_>) -> Result<Budget> {
        ctx.one(self.0.budget_id).await
    }

    /// The partnership (samarbeid).
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The party that contributes or bears the cost (samarbeidspart).
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        ctx.one(self.0.party_id).await
    }

    /// Contribution or cost (bidrag eller kostnad).
    async fn kind(&self) -> Coded<BudgetLineKind> {
        Coded(self.0.kind)
    }

    /// Cash or in kind (penger eller egeninnsats).
    async fn resource(&self) -> Coded<ResourceKind> {
        Coded(self.0.resource)
    }

    /// What it is for (budsjettkategori).
    async fn category(&self) -> Coded<BudgetCategory> {
        Coded(self.0.category)
    }

    /// The KOSTRA function (KOSTRA-funksjon): three digits, as text.
    async fn kostra_function(&self) -> &str {
        &self.0.kostra_function
    }

    /// The KOSTRA function with its name and validity.
    async fn function(&self, ctx: &Context<'_>) -> Result<KostraFunction> {
        ctx.one(kostra_function_id(&self.0.kostra_function)).await
    }

    /// The KOSTRA cost type (KOSTRA-art): three digits, as text.
    async fn kostra_art(&self) -> Option<&str> {
        self.0.kostra_art.as_deref()
    }

    /// More about the line (merknad).
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// The planned amount in NOK, 0 or more (budsjettert); what is in kind is valued in NOK.
    async fn planned(&self) -> Nok {
        Nok(self.0.planned)
    }

    /// The amount in the accounts in NOK, 0 or more (regnskapsført); null until recorded.
    async fn actual(&self) -> Option<Nok> {
        self.0.actual.map(Nok)
    }
}

impl Listed for BudgetLine {
    type Filter = BudgetLineFilter;
    type SortField = BudgetLineSortField;
}

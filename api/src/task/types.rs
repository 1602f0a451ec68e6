//! Shared tasks as the API shows them.

use async_graphql::{Context, Object};
use entity::vocabulary::TaskStatus;

use super::inputs::{SharedTaskFilter, SharedTaskSortField};
use crate::{
    graphql::{
        coded::Coded,
        connection::Listed,
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Date,
    },
    partnership::types::Partnership,
    party::types::Party,
};

record_object! {
    /// A task the parties share (felles oppgave, § 3.6).
    pub SharedTask of shared_task = owned + SharedTaskFields
}

record_fields! {
    /// What a shared task is.
    SharedTaskFields of shared_task
}

#[Object]
impl SharedTaskFields {
    /// The partnership.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The party responsible (ansvarlig).
    async fn responsible_party(&self, ctx: &Context<'_>) -> Result<Party> {
        ctx.one(self.0.responsible_party_id).await
    }

    /// The title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What is to be done.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// The day it should be done (frist).
    async fn due_on(&self) -> Option<Date> {
        self.0.due_on.map(Date)
    }

    /// How far it has come.
    async fn status(&self) -> Coded<TaskStatus> {
        Coded(self.0.status)
    }

    /// The day it was done; null until it is.
    async fn completed_on(&self) -> Option<Date> {
        self.0.completed_on.map(Date)
    }
}

impl Listed for SharedTask {
    type Filter = SharedTaskFilter;
    type SortField = SharedTaskSortField;
}

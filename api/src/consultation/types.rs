//! Consultations as the API shows them.

use async_graphql::{Context, Object};
use entity::vocabulary::{ConsultationBody, ConsultationPhase};

use super::inputs::{ConsultationFilter, ConsultationSortField};
use crate::{
    activity::types::BreadthActivity,
    graphql::{
        coded::Coded,
        connection::Listed,
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Date,
    },
    partnership::types::Partnership,
};

record_object! {
    /// A body that was heard about a partnership or an activity (medvirkning, §§ 4.1 and 4.3).
    pub Consultation of consultation = owned + ConsultationFields
}

record_fields! {
    /// Who was heard, and to what effect.
    ConsultationFields of consultation
}

#[Object]
impl ConsultationFields {
    /// The partnership it was about (samarbeid).
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The activity it was about (breddetilbud); null when it was about the partnership as a whole.
    async fn activity(&self, ctx: &Context<'_>) -> Result<Option<BreadthActivity>> {
        ctx.maybe(self.0.activity_id).await
    }

    /// The body heard (medvirkningsorgan).
    async fn body(&self) -> Coded<ConsultationBody> {
        Coded(self.0.body)
    }

    /// The phase it was heard in (fase).
    async fn phase(&self) -> Coded<ConsultationPhase> {
        Coded(self.0.phase)
    }

    /// The day it was held.
    async fn held_on(&self) -> Date {
        Date(self.0.held_on)
    }

    /// What was said.
    async fn summary(&self) -> Option<&str> {
        self.0.summary.as_deref()
    }

    /// What it changed (hva medvirkningen førte til).
    async fn changed(&self) -> Option<&str> {
        self.0.changed.as_deref()
    }
}

impl Listed for Consultation {
    type Filter = ConsultationFilter;
    type SortField = ConsultationSortField;
}

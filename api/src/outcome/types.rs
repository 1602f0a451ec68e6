//! Targets and observations as the API shows them.

use async_graphql::{Context, Object};

use super::inputs::{OutcomeFilter, OutcomeSortField};
use crate::{
    activity::types::BreadthActivity,
    graphql::{
        connection::Listed,
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::{Date, Decimal},
    },
    indicator::types::Indicator,
    partnership::types::Partnership,
};

record_object! {
    /// What a partnership aims for by an indicator, in a period (resultatmål).
    pub OutcomeTarget of outcome_target = owned + OutcomeTargetFields
}

record_fields! {
    /// What is aimed for.
    OutcomeTargetFields of outcome_target
}

#[Object]
impl OutcomeTargetFields {
    /// The partnership that aims for it.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The indicator it is measured by (indikator); null when it is another municipality's own.
    async fn indicator(&self, ctx: &Context<'_>) -> Result<Option<Indicator>> {
        ctx.maybe(Some(self.0.indicator_id)).await
    }

    /// The activity it is for; null when it is for the partnership as a whole.
    async fn activity(&self, ctx: &Context<'_>) -> Result<Option<BreadthActivity>> {
        ctx.maybe(self.0.activity_id).await
    }

    /// The first day of the period.
    async fn period_from(&self) -> Date {
        Date(self.0.period_from)
    }

    /// The last day of the period.
    async fn period_to(&self) -> Date {
        Date(self.0.period_to)
    }

    /// The part measured, for example an age band or a school; "" for the whole.
    async fn dimension(&self) -> &str {
        &self.0.dimension
    }

    /// The value at the start (utgangspunkt), in the indicator's unit.
    async fn baseline(&self) -> Option<Decimal> {
        self.0.baseline.map(Decimal)
    }

    /// The value aimed for (mål), in the indicator's unit.
    async fn target(&self) -> Option<Decimal> {
        self.0.target.map(Decimal)
    }

    /// The aim in words; always there for a qualitative indicator.
    async fn narrative(&self) -> Option<&str> {
        self.0.narrative.as_deref()
    }

    /// Where the baseline comes from, or who set the target (kilde).
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// A comment.
    async fn comment(&self) -> Option<&str> {
        self.0.comment.as_deref()
    }
}

impl Listed for OutcomeTarget {
    type Filter = OutcomeFilter;
    type SortField = OutcomeSortField;
}

record_object! {
    /// What was observed by an indicator, in a period (resultat).
    pub OutcomeObservation of outcome_observation = owned + OutcomeObservationFields
}

record_fields! {
    /// What was observed.
    OutcomeObservationFields of outcome_observation
}

#[Object]
impl OutcomeObservationFields {
    /// The partnership it is about.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The indicator it is measured by (indikator); null when it is another municipality's own.
    async fn indicator(&self, ctx: &Context<'_>) -> Result<Option<Indicator>> {
        ctx.maybe(Some(self.0.indicator_id)).await
    }

    /// The activity it is about; null when it is about the partnership as a whole.
    async fn activity(&self, ctx: &Context<'_>) -> Result<Option<BreadthActivity>> {
        ctx.maybe(self.0.activity_id).await
    }

    /// The first day of the period.
    async fn period_from(&self) -> Date {
        Date(self.0.period_from)
    }

    /// The last day of the period.
    async fn period_to(&self) -> Date {
        Date(self.0.period_to)
    }

    /// The part measured, for example an age band or a school; "" for the whole.
    async fn dimension(&self) -> &str {
        &self.0.dimension
    }

    /// The value observed (faktisk verdi), in the indicator's unit; null for a qualitative indicator.
    async fn actual(&self) -> Option<Decimal> {
        self.0.actual.map(Decimal)
    }

    /// The observation in words; always there for a qualitative indicator.
    async fn narrative(&self) -> Option<&str> {
        self.0.narrative.as_deref()
    }

    /// Where the value comes from (kilde).
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// A comment.
    async fn comment(&self) -> Option<&str> {
        self.0.comment.as_deref()
    }
}

impl Listed for OutcomeObservation {
    type Filter = OutcomeFilter;
    type SortField = OutcomeSortField;
}

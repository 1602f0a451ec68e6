//! Participation counts as the API shows them.

use async_graphql::{Context, Object};
use entity::vocabulary::{AgeBand, TargetGroup};

use super::inputs::{ParticipationCountFilter, ParticipationCountSortField};
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
    /// How many took part in an activity in a period, never who (deltakertall). Seen inside the activity's
    /// municipality only.
    pub ParticipationCount of participation_count = owned + ParticipationCountFields
}

record_fields! {
    /// What was counted.
    ParticipationCountFields of participation_count
}

#[Object]
impl ParticipationCountFields {
    /// The activity counted (breddetilbud).
    async fn activity(&self, ctx: &Context<'_>) -> Result<BreadthActivity> {
        ctx.one(self.0.activity_id).await
    }

    /// The partnership of the activity (samarbeid).
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The first day counted.
    async fn period_from(&self) -> Date {
        Date(self.0.period_from)
    }

    /// The last day counted.
    async fn period_to(&self) -> Date {
        Date(self.0.period_to)
    }

    /// The ages counted (aldersgruppe).
    async fn age_band(&self) -> Coded<AgeBand> {
        Coded(self.0.age_band)
    }

    /// The group counted (målgruppe).
    async fn target_group(&self) -> Coded<TargetGroup> {
        Coded(self.0.target_group)
    }

    /// Different people who took part (deltakere).
    async fn participants(&self) -> i32 {
        self.0.participants
    }

    /// Visits in all (oppmøter): one person at three sessions is three.
    async fn attendances(&self) -> i32 {
        self.0.attendances
    }

    /// Sessions held (samlinger).
    async fn sessions(&self) -> i32 {
        self.0.sessions
    }

    /// Minutes of activity in all sessions together.
    async fn minutes(&self) -> i32 {
        self.0.minutes
    }

    /// The id in the system that reported it, unique in the activity's municipality; null when it was entered here.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }
}

impl Listed for ParticipationCount {
    type Filter = ParticipationCountFilter;
    type SortField = ParticipationCountSortField;
}

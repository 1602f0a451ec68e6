//! Learning communities as the API shows them.

use async_graphql::{Context, Object};

use super::inputs::{LearningCommunityFilter, LearningCommunitySortField};
use crate::{
    graphql::{
        connection::Listed,
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Date,
    },
    partnership::types::Partnership,
};

record_object! {
    /// A professional learning community across services (profesjonelt læringsfellesskap, §§ 3.5–3.6).
    pub LearningCommunity of learning_community = owned + LearningCommunityFields
}

record_fields! {
    /// What is learnt together, and how often.
    LearningCommunityFields of learning_community
}

#[Object]
impl LearningCommunityFields {
    /// The partnership it is a part of.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What is being learnt (tema).
    async fn theme(&self) -> Option<&str> {
        self.0.theme.as_deref()
    }

    /// Meetings a year (møter per år).
    async fn meetings_per_year(&self) -> Option<i32> {
        self.0.meetings_per_year
    }

    /// How many staff take part (deltakere).
    async fn participants(&self) -> Option<i32> {
        self.0.participants
    }

    /// The first day.
    async fn from_date(&self) -> Date {
        Date(self.0.from_date)
    }

    /// The last day; null when it goes on until further notice.
    async fn to_date(&self) -> Option<Date> {
        self.0.to_date.map(Date)
    }
}

impl Listed for LearningCommunity {
    type Filter = LearningCommunityFilter;
    type SortField = LearningCommunitySortField;
}

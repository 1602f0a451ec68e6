//! Cooperations with higher education as the API shows them.

use async_graphql::{Context, Object};
use entity::vocabulary::HigherEducationKind;

use super::inputs::{HigherEducationCooperationFilter, HigherEducationCooperationSortField};
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
    /// Cooperation with a university or university college (UH-samarbeid, §§ 4.2 and 4.4).
    pub HigherEducationCooperation of higher_education_cooperation = owned + HigherEducationCooperationFields
}

record_fields! {
    /// With whom, and what is done.
    HigherEducationCooperationFields of higher_education_cooperation
}

#[Object]
impl HigherEducationCooperationFields {
    /// The partnership it is a part of.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The institution, when it is a party of the partnership.
    async fn institution_party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        ctx.maybe(self.0.institution_party_id).await
    }

    /// The name of the institution (universitet eller høgskole).
    async fn institution(&self) -> &str {
        &self.0.institution
    }

    /// The kind of cooperation.
    async fn kind(&self) -> Coded<HigherEducationKind> {
        Coded(self.0.kind)
    }

    /// The title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What is done.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// How many students take part (studenter).
    async fn students(&self) -> Option<i32> {
        self.0.students
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

impl Listed for HigherEducationCooperation {
    type Filter = HigherEducationCooperationFilter;
    type SortField = HigherEducationCooperationSortField;
}

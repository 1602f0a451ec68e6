//! Applications for funding as the API shows them.

use async_graphql::{Context, Object};
use entity::vocabulary::FundingStatus;

use super::inputs::{FundingApplicationFilter, FundingApplicationSortField};
use crate::{
    graphql::{
        coded::Coded,
        connection::Listed,
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::{Date, Nok},
    },
    partnership::types::Partnership,
    party::types::Party,
};

record_object! {
    /// An application for external funding that one party makes for all (ekstern søknad, § 3.6).
    pub FundingApplication of funding_application = owned + FundingApplicationFields
}

record_fields! {
    /// What an application for funding is.
    FundingApplicationFields of funding_application
}

#[Object]
impl FundingApplicationFields {
    /// The partnership (samarbeid).
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The party that applies for all (søker).
    async fn applicant_party(&self, ctx: &Context<'_>) -> Result<Party> {
        ctx.one(self.0.applicant_party_id).await
    }

    /// The title (tittel).
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Who gives the money (tilskuddsgiver).
    async fn funder(&self) -> &str {
        &self.0.funder
    }

    /// The grant scheme (tilskuddsordning).
    async fn scheme(&self) -> Option<&str> {
        self.0.scheme.as_deref()
    }

    /// The fiscal year the award counts in (regnskapsår), a calendar year from 2000 to 2100.
    async fn fiscal_year(&self) -> i32 {
        self.0.fiscal_year
    }

    /// The amount applied for in NOK (søknadsbeløp).
    async fn applied(&self) -> Nok {
        Nok(self.0.applied)
    }

    /// The amount awarded in NOK (innvilget beløp); null until the funder has said yes.
    async fn awarded(&self) -> Option<Nok> {
        self.0.awarded.map(Nok)
    }

    /// The total paid out so far in NOK (utbetalt); never more than awarded.
    async fn disbursed(&self) -> Nok {
        Nok(self.0.disbursed)
    }

    /// The last day to apply (søknadsfrist).
    async fn deadline(&self) -> Option<Date> {
        self.0.deadline.map(Date)
    }

    /// The day it was submitted (sendt).
    async fn submitted_on(&self) -> Option<Date> {
        self.0.submitted_on.map(Date)
    }

    /// The day it was awarded or rejected (vedtaksdato).
    async fn decided_on(&self) -> Option<Date> {
        self.0.decided_on.map(Date)
    }

    /// The last day to report (rapporteringsfrist).
    async fn report_due_on(&self) -> Option<Date> {
        self.0.report_due_on.map(Date)
    }

    /// The day it was reported (rapportert).
    async fn reported_on(&self) -> Option<Date> {
        self.0.reported_on.map(Date)
    }

    /// Where it stands (status).
    async fn status(&self) -> Coded<FundingStatus> {
        Coded(self.0.status)
    }
}

impl Listed for FundingApplication {
    type Filter = FundingApplicationFilter;
    type SortField = FundingApplicationSortField;
}

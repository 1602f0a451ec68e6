//! Coverage as the API shows it.

use std::sync::Arc;

use async_graphql::{Context, MergedObject, Object};
use entity::{Id, vocabulary::ServiceType};

use super::{
    rules::{Covered, in_order, together},
    store::{self, CoverageOf},
};
use crate::{
    graphql::{
        coded::Coded,
        connection::{Arguments, Connection, OrderBy, Within, answer_lists},
        context::RequestContext,
        errors::Result,
        scalars::Date,
    },
    municipality::types::Municipality,
    organisation::{
        inputs::{OrganisationFilter, OrganisationSortField},
        types::Organisation,
    },
    reference::service_type_id,
};

/// Which services of a municipality have an active partnership with a culture school on a date, and which have none
/// (dekning). Of its active organisations those you may see are counted; culture schools, the other side, are not.
#[derive(Clone, MergedObject)]
pub struct Coverage(CoverageFields, CoverageLists);

/// The counts.
#[derive(Clone)]
pub struct CoverageFields {
    question: CoverageOf,
    services: Arc<Vec<Covered>>,
}

impl Coverage {
    /// The answer to a question.
    #[must_use]
    pub fn new(question: CoverageOf, services: Arc<Vec<Covered>>) -> Self {
        Self(CoverageFields { question, services }, CoverageLists(question))
    }
}

fn number(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[Object]
impl CoverageFields {
    /// The municipality (kommune).
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Municipality> {
        ctx.one(self.question.municipality).await
    }

    /// The date.
    async fn on(&self) -> Date {
        Date(self.question.on)
    }

    /// How many organisations there are (virksomheter).
    async fn organisation_count(&self) -> i32 {
        number(together(&self.services).0)
    }

    /// How many of them take part in a partnership in force that day, having agreed to it.
    async fn covered_count(&self) -> i32 {
        number(together(&self.services).1)
    }

    /// How many take part in none.
    async fn uncovered_count(&self) -> i32 {
        let (all, covered) = together(&self.services);
        number(all - covered)
    }

    /// The same by kind of service (tjenestetype), in the usual order; kinds without an organisation are left out.
    async fn services(&self) -> Vec<ServiceCoverage> {
        let services = in_order(self.services.to_vec()).into_iter();
        services.map(|service| ServiceCoverage { question: self.question, service }).collect()
    }
}

answer_lists! {
    /// The lists of a coverage.
    CoverageLists of CoverageOf {
        /// The organisations that take part in no partnership in force that day (uten samarbeid).
        uncovered: Organisation = store::uncovered;
    }
}

/// How one kind of service is covered (dekning for en tjenestetype).
#[derive(Clone)]
pub struct ServiceCoverage {
    question: CoverageOf,
    service: Covered,
}

/// How one kind of service is covered (dekning for en tjenestetype).
#[Object]
impl ServiceCoverage {
    /// The kind of service (tjenestetype).
    async fn service_type(&self) -> Coded<ServiceType> {
        Coded(self.service.service_type)
    }

    /// How many organisations there are (virksomheter).
    async fn organisation_count(&self) -> i32 {
        number(self.service.organisations)
    }

    /// How many of them take part in a partnership in force that day, having agreed to it.
    async fn covered_count(&self) -> i32 {
        number(self.service.covered)
    }

    /// How many take part in none.
    async fn uncovered_count(&self) -> i32 {
        number(self.service.uncovered())
    }

    /// The organisations that take part in no partnership in force that day (uten samarbeid).
    #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn uncovered(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 1–100; 20 when neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, 1–100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only what fits all of this; what is absent or null does not narrow.")] filter: Option<
            OrganisationFilter,
        >,
        #[graphql(desc = "The order, most important key first; by id where keys are equal or none is given.")]
        order_by: Option<Vec<OrderBy<OrganisationSortField>>>,
    ) -> Result<Connection<Organisation>> {
        let arguments = Arguments { first, after, last, before, filter, order_by };
        let condition = store::uncovered(&self.question, &ctx.scope().caller);
        let within = Within { name: format!("uncovered {:?}", self.question), condition };
        let service: Id<entity::service_type::Entity> = service_type_id(self.service.service_type);
        Connection::narrowed(ctx, Some((service.uuid(), store::of_service())), Some(within), arguments)
    }
}

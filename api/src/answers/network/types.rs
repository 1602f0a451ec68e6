//! The network as the API shows it.

use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::vocabulary::{ServiceType, Vocabulary};

use super::{
    rules::{Link, Node, Point, full_time, nodes},
    store::NetworkOf,
};
use crate::{
    graphql::{
        coded::Coded,
        connection::shortened,
        context::RequestContext,
        errors::Result,
        scalars::{Date, Decimal, Nok},
    },
    organisation::types::Organisation,
    vocabulary::NetworkLevel,
};

/// Who works with whom in partnerships in force on a date (samarbeidsnettverk), ready to draw: services or organisations as
/// nodes, and weighted links from the culture school in the lead to each other party that has agreed. Of what you may see.
pub struct PartnershipNetwork {
    pub(super) question: NetworkOf,
    pub(super) links: Arc<Vec<Link>>,
    /// Whether the caller reads shared positions anywhere.
    pub(super) with_staff: bool,
    /// Whether the caller reads budget lines anywhere.
    pub(super) with_money: bool,
}

fn number(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn length<T>(rows: &[T]) -> i32 {
    i32::try_from(rows.len()).unwrap_or(i32::MAX)
}

/// Who works with whom in partnerships in force on a date (samarbeidsnettverk), ready to draw: services or organisations as
/// nodes, and weighted links from the culture school in the lead to each other party that has agreed. Of what you may see.
#[Object]
impl PartnershipNetwork {
    /// The date.
    async fn on(&self) -> Date {
        Date(self.question.on)
    }

    /// What the nodes are.
    async fn level(&self) -> Coded<NetworkLevel> {
        Coded(self.question.level)
    }

    /// How many nodes there are.
    async fn node_count(&self) -> i32 {
        length(&nodes(&self.links))
    }

    /// How many links there are.
    async fn link_count(&self) -> i32 {
        length(&self.links)
    }

    /// The nodes, in the order of the links: twice as many nodes as links hold the ends of all these links.
    async fn nodes(
        &self,
        #[graphql(desc = "The first so many, 1–250.", default = 100)] first: i32,
    ) -> Result<Vec<NetworkNode>> {
        Ok(shortened(&nodes(&self.links), first)?.into_iter().map(NetworkNode).collect())
    }

    /// The links, the heaviest first: by partnerships, then by full-time equivalents and contributions.
    async fn links(
        &self,
        #[graphql(desc = "The heaviest so many, 1–250.", default = 50)] first: i32,
    ) -> Result<Vec<NetworkLink>> {
        let links = shortened(&self.links, first)?.into_iter();
        let (with_staff, with_money) = (self.with_staff, self.with_money);
        Ok(links.map(|link| NetworkLink { link, with_staff, with_money }).collect())
    }
}

/// What a point is called in links.
fn key(point: Point) -> String {
    point.organisation.map_or_else(|| point.service_type.code().to_owned(), |id| id.to_string())
}

/// A service or an organisation in the network (punkt).
pub struct NetworkNode(Node);

/// A service or an organisation in the network (punkt).
#[Object]
impl NetworkNode {
    /// What links call it by: the code of the service, or the public id of the organisation.
    async fn key(&self) -> String {
        key(self.0.point)
    }

    /// The kind of service (tjenestetype).
    async fn service_type(&self) -> Coded<ServiceType> {
        Coded(self.0.point.service_type)
    }

    /// The organisation (virksomhet); null when the nodes are services.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Option<Organisation>> {
        ctx.maybe(self.0.point.organisation).await
    }

    /// How many partnerships its links have together: one of three parties is two links of its lead.
    async fn ties(&self) -> i32 {
        number(self.0.ties)
    }
}

/// What two services or organisations do together (forbindelse).
pub struct NetworkLink {
    link: Link,
    with_staff: bool,
    with_money: bool,
}

/// What two services or organisations do together (forbindelse).
#[Object]
impl NetworkLink {
    /// The node of the culture school in the lead, by its `key`.
    async fn source(&self) -> String {
        key(self.link.pair.lead)
    }

    /// The node of the other party, by its `key`.
    async fn target(&self) -> String {
        key(self.link.pair.party)
    }

    /// How many partnerships they have (samarbeid).
    async fn partnerships(&self) -> i32 {
        number(self.link.weight.partnerships)
    }

    /// The full-time equivalents that the other party hosts that day (årsverk), four decimals, exact; null for analysts.
    async fn full_time_equivalents(&self) -> Option<Decimal> {
        self.with_staff.then(|| Decimal(full_time(self.link.weight.hosted)))
    }

    /// What the other party is to put in, planned for the fiscal year of the date, in cash and in kind (bidrag), in NOK; null
    /// for analysts.
    async fn contributions(&self) -> Option<Nok> {
        self.with_money.then_some(Nok(self.link.weight.contributed))
    }
}

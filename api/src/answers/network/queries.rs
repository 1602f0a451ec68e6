//! The root field for the network of partnerships.

use async_graphql::{Context, Object};
use entity::{budget_line, staff_allocation};

use super::{store::NetworkOf, types::PartnershipNetwork};
use crate::{
    access::reads,
    graphql::{coded::Coded, context::RequestContext, errors::Result, ids::Place, scalars::Date},
    vocabulary::NetworkLevel,
};

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct NetworkQueries;

#[Object]
impl NetworkQueries {
    /// Who works with whom in partnerships in force on a date, ready to draw (samarbeidsnettverk). For example
    /// `partnershipNetwork(on: "2026-11-24", level: SERVICE) { nodes { key ties } links { source target partnerships } }`.
    async fn partnership_network(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date.")] on: Date,
        #[graphql(desc = "What the nodes are.")] level: Coded<NetworkLevel>,
        #[graphql(
            desc = "Only partnerships that an organisation of this municipality takes part in: its number, four digits \
                          as text, or its public id."
        )]
        municipality: Option<Place>,
    ) -> Result<PartnershipNetwork> {
        let municipality = municipality.map(|place| place.0);
        let question = NetworkOf { on: on.0, level: level.0, municipality };
        let links = ctx.loaders().load_one(question).await?.unwrap_or_default();
        let caller = &ctx.scope().caller;
        Ok(PartnershipNetwork {
            question,
            links,
            with_staff: reads::<staff_allocation::Entity>(caller),
            with_money: reads::<budget_line::Entity>(caller),
        })
    }
}

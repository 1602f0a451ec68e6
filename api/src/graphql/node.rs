//! Any record by its public id, as Relay asks.

use async_graphql::{Context, ID, Interface, Object};

use super::{
    context::RequestContext,
    errors::{ApiError, Result},
    record::Node as _,
};

/// Lists every type that `node` can return, once.
macro_rules! nodes {
    ($($name:ident = $path:path;)+) => {
        $(use $path;)+

        /// A record with a public id (Relay).
        #[derive(Interface)]
        #[graphql(field(
            name = "id",
            method = "node_id",
            ty = "ID",
            desc = "The public id: `<kind>_<32 hex digits>`, the same for as long as the record lives."
        ))]
        pub enum Node {
            $(#[doc = stringify!($name)] $name($name),)+
        }

        /// Reads a record of whichever kind the id names; none when it does not exist or may not be seen.
        pub(crate) async fn find(ctx: &Context<'_>, id: &str) -> Result<Option<Node>> {
            $(if let Ok(key) = id.parse::<entity::Id<<$name as super::record::Node>::Entity>>() {
                return Ok(ctx.maybe::<$name>(Some(key)).await?.map(Node::$name));
            })+
            Err(ApiError::bad_input(format!("{id:?} is not the id of a record: <kind>_<32 hex digits>")))
        }
    };
}

nodes! {
    AccessGrant = crate::grant::types::AccessGrant;
    AuditEvent = crate::audit::types::AuditEvent;
    BreadthActivity = crate::activity::types::BreadthActivity;
    Budget = crate::budget::types::Budget;
    BudgetLine = crate::budget::line::types::BudgetLine;
    Confirmation = crate::revision::types::Confirmation;
    Consultation = crate::consultation::types::Consultation;
    County = crate::municipality::types::County;
    DocumentLink = crate::document::types::DocumentLink;
    FundingApplication = crate::funding::types::FundingApplication;
    HigherEducationCooperation = crate::higher_education::types::HigherEducationCooperation;
    Indicator = crate::indicator::types::Indicator;
    KostraFunction = crate::municipality::types::KostraFunction;
    LearningCommunity = crate::learning::types::LearningCommunity;
    Municipality = crate::municipality::types::Municipality;
    Organisation = crate::organisation::types::Organisation;
    OutcomeObservation = crate::outcome::types::OutcomeObservation;
    OutcomeTarget = crate::outcome::types::OutcomeTarget;
    ParticipationCount = crate::participation::types::ParticipationCount;
    Partnership = crate::partnership::types::Partnership;
    PartnershipGoal = crate::goal::types::PartnershipGoal;
    PartnershipRevision = crate::revision::types::PartnershipRevision;
    Party = crate::party::types::Party;
    PlanLink = crate::plan::types::PlanLink;
    Population = crate::population::types::Population;
    PremisesShare = crate::premises::types::PremisesShare;
    Release = crate::release::types::Release;
    ServiceTypeInfo = crate::municipality::types::ServiceTypeInfo;
    SharedTask = crate::task::types::SharedTask;
    StaffAllocation = crate::staff::types::StaffAllocation;
    StaffMember = crate::staff::types::StaffMember;
}

/// At most so many ids in one `nodes`.
const MOST: usize = 100;

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct NodeQueries;

#[Object]
impl NodeQueries {
    /// Any record by its public id; null when it does not exist or may not be seen.
    async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "The public id.")] id: ID) -> Result<Option<Node>> {
        find(ctx, &id).await
    }

    /// Records by their public ids, in the order asked for; null for each that does not exist or may not be seen.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The public ids, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MOST {
            return Err(ApiError::bad_input(format!("nodes takes at most {MOST} ids, not {}", ids.len())));
        }
        futures_util::future::try_join_all(ids.iter().map(|id| find(ctx, id))).await
    }
}

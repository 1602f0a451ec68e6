//! Root fields for plan links.

use super::types::PlanLink;
use crate::graphql::connection::roots;

roots! {
    PlanLinkQueries of PlanLink {
        /// One plan link by id; null when it does not exist or may not be seen.
        plan_link;
        /// The plan links you may see (planforankringer).
        plan_links;
    }
}

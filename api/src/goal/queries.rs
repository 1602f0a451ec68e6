//! Root fields for goals.

use super::types::PartnershipGoal;
use crate::graphql::connection::roots;

roots! {
    PartnershipGoalQueries of PartnershipGoal {
        /// One goal by id; null when it does not exist or may not be seen.
        partnership_goal;
        /// The goals you may see (mål).
        partnership_goals;
    }
}

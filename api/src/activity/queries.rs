//! Root fields for breadth activities.

use super::types::BreadthActivity;
use crate::graphql::connection::roots;

roots! {
    BreadthActivityQueries of BreadthActivity {
        /// One breadth activity by id; null when it does not exist or may not be seen.
        breadth_activity;
        /// The breadth activities you may see (breddetilbud).
        breadth_activities;
    }
}

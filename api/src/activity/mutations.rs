//! Writes of breadth activities.

use super::{
    inputs::{CreateBreadthActivityInput, UpdateBreadthActivityInput},
    store,
    types::BreadthActivity,
};
use crate::graphql::mutation::mutations;

mutations! {
    BreadthActivityMutations {
        writes {
            /// Adds a breadth activity to a partnership.
            create_breadth_activity(CreateBreadthActivityInput) = store::create
                => CreateBreadthActivityPayload {
                    /// The new activity; null when it was refused.
                    breadth_activity: BreadthActivity
                };
            /// Changes a breadth activity. `coCreators`, when given, replaces all of them.
            update_breadth_activity(UpdateBreadthActivityInput) = store::update
                => UpdateBreadthActivityPayload {
                    /// The changed activity; null when the change was refused.
                    breadth_activity: BreadthActivity
                };
        }
        deletes {
            /// Deletes a breadth activity that nothing refers to. Counted participation stands in the way (`IN_USE`).
            delete_breadth_activity(DeleteBreadthActivityInput of breadth_activity) = store::delete
                => DeleteBreadthActivityPayload;
        }
    }
}

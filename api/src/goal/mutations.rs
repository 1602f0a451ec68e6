//! Writes of goals.

use super::{
    inputs::{CreatePartnershipGoalInput, UpdatePartnershipGoalInput},
    store,
    types::PartnershipGoal,
};
use crate::graphql::mutation::mutations;

mutations! {
    PartnershipGoalMutations {
        writes {
            /// Adds a goal to a partnership.
            create_partnership_goal(CreatePartnershipGoalInput) = store::create
                => CreatePartnershipGoalPayload {
                    /// The new goal; null when it was refused.
                    partnership_goal: PartnershipGoal
                };
            /// Changes a goal.
            update_partnership_goal(UpdatePartnershipGoalInput) = store::update
                => UpdatePartnershipGoalPayload {
                    /// The changed goal; null when the change was refused.
                    partnership_goal: PartnershipGoal
                };
        }
        deletes {
            /// Deletes a goal.
            delete_partnership_goal(DeletePartnershipGoalInput of partnership_goal) = store::delete
                => DeletePartnershipGoalPayload;
        }
    }
}

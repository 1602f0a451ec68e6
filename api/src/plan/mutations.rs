//! Writes of plan links.

use super::{
    inputs::{CreatePlanLinkInput, UpdatePlanLinkInput},
    store,
    types::PlanLink,
};
use crate::graphql::mutation::mutations;

mutations! {
    PlanLinkMutations {
        writes {
            /// Adds a plan link to a partnership.
            create_plan_link(CreatePlanLinkInput) = store::create
                => CreatePlanLinkPayload {
                    /// The new plan link; null when it was refused.
                    plan_link: PlanLink
                };
            /// Changes a plan link. It stays in its partnership.
            update_plan_link(UpdatePlanLinkInput) = store::update
                => UpdatePlanLinkPayload {
                    /// The changed plan link; null when the change was refused.
                    plan_link: PlanLink
                };
        }
        deletes {
            /// Deletes a plan link that no activity serves.
            delete_plan_link(DeletePlanLinkInput of plan_link) = store::delete => DeletePlanLinkPayload;
        }
    }
}

//! Writes of learning communities.

use super::{
    inputs::{CreateLearningCommunityInput, UpdateLearningCommunityInput},
    store,
    types::LearningCommunity,
};
use crate::graphql::mutation::mutations;

mutations! {
    LearningCommunityMutations {
        writes {
            /// Adds a learning community to a partnership.
            create_learning_community(CreateLearningCommunityInput) = store::create
                => CreateLearningCommunityPayload {
                    /// The new learning community; null when it was refused.
                    learning_community: LearningCommunity
                };
            /// Changes a learning community. It stays in its partnership.
            update_learning_community(UpdateLearningCommunityInput) = store::update
                => UpdateLearningCommunityPayload {
                    /// The changed learning community; null when the change was refused.
                    learning_community: LearningCommunity
                };
        }
        deletes {
            /// Deletes a learning community.
            delete_learning_community(DeleteLearningCommunityInput of learning_community) = store::delete => DeleteLearningCommunityPayload;
        }
    }
}

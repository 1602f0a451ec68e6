//! Root fields for learning communities.

use super::types::LearningCommunity;
use crate::graphql::connection::roots;

roots! {
    LearningCommunityQueries of LearningCommunity {
        /// One learning community by id; null when it does not exist or may not be seen.
        learning_community;
        /// The learning communities you may see (profesjonelle læringsfellesskap).
        learning_communities;
    }
}

//! Writes of participation counts, one by one.

use super::{
    inputs::{CreateParticipationCountInput, UpdateParticipationCountInput},
    store,
    types::ParticipationCount,
};
use crate::graphql::mutation::mutations;

mutations! {
    ParticipationCountMutations {
        writes {
            /// Adds a participation count to an activity of your own municipality.
            create_participation_count(CreateParticipationCountInput) = store::create
                => CreateParticipationCountPayload {
                    /// The new count; null when it was refused.
                    participation_count: ParticipationCount
                };
            /// Changes a participation count.
            update_participation_count(UpdateParticipationCountInput) = store::update
                => UpdateParticipationCountPayload {
                    /// The changed count; null when the change was refused.
                    participation_count: ParticipationCount
                };
        }
        deletes {
            /// Deletes a participation count.
            delete_participation_count(DeleteParticipationCountInput of participation_count) = store::delete
                => DeleteParticipationCountPayload;
        }
    }
}

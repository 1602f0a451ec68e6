//! Writes of targets and observations.

use super::{
    inputs::{
        CreateOutcomeObservationInput, CreateOutcomeTargetInput, UpdateOutcomeObservationInput,
        UpdateOutcomeTargetInput,
    },
    store,
    types::{OutcomeObservation, OutcomeTarget},
};
use crate::graphql::mutation::mutations;

mutations! {
    OutcomeMutations {
        writes {
            /// Sets a target for a partnership or one of its activities. The indicator must be active.
            create_outcome_target(CreateOutcomeTargetInput) = store::create_target
                => CreateOutcomeTargetPayload {
                    /// The new target; null when it was refused.
                    outcome_target: OutcomeTarget
                };
            /// Changes a target. Its partnership and indicator stay: delete it and set another instead.
            update_outcome_target(UpdateOutcomeTargetInput) = store::update_target
                => UpdateOutcomeTargetPayload {
                    /// The changed target; null when the change was refused.
                    outcome_target: OutcomeTarget
                };
            /// Registers what was observed in a partnership or one of its activities. The indicator must be active.
            create_outcome_observation(CreateOutcomeObservationInput) = store::create_observation
                => CreateOutcomeObservationPayload {
                    /// The new observation; null when it was refused.
                    outcome_observation: OutcomeObservation
                };
            /// Changes an observation. Its partnership and indicator stay: delete it and register another instead.
            update_outcome_observation(UpdateOutcomeObservationInput) = store::update_observation
                => UpdateOutcomeObservationPayload {
                    /// The changed observation; null when the change was refused.
                    outcome_observation: OutcomeObservation
                };
        }
        deletes {
            /// Deletes a target.
            delete_outcome_target(DeleteOutcomeTargetInput of outcome_target)
                = store::delete => DeleteOutcomeTargetPayload;
            /// Deletes an observation.
            delete_outcome_observation(DeleteOutcomeObservationInput of outcome_observation)
                = store::delete => DeleteOutcomeObservationPayload;
        }
    }
}

//! Root fields for targets and observations.

use super::types::{OutcomeObservation, OutcomeTarget};
use crate::graphql::connection::roots;

roots! {
    OutcomeTargetQueries of OutcomeTarget {
        /// One target by id; null when it does not exist or may not be seen.
        outcome_target;
        /// The targets you may see (resultatmål).
        outcome_targets;
    }
}

roots! {
    OutcomeObservationQueries of OutcomeObservation {
        /// One observation by id; null when it does not exist or may not be seen.
        outcome_observation;
        /// The observations you may see (resultater).
        outcome_observations;
    }
}

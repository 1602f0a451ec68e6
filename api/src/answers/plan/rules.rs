//! What is there of plans and consultations, with what is not.

use entity::vocabulary::{ConsultationBody, ConsultationPhase, Pillar, Vocabulary};

/// How often a body was heard in a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The body.
    pub body: ConsultationBody,
    /// The phase.
    pub phase: ConsultationPhase,
    /// How many times.
    pub times: i64,
}

/// What stands on a pillar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The pillar.
    pub pillar: Pillar,
    /// How many partnerships.
    pub partnerships: i64,
    /// How many activities.
    pub activities: i64,
}

/// Every body in every phase, in the usual order: those not heard are there with none.
#[must_use]
pub fn every_body(heard: &[Heard]) -> Vec<Heard> {
    let times = |body, phase| heard.iter().filter(move |heard| (heard.body, heard.phase) == (body, phase));
    let phases = |body| ConsultationPhase::ALL.iter().map(move |&phase| (body, phase));
    let all = ConsultationBody::ALL.iter().flat_map(|&body| phases(body));
    all.map(|(body, phase)| Heard { body, phase, times: times(body, phase).map(|heard| heard.times).sum() }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Heard, every_body};
    use entity::vocabulary::{ConsultationBody, ConsultationPhase, Vocabulary};
    use proptest::{prelude::*, sample::select};

    proptest! {
        #[test]
        fn all_are_there_once_and_nothing_is_lost(
            heard in prop::collection::vec(
                (select(ConsultationBody::ALL), select(ConsultationPhase::ALL), 1..1_000_i64), 0..30,
            )
        ) {
            let heard: Vec<Heard> =
                heard.into_iter().map(|(body, phase, times)| Heard { body, phase, times }).collect();
            let all = every_body(&heard);
            prop_assert_eq!(all.len(), ConsultationBody::ALL.len() * ConsultationPhase::ALL.len());
            let sum = |heard: &[Heard]| heard.iter().map(|heard| heard.times).sum::<i64>();
            prop_assert_eq!(sum(&all), sum(&heard));
            for Heard { body, phase, times } in all {
                let same = heard.iter().filter(|heard| heard.body == body && heard.phase == phase);
                prop_assert_eq!(same.map(|heard| heard.times).sum::<i64>(), times);
            }
        }
    }
}

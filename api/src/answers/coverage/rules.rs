//! The arithmetic of coverage.

use entity::vocabulary::ServiceType;

/// The organisations of one kind of service: how many there are, and how many have a partnership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The kind of service.
    pub service_type: ServiceType,
    /// All organisations.
    pub organisations: i64,
    /// Those with an active partnership.
    pub covered: i64,
}

impl Covered {
    /// Those without.
    #[must_use]
    pub fn uncovered(&self) -> i64 {
        self.organisations - self.covered
    }
}

/// The kinds of service in the usual order, which is that of the vocabulary.
#[must_use]
pub fn in_order(mut services: Vec<Covered>) -> Vec<Covered> {
    services.sort_by_key(|service| service.service_type);
    services
}

/// All kinds of service together: the organisations, and those that are covered.
#[must_use]
pub fn together(services: &[Covered]) -> (i64, i64) {
    services.iter().fold((0, 0), |(all, covered), service| (all + service.organisations, covered + service.covered))
}

#[cfg(test)]
mod tests {
    use super::{Covered, in_order, together};
    use entity::vocabulary::{ServiceType, Vocabulary};
    use proptest::{prelude::*, sample::select};

    proptest! {
        #[test]
        fn nothing_is_lost(
            services in prop::collection::vec((select(ServiceType::ALL), 0..1_000_i64, 0..1_000_i64), 0..16)
        ) {
            let services: Vec<Covered> = services
                .into_iter()
                .map(|(service_type, covered, more)| Covered { service_type, organisations: covered + more, covered })
                .collect();
            let (all, covered) = together(&services);
            let uncovered: i64 = services.iter().map(Covered::uncovered).sum();
            prop_assert_eq!(all - covered, uncovered);
            let ordered = in_order(services.clone());
            prop_assert_eq!(together(&ordered), (all, covered));
            let place = |service: ServiceType| ServiceType::ALL.iter().position(|other| *other == service);
            prop_assert!(ordered.is_sorted_by_key(|service| place(service.service_type)));
        }
    }
}

//! A network from what is counted for each pair: links with their weights, and the nodes they join.

use std::{cmp::Reverse, collections::BTreeMap};

use entity::{Nok, Percentage, id::OrganisationId, vocabulary::ServiceType};

/// A point of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The kind of service.
    pub service_type: ServiceType,
    /// The organisation; none when the points are kinds of service.
    pub organisation: Option<OrganisationId>,
}

/// The two ends of a link: who leads, and who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The culture school in the lead.
    pub lead: Point,
    /// The other party.
    pub party: Point,
}

/// What weighs a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// How many partnerships.
    pub partnerships: i64,
    /// How much of positions the other party hosts: basis points of a full-time position.
    pub hosted: i64,
    /// What the other party is to put in, planned for the fiscal year.
    pub contributed: Nok,
}

/// A link of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its ends.
    pub pair: Pair,
    /// Its weight.
    pub weight: Weight,
}

/// A point with how many partnerships its links have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The point.
    pub point: Point,
    /// The sum over its links: a partnership of three parties is two links of its lead.
    pub ties: i64,
}

/// The links: the heaviest first, by partnerships, then by what is hosted and put in, equals in the order of the ends.
#[must_use]
pub fn links(weights: impl IntoIterator<Item = (Pair, Weight)>) -> Vec<Link> {
    let mut pairs: BTreeMap<Pair, Weight> = BTreeMap::new();
    for (pair, weight) in weights {
        let sum = pairs.entry(pair).or_default();
        sum.partnerships += weight.partnerships;
        sum.hosted += weight.hosted;
        sum.contributed = [sum.contributed, weight.contributed].into_iter().sum();
    }
    // What is counted without a partnership belongs to none that is in force.
    let mut links: Vec<Link> = pairs
        .into_iter()
        .filter(|(_, weight)| weight.partnerships > 0)
        .map(|(pair, weight)| Link { pair, weight })
        .collect();
    links.sort_by_key(|Link { weight, .. }| Reverse((weight.partnerships, weight.hosted, weight.contributed)));
    links
}

/// The nodes that links join, in the order of the links: the first `2 n` hold the ends of the first `n` links.
#[must_use]
pub fn nodes(links: &[Link]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut places: BTreeMap<Point, usize> = BTreeMap::new();
    for Link { pair, weight } in links {
        let ends = if pair.lead == pair.party { vec![pair.lead] } else { vec![pair.lead, pair.party] };
        for point in ends {
            let place = *places.entry(point).or_insert_with(|| {
                nodes.push(Node { point, ties: 0 });
                nodes.len() - 1
            });
            if let Some(node) = nodes.get_mut(place) {
                node.ties += weight.partnerships;
            }
        }
    }
    nodes
}

/// Basis points of a full-time position as ten-thousandths of one, which they are.
#[must_use]
pub fn full_time(hosted: i64) -> entity::Measured {
    entity::Measured(hosted * entity::Measured::ONE.0 / i64::from(Percentage::FULL.0))
}

#[cfg(test)]
mod tests {
    use super::{Pair, Point, Weight, full_time, links, nodes};
    use entity::{
        Measured, Nok,
        vocabulary::{ServiceType, Vocabulary},
    };
    use proptest::{prelude::*, sample::select};

    fn weights() -> impl Strategy<Value = Vec<(Pair, Weight)>> {
        let point = || select(ServiceType::ALL).prop_map(|service_type| Point { service_type, organisation: None });
        let weight = (0..20_i64, 0..100_000_i64, 0..1_000_000_i64).prop_map(|(partnerships, hosted, contributed)| {
            Weight { partnerships, hosted, contributed: Nok(contributed) }
        });
        let pair = (point(), point()).prop_map(|(lead, party)| Pair { lead, party });
        prop::collection::vec((pair, weight), 0..40)
    }

    #[test]
    fn a_fifth_of_a_position() {
        assert_eq!(full_time(2_000), Measured(2_000));
        assert_eq!(full_time(12_345), Measured(12_345));
    }

    proptest! {
        #[test]
        fn every_link_has_its_ends_among_the_first_nodes(weights in weights()) {
            let links = links(weights);
            let nodes = nodes(&links);
            for shown in 0..links.len() {
                let first = &nodes[..nodes.len().min(2 * (shown + 1))];
                for end in [links[shown].pair.lead, links[shown].pair.party] {
                    prop_assert!(first.iter().any(|node| node.point == end));
                }
            }
            for node in &nodes {
                let joined = links.iter().filter(|link| link.pair.lead == node.point || link.pair.party == node.point);
                prop_assert_eq!(joined.map(|link| link.weight.partnerships).sum::<i64>(), node.ties);
            }
        }

        #[test]
        fn the_order_of_what_is_counted_does_not_matter(mut weights in weights()) {
            let found = links(weights.clone());
            weights.reverse();
            prop_assert_eq!(&found, &links(weights));
            prop_assert!(found.is_sorted_by(|one, other| one.weight.partnerships >= other.weight.partnerships));
        }
    }
}

//! Exact elimination over the rationals: rows of unlimited whole numbers, which are fractions with the denominators
//! multiplied away. Written for the tests alone.

use std::collections::BTreeMap;

use num_bigint::BigInt;

/// A sum of unknowns, by their numbers, each with its factor.
pub type Row = BTreeMap<usize, i64>;

/// Everything that can be computed from some sums.
#[derive(Default)]
pub struct Span {
    /// By the unknown each row begins with.
    rows: BTreeMap<usize, BTreeMap<usize, BigInt>>,
}

impl Span {
    /// What can be computed from these sums: the short ones first, which keeps the numbers small.
    pub fn of(sums: impl IntoIterator<Item = Row>) -> Self {
        let mut sums: Vec<Row> = sums.into_iter().collect();
        sums.sort_by_key(BTreeMap::len);
        sums.dedup();
        let mut span = Self::default();
        for sum in sums {
            let rest = span.rest(&sum);
            if let Some(&first) = rest.keys().next() {
                span.rows.insert(first, rest);
            }
        }
        span
    }

    /// Whether a sum can be computed.
    pub fn contains(&self, sum: &Row) -> bool {
        self.rest(sum).is_empty()
    }

    fn rest(&self, sum: &Row) -> BTreeMap<usize, BigInt> {
        let mut rest: BTreeMap<usize, BigInt> =
            sum.iter().filter(|(_, factor)| **factor != 0).map(|(&at, &factor)| (at, factor.into())).collect();
        let mut from = 0;
        while let Some((&at, factor)) = rest.range(from..).next() {
            if let Some(known) = self.rows.get(&at) {
                let (times, taken) = (known[&at].clone(), factor.clone());
                if times != BigInt::from(1) {
                    for factor in rest.values_mut() {
                        *factor *= &times;
                    }
                }
                for (&other, factor) in known {
                    *rest.entry(other).or_default() -= factor * &taken;
                }
                rest.retain(|_, factor| *factor != BigInt::ZERO);
            }
            from = at + 1;
        }
        rest
    }
}

#[test]
fn what_can_be_computed_is_found() {
    let row = |factors: [i64; 3]| factors.into_iter().enumerate().collect::<Row>();
    let span = Span::of([row([1, 1, 0]), row([0, 1, 1])]);
    assert!(span.contains(&row([1, 0, -1])) && span.contains(&row([3, 5, 2])) && span.contains(&row([0, 0, 0])));
    assert!(!span.contains(&row([1, 0, 0])) && !span.contains(&row([1, 0, 1])));
    assert!(Span::of([row([1, 1, 0]), row([1, -1, 0])]).contains(&row([1, 0, 0])));
}

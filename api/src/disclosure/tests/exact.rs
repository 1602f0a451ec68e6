//! Exact elimination over the rationals, written for the tests alone: rows of unlimited whole numbers, which are
//! fractions with the denominators multiplied away.

use std::collections::BTreeMap;

use num_bigint::BigInt;

/// A row by column, without zeros.
type Exact = BTreeMap<usize, BigInt>;

/// Everything that can be computed from some rows.
#[derive(Clone, Default)]
pub(super) struct Span {
    /// By the column each row begins in.
    rows: BTreeMap<usize, Exact>,
}

impl Span {
    pub fn of(rows: &[BTreeMap<usize, i64>]) -> Self {
        let mut span = Self::default();
        for row in rows {
            span.add(row);
        }
        span
    }

    pub fn add(&mut self, row: &BTreeMap<usize, i64>) {
        let rest = self.rest(row);
        if let Some((&first, _)) = rest.iter().next() {
            self.rows.insert(first, rest);
        }
    }

    pub fn contains(&self, row: &BTreeMap<usize, i64>) -> bool {
        self.rest(row).is_empty()
    }

    fn rest(&self, row: &BTreeMap<usize, i64>) -> Exact {
        let mut row: Exact = row.iter().filter(|(_, f)| **f != 0).map(|(&c, &f)| (c, f.into())).collect();
        let mut from = 0;
        while let Some((&column, factor)) = row.range(from..).next() {
            if let Some(known) = self.rows.get(&column) {
                let (times, taken) = (known[&column].clone(), factor.clone());
                for factor in row.values_mut() {
                    *factor *= &times;
                }
                for (&column, factor) in known {
                    *row.entry(column).or_default() -= factor * &taken;
                }
                row.retain(|_, factor| *factor != BigInt::ZERO);
            }
            from = column + 1;
        }
        row
    }
}

#[test]
fn the_span_is_what_can_be_computed() {
    let row = |factors: [i64; 3]| factors.into_iter().enumerate().collect::<BTreeMap<_, _>>();
    let span = Span::of(&[row([1, 1, 0]), row([0, 1, 1])]);
    assert!(span.contains(&row([1, 0, -1])));
    assert!(span.contains(&row([3, 5, 2])));
    assert!(span.contains(&row([0, 0, 0])));
    assert!(!span.contains(&row([1, 0, 0])));
    assert!(!span.contains(&row([1, 0, 1])));
    // Half of what is known is known: 2a from (a + b) and (a − b).
    assert!(Span::of(&[row([1, 1, 0]), row([1, -1, 0])]).contains(&row([1, 0, 0])));
}

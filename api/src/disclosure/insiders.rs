//! What those could find out who know their own figures: organisations and municipalities.
//!
//! An organisation that is alone in a cell knows the cell. Where a sum holds such cells of its own and little else that
//! is hidden, it subtracts its own and has the rest. That rest is what the primary rule hides when it is a cell: fewer
//! than k people, or people of one organisation. The hidden part of the sum is then a secret of its own, and protected
//! like a primary cell.
//!
//! Those who work in a municipality know all that was counted there. What is left of a sum to them is a secret by the
//! same rule as if it were a cell: to them, the others' cells are a cube by themselves. That it cannot be computed from
//! several sums either is held in `knowing.rs`.

use std::collections::BTreeMap;

use super::{
    cube::Position,
    kernel::Row,
    primary::{Contributors, Figure},
    table::Table,
};

/// The primary inner cells of a cell, when one of the organisations alone in some of them could compute from their sum
/// what the primary rule hides.
pub(super) fn shared_secret(table: &Table, index: usize, unknowns: &[Option<u32>]) -> Option<Row> {
    let hidden = table.inner_of(index).iter().copied().filter(|&inner| table.inner_figure(inner).is_primary());
    let hidden: Vec<u32> = hidden.collect();
    let mut own: BTreeMap<u32, u64> = BTreeMap::new();
    let mut all: Option<Figure> = None;
    let mut shared = false;
    for &inner in &hidden {
        let figure = table.inner_figure(inner);
        all = Some(all.map_or(Some(figure), |all| all.and(figure))?);
        match figure.contributors {
            Contributors::One(organisation) => *own.entry(organisation).or_default() += figure.count,
            Contributors::Several => shared = true,
            Contributors::Nobody => {}
        }
    }
    let all = all?;
    let finds_out = |own_count: &u64| match all.count - own_count {
        0 => false,
        rest => rest < all.threshold.k() || (!shared && own.len() == 2),
    };
    if !own.values().any(finds_out) && !subtracts_a_category(table, &hidden, all) {
        return None;
    }
    let mut row: Row =
        hidden.iter().filter_map(|&inner| unknowns[inner as usize]).map(|unknown| (unknown, 1)).collect();
    row.sort_unstable();
    Some(row)
}

/// What is left of a cell to the insiders of each category in it, where that is what the primary rule hides. What is left
/// in one category alone is a cell by itself and not told here.
pub(super) fn leftovers(table: &Table, index: usize, unknowns: &[Option<u32>]) -> Vec<Row> {
    let mut inside: BTreeMap<Position, (Figure, Vec<u32>)> = BTreeMap::new();
    for &inner in table.inner_of(index) {
        let Some(category) = table.insiders_of(inner) else { return Vec::new() };
        let figure = table.inner_figure(inner);
        let own = inside.entry(category).or_insert_with(|| (figure, Vec::new()));
        if !own.1.is_empty() {
            // A sum of these is in the table, so it is not too large.
            own.0 = own.0.and(figure).unwrap_or(own.0);
        }
        own.1.push(inner);
    }
    if inside.len() < 3 {
        return Vec::new();
    }
    let categories: Vec<(Figure, Vec<u32>)> = inside.into_values().collect();
    let together = |one: Option<Figure>, other: Figure| one.map_or(Some(other), |one| one.and(other));
    // What is before each, and what is behind it.
    let mut before: Vec<Option<Figure>> = vec![None];
    for (figure, _) in &categories {
        before.push(together(*before.last().unwrap_or(&None), *figure));
    }
    let mut rows = Vec::new();
    let mut behind: Option<Figure> = None;
    for (own, (figure, _)) in categories.iter().enumerate().rev() {
        let rest = before[own].map_or(behind, |before| together(behind, before));
        if rest.is_some_and(Figure::is_primary) {
            let others = categories.iter().enumerate().filter(|&(other, _)| other != own);
            let inner = others.flat_map(|(_, (_, inner))| inner);
            let mut row: Row =
                inner.filter_map(|&inner| unknowns[inner as usize]).map(|unknown| (unknown, 1)).collect();
            row.sort_unstable();
            rows.push(row);
        }
        behind = together(behind, *figure);
    }
    rows
}

/// Whether the insiders of a category could subtract it from the hidden part of a sum, and be left with what the primary
/// rule hides.
fn subtracts_a_category(table: &Table, hidden: &[u32], all: Figure) -> bool {
    let mut inside: BTreeMap<Position, Vec<Figure>> = BTreeMap::new();
    for &inner in hidden {
        let Some(category) = table.insiders_of(inner) else { return false };
        inside.entry(category).or_default().push(table.inner_figure(inner));
    }
    let count = |figures: &[Figure]| figures.iter().map(|figure| figure.count).sum::<u64>();
    let alone = |figures: &[Figure]| {
        let contributors = figures.iter().map(|figure| figure.contributors).reduce(Contributors::and);
        matches!(contributors, Some(Contributors::One(_)))
    };
    inside.iter().any(|(category, own)| match all.count - count(own) {
        0 => false,
        rest if rest < all.threshold.k() => true,
        // Of three categories or more nobody is left with one organisation, unless it is in all but one of them.
        _ => inside.len() == 2 && inside.iter().any(|(other, figures)| other != category && alone(figures)),
    })
}

//! Worked examples of the literature: the tables of the vignette "Small count frequency table suppression" of the R
//! package `GaussSuppression` (Statistics Norway), which carries out the method of Langsrud (2024).
//!
//! Its tables use thresholds below three, so they are given to the elimination itself, with the package's default order
//! of candidates: large counts first, ties by what a cell has in common with the others. Where zeros are protected the
//! package treats them as this module treats cells at their floor; where they are not, ones are. Table 5 (zeros as
//! secondary suppressions) and Table 9 (intervals by linear programming) are choices not made here.

use std::{cmp::Reverse, collections::BTreeSet};

use super::super::secondary::System;

/// Counts by age, country and year.
const DATA: [(&str, &str, &str, u64); 18] = [
    ("young", "Spain", "2014", 5),
    ("young", "Iceland", "2014", 2),
    ("young", "Portugal", "2014", 0),
    ("old", "Spain", "2014", 6),
    ("old", "Iceland", "2014", 3),
    ("old", "Portugal", "2014", 4),
    ("young", "Spain", "2015", 5),
    ("young", "Iceland", "2015", 0),
    ("young", "Portugal", "2015", 0),
    ("old", "Spain", "2015", 6),
    ("old", "Iceland", "2015", 3),
    ("old", "Portugal", "2015", 4),
    ("young", "Spain", "2016", 7),
    ("young", "Iceland", "2016", 1),
    ("young", "Portugal", "2016", 1),
    ("old", "Spain", "2016", 5),
    ("old", "Iceland", "2016", 4),
    ("old", "Portugal", "2016", 3),
];

/// A published table: its inner cells and the cells it shows, each a name and the inner cells it adds up.
struct Published {
    counts: Vec<u64>,
    cells: Vec<(String, Vec<u32>)>,
}

/// One way of cutting the data: a place on each of age, geography and year.
type Cut = (&'static [&'static str], &'static [&'static str], &'static [&'static str]);

const AGES: &[&str] = &["Total", "old", "young"];
const GEOGRAPHY: &[&str] = &["Total", "EU", "nonEU", "Iceland", "Portugal", "Spain"];

impl Published {
    fn new(year: Option<&str>, cuts: &[Cut]) -> Self {
        let data: Vec<_> = DATA.iter().filter(|row| year.is_none_or(|year| year == row.2)).collect();
        let within = |place: &str, value: &str| match place {
            "Total" => true,
            "EU" => value != "Iceland",
            "nonEU" => value == "Iceland",
            _ => place == value,
        };
        let mut cells: Vec<(String, Vec<u32>)> = Vec::new();
        for (ages, places, years) in cuts {
            for age in *ages {
                for place in *places {
                    for year in *years {
                        let name = format!("{age} {place} {year}").replace(" Total", "").replace("Total ", "");
                        let inner = (0..).zip(&data);
                        let inner =
                            inner.filter(|(_, row)| within(age, row.0) && within(place, row.1) && within(year, row.2));
                        cells.push((name, inner.map(|(index, _)| index).collect()));
                    }
                }
            }
        }
        cells.sort_by(|one, other| one.0.cmp(&other.0));
        cells.dedup();
        Self { counts: data.iter().map(|row| row.3).collect(), cells }
    }

    fn count(&self, cell: usize) -> u64 {
        self.cells[cell].1.iter().map(|&inner| self.counts[inner as usize]).sum()
    }

    /// The cells that are suppressed: counts up to `most`, zeros only where they are protected, and what follows.
    /// `structural` zeros are known to everybody.
    fn suppressed(&self, most: u64, zeros: bool, floors: bool, structural: &[u32]) -> BTreeSet<&str> {
        let known = |inner: u32| structural.contains(&inner) || (!zeros && self.counts[inner as usize] == 0);
        let row = |cell: usize| -> Vec<(u32, i64)> {
            let inner = self.cells[cell].1.iter().copied().filter(|&inner| !known(inner));
            inner.map(|inner| (inner, 1)).collect()
        };
        let is_primary = |cell: usize| self.count(cell) <= most && !row(cell).is_empty();
        let mut weights = vec![0; self.counts.len()];
        for cell in 0..self.cells.len() {
            self.cells[cell].1.iter().for_each(|&inner| weights[inner as usize] += self.count(cell) + 1);
        }
        let in_common = |cell: usize| -> u64 { self.cells[cell].1.iter().map(|&inner| weights[inner as usize]).sum() };
        let mut candidates: Vec<usize> = (0..self.cells.len()).filter(|&cell| !is_primary(cell)).collect();
        candidates.sort_by_key(|&cell| (Reverse(self.count(cell)), Reverse(in_common(cell)), cell));
        let floor = u64::from(!zeros);
        let at_floor = (0..).zip(&self.counts).map(|(inner, &count)| floors && !known(inner) && count == floor);
        let system = System {
            at_floor: at_floor.collect(),
            targets: (0..self.cells.len()).filter(|&cell| is_primary(cell)).map(row).collect(),
            candidates: candidates.iter().map(|&cell| row(cell)).collect(),
            ..System::default()
        };
        let published = system.solve();
        let hidden = candidates.into_iter().zip(published).filter(|(_, published)| !published).map(|(cell, _)| cell);
        let primary = (0..self.cells.len()).filter(|&cell| is_primary(cell));
        hidden.chain(primary).map(|cell| self.cells[cell].0.as_str()).collect()
    }
}

fn names(names: &[&'static str]) -> BTreeSet<&'static str> {
    names.iter().copied().collect()
}

#[test]
fn table_1_a_zero_in_a_plain_table() {
    let table = Published::new(Some("2014"), &[(AGES, &["Total", "Iceland", "Portugal", "Spain"], &["Total"])]);
    let expected = names(&["old Iceland", "old Portugal", "young Iceland", "young Portugal"]);
    assert_eq!(table.suppressed(1, true, true, &[]), expected);
}

#[test]
fn table_2_a_hierarchy() {
    let table = Published::new(Some("2014"), &[(AGES, GEOGRAPHY, &["Total"])]);
    let expected = [
        "old EU",
        "old nonEU",
        "old Iceland",
        "old Portugal",
        "young EU",
        "young nonEU",
        "young Iceland",
        "young Portugal",
    ];
    assert_eq!(table.suppressed(2, true, true, &[]), names(&expected));
}

#[test]
fn table_3_a_part_of_the_margins() {
    let countries: Cut = (&["Total"], &["Total", "Iceland", "Portugal", "Spain"], &["Total"]);
    let unions: Cut = (&["old", "young"], &["EU", "nonEU"], &["Total"]);
    let table = Published::new(Some("2014"), &[countries, unions]);
    assert_eq!(table.suppressed(2, true, true, &[]), names(&["old nonEU", "young nonEU"]));
}

#[test]
fn table_4_zeros_shown() {
    let table = Published::new(Some("2014"), &[(AGES, GEOGRAPHY, &["Total"])]);
    let expected = [
        "Portugal",
        "Spain",
        "old EU",
        "old nonEU",
        "old Iceland",
        "old Portugal",
        "young EU",
        "young nonEU",
        "young Iceland",
        "young Spain",
    ];
    assert_eq!(table.suppressed(4, false, true, &[]), names(&expected));
}

#[test]
fn table_6_a_structural_zero() {
    let table = Published::new(Some("2015"), &[(AGES, GEOGRAPHY, &["Total"])]);
    let expected = names(&["old Portugal", "old Spain", "young Portugal", "young Spain"]);
    assert_eq!(table.suppressed(2, true, true, &[1]), expected);
}

#[test]
fn table_7_two_zeros_that_a_sum_of_zero_would_show() {
    let table = Published::new(Some("2015"), &[(AGES, GEOGRAPHY, &["Total"])]);
    let expected = [
        "old EU",
        "old nonEU",
        "old Iceland",
        "old Portugal",
        "old Spain",
        "young EU",
        "young nonEU",
        "young Iceland",
        "young Portugal",
        "young Spain",
    ];
    assert_eq!(table.suppressed(2, true, true, &[]), names(&expected));
}

#[test]
fn table_8_two_ones_that_a_sum_of_two_would_show() {
    const YEARS: &[&str] = &["Total", "2014", "2015", "2016"];
    let all: Cut = (AGES, &["Total", "Iceland", "Portugal", "Spain"], YEARS);
    let unions: Cut = (&["Total"], &["EU", "nonEU"], YEARS);
    let table = Published::new(None, &[all, unions]);
    let suppressed = table.suppressed(1, false, true, &[]);
    assert!(suppressed.contains("young Spain 2016"), "{suppressed:?}");
    let without = table.suppressed(1, false, false, &[]);
    assert!(!without.contains("young Spain 2016"), "{without:?}");
}

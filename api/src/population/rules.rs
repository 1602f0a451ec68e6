//! A file of population figures, read and checked.

use std::{collections::BTreeSet, io};

use serde::Deserialize;

/// How many people live in a municipality on 1 January of a year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Inhabitants {
    /// The municipality number.
    pub municipality: String,
    /// The year.
    pub year: i32,
    /// How many.
    pub inhabitants: i32,
}

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It is not what it should be.
    #[error("it must be CSV with the columns municipality,year,inhabitants: {0}")]
    NotRead(#[from] csv::Error),
    /// A number nobody has.
    #[error("{0:?} is not the number of a municipality of 2024: four digits, such as 4601 for Bergen")]
    Municipality(String),
    /// A year out of range, or no inhabitants.
    #[error("{municipality} in {year} cannot have {inhabitants} inhabitants")]
    Figure {
        /// The municipality.
        municipality: String,
        /// The year.
        year: i32,
        /// How many.
        inhabitants: i32,
    },
    /// Two figures for one.
    #[error("{municipality} is there twice for {year}")]
    Twice {
        /// The municipality.
        municipality: String,
        /// The year.
        year: i32,
    },
    /// No figures at all.
    #[error("it holds no figures")]
    Empty,
}

/// Reads figures: CSV with the columns `municipality`, `year` and `inhabitants`, each municipality once a year.
///
/// # Errors
/// When it is anything else.
pub fn read(file: impl io::Read, is_municipality: impl Fn(&str) -> bool) -> Result<Vec<Inhabitants>, Unusable> {
    let mut figures = Vec::new();
    let mut seen = BTreeSet::new();
    for row in csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file).deserialize() {
        let row: Inhabitants = row?;
        let Inhabitants { municipality, year, inhabitants } = row.clone();
        if !is_municipality(&municipality) {
            return Err(Unusable::Municipality(municipality));
        }
        if inhabitants < 1 || !(1900..2200).contains(&year) {
            return Err(Unusable::Figure { municipality, year, inhabitants });
        }
        if !seen.insert((municipality.clone(), year)) {
            return Err(Unusable::Twice { municipality, year });
        }
        figures.push(row);
    }
    if figures.is_empty() { Err(Unusable::Empty) } else { Ok(figures) }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_figures_that_can_be_are_read() {
        let read = |text: &str| read(text.as_bytes(), |number| number == "4601");
        let one = read("municipality,year,inhabitants\n4601, 2026, 1000\n").unwrap();
        assert_eq!((one[0].year, one[0].inhabitants), (2026, 1_000));
        for wrong in [
            "",
            "municipality,year,inhabitants\n",
            "municipality,year\n4601,2026\n",
            "municipality,year,inhabitants\n9999,2026,1000\n",
            "municipality,year,inhabitants\n4601,2026,0\n",
            "municipality,year,inhabitants\n4601,26,1000\n",
            "municipality,year,inhabitants\n4601,2026,many\n",
            "municipality,year,inhabitants\n4601,2026,1000\n4601,2026,1001\n",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}

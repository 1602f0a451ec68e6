//! What an indicator may become.

use entity::vocabulary::IndicatorMeasure;

use crate::problem::problems;

problems! {
    /// What can be wrong with an indicator.
    pub enum IndicatorProblem {
        /// The code is taken in the municipality, or in the country.
        CodeTaken { code: String } => AlreadyExists at "code" {
            nb: "Koden {code} er allerede brukt av en annen indikator her. Velg en annen kode, eller bruk den som finnes.",
            nn: "Koden {code} er allereie brukt av ein annan indikator her. Vel ein annan kode, eller bruk han som finst.",
            en: "The code {code} is already used by another indicator here. Choose another code, or use the existing indicator."
        }
        /// Values were given under another measure.
        MeasureInUse {} => InUse at "measure" {
            nb: "Indikatoren har mål eller resultater, så måleenheten kan ikke endres. Lag en ny indikator i stedet.",
            nn: "Indikatoren har mål eller resultat, så måleeininga kan ikkje endrast. Lag ein ny indikator i staden.",
            en: "The indicator has targets or observations, so its measure cannot change. Make a new indicator instead."
        }
        /// Values were given while the other direction was better.
        DirectionInUse {} => InUse at "ascending" {
            nb: "Indikatoren har mål eller resultater, så retningen kan ikke snus. Lag en ny indikator i stedet.",
            nn: "Indikatoren har mål eller resultat, så retninga kan ikkje snuast. Lag ein ny indikator i staden.",
            en: "The indicator has targets or observations, so its direction cannot change. Make a new indicator instead."
        }
    }
}

/// How the values of an indicator are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The kind of value.
    pub measure: IndicatorMeasure,
    /// Whether more is better.
    pub ascending: bool,
}

/// What stands in the way of a new reading once values have been given: they would mean something else than they did.
#[must_use]
pub fn check_reading(before: Reading, after: Reading) -> Vec<IndicatorProblem> {
    let mut problems = Vec::new();
    if before.measure != after.measure {
        problems.push(IndicatorProblem::MeasureInUse {});
    }
    if before.ascending != after.ascending {
        problems.push(IndicatorProblem::DirectionInUse {});
    }
    problems
}

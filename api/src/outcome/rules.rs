//! Which values an indicator takes.

use entity::{Measured, vocabulary::IndicatorMeasure};

use crate::problem::{Problem, problems};

problems! {
    /// What can be wrong with a target or an observation.
    pub enum OutcomeProblem {
        /// No new values are given by it.
        Inactive { name: String } => InvalidValue at "indicator" {
            nb: "Indikatoren {name} er ikke lenger i bruk. Velg en som er aktiv.",
            nn: "Indikatoren {name} er ikkje lenger i bruk. Vel ein som er aktiv.",
            en: "The indicator {name} is no longer in use. Choose an active one."
        }
        /// A share outside 0–100.
        NotAPercentage { value: Measured } => InvalidValue at "" {
            nb: "Indikatoren måles i prosent: verdien må være fra 0 til 100, ikke {value}.",
            nn: "Indikatoren blir målt i prosent: verdien må vere frå 0 til 100, ikkje {value}.",
            en: "The indicator is a percentage: the value must be from 0 to 100, not {value}."
        }
        /// A count below 0 or with decimals.
        NotACount { value: Measured } => InvalidValue at "" {
            nb: "Indikatoren er et antall: verdien må være et helt tall fra 0 og oppover, ikke {value}.",
            nn: "Indikatoren er eit tal på noko: verdien må vere eit heilt tal frå 0 og oppover, ikkje {value}.",
            en: "The indicator is a count: the value must be a whole number of 0 or more, not {value}."
        }
        /// An amount below 0 or with parts of an øre.
        NotAnAmount { value: Measured } => InvalidValue at "" {
            nb: "Indikatoren er et beløp: verdien må være fra 0 og oppover med høyst to desimaler, ikke {value}.",
            nn: "Indikatoren er eit beløp: verdien må vere frå 0 og oppover med høgst to desimalar, ikkje {value}.",
            en: "The indicator is an amount: the value must be 0 or more with at most two decimals, not {value}."
        }
        /// A point below the scale.
        BelowScale { value: Measured } => InvalidValue at "" {
            nb: "Indikatoren er en skala: verdien må være fra 0 og oppover, ikke {value}.",
            nn: "Indikatoren er ein skala: verdien må vere frå 0 og oppover, ikkje {value}.",
            en: "The indicator is a scale: the value must be 0 or more, not {value}."
        }
        /// A number where words are wanted.
        NotInWords {} => InvalidValue at "" {
            nb: "Indikatoren er kvalitativ: fjern tallet, og beskriv med ord i narrative.",
            nn: "Indikatoren er kvalitativ: fjern talet, og skildre med ord i narrative.",
            en: "The indicator is qualitative: remove the number, and describe in words in narrative."
        }
        /// No words where words are wanted.
        WordsMissing {} => Required at "narrative" {
            nb: "Indikatoren er kvalitativ: beskriv med ord i narrative.",
            nn: "Indikatoren er kvalitativ: skildre med ord i narrative.",
            en: "The indicator is qualitative: describe in words in narrative."
        }
        /// No value at all.
        ValueMissing {} => Required at "" {
            nb: "Oppgi minst én verdi for indikatoren.",
            nn: "Oppgje minst éin verdi for indikatoren.",
            en: "Give at least one value for the indicator."
        }
        /// The indicator has a value there already.
        Taken {} => AlreadyExists at "periodFrom" {
            nb: "Indikatoren har allerede en verdi for denne perioden og delen. Endre den som finnes.",
            nn: "Indikatoren har allereie ein verdi for denne perioden og delen. Endre han som finst.",
            en: "The indicator already has a value for this period and part. Change the existing one."
        }
    }
}

const HUNDRED: Measured = Measured(100 * Measured::ONE.0);
/// The smallest amount: one øre.
const ORE: i64 = Measured::ONE.0 / 100;

/// Checks one value: a percentage from 0 to 100; a whole count of 0 or more; an amount of 0 or more with at most two
/// decimals; any point of 0 or more on a scale; none for what is told in words.
///
/// # Errors
/// What is wrong with the value.
pub fn check_value(measure: IndicatorMeasure, value: Measured) -> Result<(), OutcomeProblem> {
    let positive = value >= Measured(0);
    let (valid, problem) = match measure {
        IndicatorMeasure::Percentage => (positive && value <= HUNDRED, OutcomeProblem::NotAPercentage { value }),
        IndicatorMeasure::Count => (positive && value.0 % Measured::ONE.0 == 0, OutcomeProblem::NotACount { value }),
        IndicatorMeasure::Amount => (positive && value.0 % ORE == 0, OutcomeProblem::NotAnAmount { value }),
        IndicatorMeasure::Scale => (positive, OutcomeProblem::BelowScale { value }),
        IndicatorMeasure::Qualitative => (false, OutcomeProblem::NotInWords {}),
    };
    if valid { Ok(()) } else { Err(problem) }
}

/// Checks all that a target or an observation says: the values, each with its input field, and the words. What is told
/// in words needs them; anything else needs at least one value.
#[must_use]
pub fn check_values(
    measure: IndicatorMeasure,
    values: &[(&str, Option<Measured>)],
    narrative: Option<&str>,
) -> Vec<Problem> {
    let mut problems: Vec<Problem> = values
        .iter()
        .filter_map(|&(field, value)| {
            let problem = check_value(measure, value?).err()?;
            Some(problem.at(field))
        })
        .collect();
    if measure == IndicatorMeasure::Qualitative {
        if narrative.is_none() {
            problems.push(OutcomeProblem::WordsMissing {}.into());
        }
    } else if values.iter().all(|(_, value)| value.is_none()) {
        let field = values.first().map_or("", |&(field, _)| field);
        problems.push(OutcomeProblem::ValueMissing {}.at(field));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{check_value, check_values};
    use entity::{
        Measured,
        vocabulary::{IndicatorMeasure, Vocabulary},
    };
    use proptest::prelude::*;

    fn measured(text: &str) -> Measured {
        text.parse().unwrap()
    }

    #[test]
    fn the_edges_of_each_measure() {
        use IndicatorMeasure::{Amount, Count, Percentage, Qualitative, Scale};
        for (measure, value, valid) in [
            (Percentage, "0", true),
            (Percentage, "100", true),
            (Percentage, "100.0001", false),
            (Percentage, "-0.0001", false),
            (Count, "0", true),
            (Count, "250", true),
            (Count, "2.5", false),
            (Count, "-1", false),
            (Amount, "0.01", true),
            (Amount, "0.001", false),
            (Amount, "-5", false),
            (Scale, "4.2", true),
            (Scale, "-0.0001", false),
            (Qualitative, "0", false),
        ] {
            assert_eq!(check_value(measure, measured(value)).is_ok(), valid, "{measure} {value}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_below_zero(value in i64::MIN..0, place in 0..IndicatorMeasure::ALL.len()) {
            prop_assert!(check_value(IndicatorMeasure::ALL[place], Measured(value)).is_err());
        }

        #[test]
        fn a_scale_takes_all_the_others_take(value in any::<i64>()) {
            let valid = |measure| check_value(measure, Measured(value)).is_ok();
            let scale = valid(IndicatorMeasure::Scale);
            for measure in [IndicatorMeasure::Percentage, IndicatorMeasure::Count, IndicatorMeasure::Amount] {
                prop_assert!(!valid(measure) || scale);
            }
            // A whole number of anything is also an amount.
            prop_assert!(!valid(IndicatorMeasure::Count) || valid(IndicatorMeasure::Amount));
        }

        #[test]
        fn what_is_written_tells_what_is_valid(value in 0..i64::MAX) {
            let text = Measured(value).to_string();
            let (whole, decimals) = text.split_once('.').unwrap();
            let valid = |measure| check_value(measure, Measured(value)).is_ok();
            prop_assert_eq!(valid(IndicatorMeasure::Count), decimals == "0000");
            prop_assert_eq!(valid(IndicatorMeasure::Amount), decimals.ends_with("00"));
            let whole: u64 = whole.parse().unwrap();
            prop_assert_eq!(valid(IndicatorMeasure::Percentage), whole < 100 || text == "100.0000");
        }

        #[test]
        fn each_bad_value_is_told_at_its_field(
            baseline in proptest::option::of(any::<i64>()),
            target in proptest::option::of(any::<i64>()),
            words in proptest::option::of("[a-z]{1,5}"),
            place in 0..IndicatorMeasure::ALL.len(),
        ) {
            let measure = IndicatorMeasure::ALL[place];
            let values = [("target", target.map(Measured)), ("baseline", baseline.map(Measured))];
            let problems = check_values(measure, &values, words.as_deref());
            let told = |field: &str| problems.iter().any(|problem| problem.field == [field]);
            let none = target.is_none() && baseline.is_none();
            for (field, value) in values {
                let bad = value.is_some_and(|value| check_value(measure, value).is_err());
                let missing = none && field == "target" && measure != IndicatorMeasure::Qualitative;
                prop_assert_eq!(told(field), bad || missing);
            }
            prop_assert_eq!(
                told("narrative"),
                measure == IndicatorMeasure::Qualitative && words.is_none()
            );
        }
    }
}

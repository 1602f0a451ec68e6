//! KOSTRA codes of a budget line, and which of its changes touch the agreed terms.

use chrono::{Datelike, NaiveDate};
use entity::budget_line;

use crate::problem::problems;

problems! {
    /// What can be wrong with a budget line.
    pub enum BudgetLineProblem {
        /// The KOSTRA function does not exist.
        UnknownFunction { code: String } => InvalidValue at "kostraFunction" {
            nb: "KOSTRA-funksjon {code} finnes ikke. Se kostraFunctions for de som gjør det.",
            nn: "KOSTRA-funksjon {code} finst ikkje. Sjå kostraFunctions for dei som gjer det.",
            en: "There is no KOSTRA function {code}. See kostraFunctions for those there are."
        }
        /// The KOSTRA function ended before the fiscal year.
        ExpiredFunction { code: String, ended: NaiveDate, year: i32 } => OutsidePeriod at "kostraFunction" {
            nb: "KOSTRA-funksjon {code} gikk ut {ended} og kan ikke brukes i {year}. Velg en som gjelder da (kostraFunctions med validOn).",
            nn: "KOSTRA-funksjon {code} gjekk ut {ended} og kan ikkje brukast i {year}. Vel ein som gjeld då (kostraFunctions med validOn).",
            en: "KOSTRA function {code} ended on {ended} and cannot be used in {year}. Choose one that is valid then (kostraFunctions with validOn)."
        }
        /// The KOSTRA function begins after the fiscal year.
        FutureFunction { code: String, begins: NaiveDate, year: i32 } => OutsidePeriod at "kostraFunction" {
            nb: "KOSTRA-funksjon {code} gjelder først fra {begins} og kan ikke brukes i {year}. Velg en som gjelder da (kostraFunctions med validOn).",
            nn: "KOSTRA-funksjon {code} gjeld først frå {begins} og kan ikkje brukast i {year}. Vel ein som gjeld då (kostraFunctions med validOn).",
            en: "KOSTRA function {code} begins on {begins} and cannot be used in {year}. Choose one that is valid then (kostraFunctions with validOn)."
        }
        /// Not a KOSTRA cost type.
        Art { art: String } => InvalidValue at "kostraArt" {
            nb: "{art} er ikke en KOSTRA-art: tre sifre, for eksempel 010.",
            nn: "{art} er ikkje ein KOSTRA-art: tre siffer, til dømes 010.",
            en: "{art} is not a KOSTRA cost type (art): three digits, for example 010."
        }
    }
}

/// A KOSTRA function may be used in a fiscal year when it is valid on at least one day of it.
///
/// # Errors
/// [`BudgetLineProblem::ExpiredFunction`] or [`BudgetLineProblem::FutureFunction`].
pub fn check_function(
    code: &str,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    year: i32,
) -> Result<(), BudgetLineProblem> {
    let code = code.to_owned();
    match (valid_from, valid_to) {
        (_, Some(ended)) if ended.year() < year => Err(BudgetLineProblem::ExpiredFunction { code, ended, year }),
        (Some(begins), _) if begins.year() > year => Err(BudgetLineProblem::FutureFunction { code, begins, year }),
        _ => Ok(()),
    }
}

/// A KOSTRA cost type (art) is three digits.
///
/// # Errors
/// [`BudgetLineProblem::Art`].
pub fn check_art(art: &str) -> Result<(), BudgetLineProblem> {
    if art.len() == 3 && art.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(BudgetLineProblem::Art { art: art.to_owned() })
    }
}

/// Whether a change touches what the parties confirm: anything but the actual amount.
#[must_use]
pub fn changes_terms(before: &budget_line::Model, after: &budget_line::Model) -> bool {
    let planned = budget_line::Model { actual: before.actual, ..after.clone() };
    planned != *before
}

#[cfg(test)]
mod tests {
    use super::{BudgetLineProblem, check_art, check_function};
    use chrono::{Datelike, NaiveDate};
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn home_care_was_split_in_2024() {
        let ended = Some(day("2023-12-31"));
        assert_eq!(check_function("254", None, ended, 2023), Ok(()));
        assert!(matches!(
            check_function("254", None, ended, 2024),
            Err(BudgetLineProblem::ExpiredFunction { year: 2024, .. })
        ));
        let begins = Some(day("2024-01-01"));
        assert_eq!(check_function("258", begins, None, 2024), Ok(()));
        assert!(matches!(
            check_function("258", begins, None, 2023),
            Err(BudgetLineProblem::FutureFunction { year: 2023, .. })
        ));
    }

    proptest! {
        #[test]
        fn valid_on_some_day_is_valid_for_the_year(
            from in prop::option::of(0..40_000_i32),
            length in prop::option::of(0..5_000_i32),
            year in 1990..2110_i32,
        ) {
            let start = day("1995-01-01").num_days_from_ce();
            let date = |days: i32| NaiveDate::from_num_days_from_ce_opt(start + days).unwrap();
            let valid_from = from.map(date);
            let valid_to = length.map(|length| date(from.unwrap_or(0) + length));
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let on_some_day = first.iter_days().take_while(|day| day.year() == year).any(|day| {
                valid_from.is_none_or(|from| from <= day) && valid_to.is_none_or(|to| to >= day)
            });
            prop_assert_eq!(check_function("383", valid_from, valid_to, year).is_ok(), on_some_day);
        }

        #[test]
        fn an_art_is_three_digits(art in "\\PC{0,5}") {
            let digits = art.len() == 3 && art.chars().all(|letter| letter.is_ascii_digit());
            prop_assert_eq!(check_art(&art).is_ok(), digits);
        }

        #[test]
        fn three_digits_are_an_art(art in "[0-9]{3}") {
            prop_assert!(check_art(&art).is_ok());
        }
    }
}

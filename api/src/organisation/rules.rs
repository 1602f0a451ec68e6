//! Organisation numbers and the tree of organisations.

use crate::problem::problems;

problems! {
    /// What can be wrong with an organisation.
    pub enum OrganisationProblem {
        /// The number does not check out.
        Number { number: String } => InvalidValue at "number" {
            nb: "{number} er ikke et gyldig organisasjonsnummer: ni sifre med riktig kontrollsiffer, det første 8 eller 9.",
            nn: "{number} er ikkje eit gyldig organisasjonsnummer: ni siffer med rett kontrollsiffer, det første 8 eller 9.",
            en: "{number} is not a valid organisation number: nine digits with the right check digit, the first 8 or 9."
        }
        /// The number is taken.
        NumberTaken { number: String } => AlreadyExists at "number" {
            nb: "Organisasjonsnummer {number} er allerede registrert.",
            nn: "Organisasjonsnummer {number} er allereie registrert.",
            en: "Organisation number {number} is already registered."
        }
        /// The parent is the organisation itself or below it.
        Circle {} => InvalidValue at "parent" {
            nb: "En virksomhet kan ikke være en del av seg selv.",
            nn: "Ei verksemd kan ikkje vere ein del av seg sjølv.",
            en: "An organisation cannot be a part of itself."
        }
        /// The KOSTRA function does not exist.
        UnknownFunction { code: String } => InvalidValue at "kostraFunctions" {
            nb: "KOSTRA-funksjon {code} finnes ikke. Se kostraFunctions for de som gjør det.",
            nn: "KOSTRA-funksjon {code} finst ikkje. Sjå kostraFunctions for dei som gjer det.",
            en: "There is no KOSTRA function {code}. See kostraFunctions for those there are."
        }
        /// A culture school that leads a partnership.
        Leads {} => InUse at "serviceType" {
            nb: "Virksomheten leder et samarbeid som kulturskole. Gi den en annen rolle der først.",
            nn: "Verksemda leier eit samarbeid som kulturskule. Gi ho ei anna rolle der først.",
            en: "The organisation leads a partnership as its culture school. Give it another role there first."
        }
        /// The external id is used by another organisation.
        ExternalIdTaken { scheme: String, value: String } => AlreadyExists at "externalIds" {
            nb: "Id {value} i {scheme} hører til en annen virksomhet i kommunen.",
            nn: "Id {value} i {scheme} høyrer til ei anna verksemd i kommunen.",
            en: "Id {value} in {scheme} belongs to another organisation of the municipality."
        }
    }
}

/// Checks an organisation number (organisasjonsnummer): nine digits, the last a check digit, the first 8 or 9 (also 2 or
/// 3, the synthetic series, where `synthetic` says so).
///
/// Source: Brønnøysundregistrene. Weights 3 2 7 6 5 4 3 2 modulus 11; the check digit is 11 less the rest, 11 counting
/// as 0 and 10 never given.
///
/// # Errors
/// [`OrganisationProblem::Number`].
pub fn check_number(number: &str, synthetic: bool) -> Result<(), OrganisationProblem> {
    let digits: Vec<u32> = number.chars().filter_map(|letter| letter.to_digit(10)).collect();
    let valid = number.len() == 9
        && match *digits.as_slice() {
            [first, .., check] if digits.len() == 9 => {
                let series = matches!(first, 8 | 9) || (synthetic && matches!(first, 2 | 3));
                // 999999999 passes the check digit but stands for nobody.
                series && number != "999999999" && check_digit(&digits) == Some(check)
            }
            _ => false,
        };
    if valid { Ok(()) } else { Err(OrganisationProblem::Number { number: number.to_owned() }) }
}

/// The check digit of the first eight digits; none when no number begins so.
pub(crate) fn check_digit(digits: &[u32]) -> Option<u32> {
    let sum: u32 = digits.iter().zip([3, 2, 7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => Some(digit),
    }
}

#[cfg(test)]
mod tests {
    use super::{check_digit, check_number};
    use proptest::prelude::*;

    #[test]
    fn known_numbers() {
        assert!(check_number("958935420", false).is_ok());
        for number in ["958935421", "000000000", "999999999", "95893542", "9589354200", "95893542O", "", "９58935420"]
        {
            assert!(check_number(number, true).is_err(), "{number}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_noticed(start in 80_000_000_u32..99_999_999, place in 0_usize..9, change in 1_u32..10) {
            let digits: Vec<u32> = start.to_string().chars().map(|digit| digit.to_digit(10).unwrap()).collect();
            prop_assume!(check_digit(&digits).is_some());
            let number = format!("{start}{}", check_digit(&digits).unwrap());
            prop_assume!(number != "999999999");
            prop_assert!(check_number(&number, false).is_ok());
            let changed: String = number.chars().enumerate().map(|(at, digit)| {
                let digit = digit.to_digit(10).unwrap();
                char::from_digit(if at == place { (digit + change) % 10 } else { digit }, 10).unwrap()
            }).collect();
            prop_assert!(check_number(&changed, true).is_err());
        }

        #[test]
        fn synthetic_numbers_need_leave(start in 20_000_000_u32..39_999_999) {
            let digits: Vec<u32> = start.to_string().chars().map(|digit| digit.to_digit(10).unwrap()).collect();
            prop_assume!(check_digit(&digits).is_some());
            let number = format!("{start}{}", check_digit(&digits).unwrap());
            prop_assert!(check_number(&number, true).is_ok());
            prop_assert!(check_number(&number, false).is_err());
        }
    }
}

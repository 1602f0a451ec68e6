//! Personal data the registry refuses: national identity numbers in free text (domain: privacy).

use chrono::NaiveDate;

/// Whether text holds eleven digits in a row (perhaps with a space or a hyphen after the sixth) that are a valid
/// national identity number: fødselsnummer or D-number, with both check digits right.
///
/// Source: Skatteetaten, the modulus-11 weights 3 7 6 1 8 9 4 5 2 and 5 4 3 2 7 6 5 4 3 2.
#[must_use]
pub fn holds_identity_number(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).any(|start| {
        let starts_a_run = start == 0 || !letters.get(start - 1).is_some_and(char::is_ascii_digit);
        starts_a_run && identity_number_at(letters.get(start..).unwrap_or_default())
    })
}

fn identity_number_at(letters: &[char]) -> bool {
    let mut digits = Vec::with_capacity(11);
    let mut rest = letters.iter().copied().peekable();
    while digits.len() < 11 {
        match rest.next() {
            Some(letter) if letter.is_ascii_digit() => digits.extend(letter.to_digit(10)),
            Some(' ' | '-' | '\u{a0}') if digits.len() == 6 => {}
            _ => return false,
        }
    }
    !rest.peek().is_some_and(char::is_ascii_digit) && is_identity_number(&digits)
}

fn is_identity_number(digits: &[u32]) -> bool {
    let weighted = |weights: &[u32]| -> u32 { digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum() };
    weighted(&[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
        && weighted(&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0
        && names_a_day(digits)
}

/// Whether the first six digits are a day of some century; D-numbers add 40 to the day, synthetic ones 40 or 80 to the month.
fn names_a_day(digits: &[u32]) -> bool {
    let [d1, d2, m1, m2, y1, y2, ..] = *digits else {
        return false;
    };
    let day = (d1 % 4) * 10 + d2;
    let month = (m1 * 10 + m2) % 40;
    let year = y1 * 10 + y2;
    [1900, 2000].into_iter().any(|century| {
        let year = i32::try_from(century + year).unwrap_or_default();
        NaiveDate::from_ymd_opt(year, month, day).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::holds_identity_number;
    use proptest::prelude::*;

    /// Made-up numbers with right check digits: a synthetic person (month + 80), its D-number form and a plain date.
    fn numbers() -> Vec<String> {
        let mut found = Vec::new();
        for start in ["010190", "410190", "018190"] {
            found.extend((0..1000).find_map(|serial| complete(&format!("{start}{serial:03}"))));
        }
        found
    }

    fn complete(nine: &str) -> Option<String> {
        (0..100).map(|check| format!("{nine}{check:02}")).find(|number| holds_identity_number(number))
    }

    #[test]
    fn numbers_are_found_in_text() {
        for number in numbers() {
            let (date, serial) = number.split_at(6);
            assert!(holds_identity_number(&format!("Kontakt {number}.")), "{number}");
            assert!(holds_identity_number(&format!("({date} {serial})")), "{number}");
            assert!(!holds_identity_number(&format!("1{number}")), "{number}");
            assert!(!holds_identity_number(&format!("{number}0")), "{number}");
        }
        assert_eq!(numbers().len(), 3);
    }

    #[test]
    fn other_numbers_pass() {
        for text in ["", "12345678901", "00000000000", "99999999999", "Kontonummer 8601 11 17947", "958935420"] {
            assert!(!holds_identity_number(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_noticed(place in 0_usize..11, change in 1_u32..10) {
            for number in numbers() {
                let changed: String = number.chars().enumerate().map(|(at, digit)| {
                    let digit = digit.to_digit(10).unwrap();
                    char::from_digit(if at == place { (digit + change) % 10 } else { digit }, 10).unwrap()
                }).collect();
                prop_assert!(!holds_identity_number(&changed));
            }
        }
    }
}

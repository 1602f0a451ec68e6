//! Personal data the registry refuses: national identity numbers in free text (domain: privacy).

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

/// Whether text holds eleven digits that are a valid national identity number: fødselsnummer or D-number, with both
/// check digits right. Digits of any script count, invisible characters do not, and a space, dot, hyphen, slash or
/// underscore may stand between the digits. Longer runs of digits without such a break are other numbers.
///
/// Source: Skatteetaten, the modulus-11 weights 3 7 6 1 8 9 4 5 2 and 5 4 3 2 7 6 5 4 3 2.
#[must_use]
pub fn holds_identity_number(text: &str) -> bool {
    runs(text).iter().any(|run| {
        let starts = (0..run.len()).filter(|&at| run.get(at).is_some_and(|digit| digit.follows_break));
        starts.into_iter().any(|start| {
            let ends_at_break = run.get(start + 11).is_none_or(|next| next.follows_break);
            let digits: Vec<u32> = run.iter().skip(start).take(11).map(|digit| digit.value).collect();
            ends_at_break && is_identity_number(&digits)
        })
    })
}

/// A digit in a run, and whether something stood between it and the one before.
struct Digit {
    value: u32,
    follows_break: bool,
}

/// The runs of digits in a text, at most two separators apart.
fn runs(text: &str) -> Vec<Vec<Digit>> {
    let mut runs = vec![Vec::new()];
    let mut separators = 0;
    for letter in text.nfkc().filter(|letter| !is_invisible(*letter)) {
        if let Some(value) = letter.to_digit(10) {
            let Some(run) = runs.last_mut() else { break };
            run.push(Digit { value, follows_break: run.is_empty() || separators > 0 });
            separators = 0;
        } else if separators < 2 && (letter.is_whitespace() || ".-–—‑/_".contains(letter)) {
            separators += 1;
        } else {
            runs.push(Vec::new());
            separators = 0;
        }
    }
    runs
}

/// Characters that take no room on the page: zero-width spaces and joiners, soft hyphens, direction marks.
#[must_use]
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_identity_number(digits: &[u32]) -> bool {
    let weighted = |weights: &[u32]| -> u32 { digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum() };
    digits.len() == 11
        && weighted(&[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
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
            for between in [" ", "-", "\u{a0}", "–", "/", "_", ". ", "\u{200b}"] {
                assert!(holds_identity_number(&format!("({date}{between}{serial})")), "{date}{between}{serial}");
            }
            let spread: Vec<String> = number.chars().map(String::from).collect();
            assert!(holds_identity_number(&spread.join(" ")), "{number}");
            let wide = number.chars().map(|digit| char::from_u32(u32::from(digit) - 0x30 + 0xff10).unwrap());
            assert!(holds_identity_number(&wide.collect::<String>()), "{number}");
            let (day, rest) = number.split_at(2);
            assert!(holds_identity_number(&format!("{day}.{rest}")), "{number}");
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

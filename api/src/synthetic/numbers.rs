//! Made-up organisation numbers: the synthetic series, with right check digits.

use crate::organisation::rules::check_digit;

/// Organisation numbers of the synthetic series (first digit 2 or 3), one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Numbers(u32);

impl Numbers {
    /// Those whose first eight digits are `first` or more.
    pub const fn from(first: u32) -> Self {
        Self(first)
    }
}

impl Iterator for Numbers {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        loop {
            let start = self.0.to_string();
            // A step that spreads the numbers, as those of real registrations are.
            self.0 = self.0.checked_add(37)?;
            let digits: Vec<u32> = start.chars().filter_map(|digit| digit.to_digit(10)).collect();
            if let Some(check) = check_digit(&digits) {
                return Some(format!("{start}{check}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;
    use crate::organisation::rules::check_number;

    #[test]
    fn all_are_valid_and_different() {
        let numbers: Vec<String> = Numbers::from(30_000_000).take(10_000).collect();
        assert!(numbers.iter().all(|number| check_number(number, true).is_ok()));
        assert!(numbers.is_sorted_by(|left, right| left < right));
    }
}

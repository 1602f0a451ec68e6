//! What a release covers, and when one may be made.

use chrono::{Datelike, NaiveDate};

use crate::problem::problems;

problems! {
    /// Why no release is made.
    pub enum ReleaseProblem {
        /// Everything is as it was published last.
        NothingChanged { number: i32 } => InvalidValue at "" {
            nb: "Ingenting er endret siden publisering {number}. En ny publisering ville vist de samme tallene.",
            nn: "Ingenting er endra sidan publisering {number}. Ei ny publisering ville vist dei same tala.",
            en: "Nothing has changed since release {number}. A new one would show the same figures."
        }
        /// There is nothing to publish.
        NothingCounted {} => InvalidValue at "" {
            nb: "Det er ikke registrert noe i disse skoleårene. Registrer deltakertall eller resultater først.",
            nn: "Det er ikkje registrert noko i desse skuleåra. Registrer deltakartal eller resultat først.",
            en: "Nothing is registered in these school years. Register participation counts or outcomes first."
        }
        /// The school years end before they begin, or have not begun.
        NoSuchYears { first: i32, last: i32 } => InvalidValue at "" {
            nb: "Skoleårene må gå fra et tidligere til et senere år som har begynt; {first} til {last} gjør det ikke.",
            nn: "Skuleåra må gå frå eit tidlegare til eit seinare år som har byrja; {first} til {last} gjer det ikkje.",
            en: "The school years must run from an earlier to a later one that has begun; {first} to {last} do not."
        }
    }
}

/// The school year a day is in, by the year it begins.
#[must_use]
pub fn school_year(day: NaiveDate) -> i32 {
    if day.month() >= 8 { day.year() } else { day.year() - 1 }
}

/// The first and the last day of a school year: 1 August to 31 July.
#[must_use]
pub fn days_of(school_year: i32) -> (NaiveDate, NaiveDate) {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    (day(school_year, 8, 1), day(school_year + 1, 7, 31))
}

/// The day of a school year on which staff are counted, as the national statistics do: 1 October.
#[must_use]
pub fn counting_day(school_year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(school_year, 10, 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{counting_day, days_of, school_year};
    use chrono::NaiveDate;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_day_is_in_one_school_year(number in 693_596_i32..803_168) {
            let day = NaiveDate::from_num_days_from_ce_opt(number).unwrap();
            let year = school_year(day);
            let (first, last) = days_of(year);
            prop_assert!(first <= day && day <= last);
            prop_assert_eq!(school_year(first), year);
            prop_assert_eq!(school_year(last), year);
            prop_assert_eq!(school_year(counting_day(year)), year);
        }
    }
}

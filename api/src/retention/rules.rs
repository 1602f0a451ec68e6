//! The rule of retention: whose time is over.

use chrono::{DateTime, NaiveDate, Utc};

use crate::staff::rules::Period;

/// What the registry knows of a person that decides how long it may know who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The last day of employment; none when employed until further notice.
    pub employed_to: Option<NaiveDate>,
    /// When the person's record was last changed.
    pub touched: DateTime<Utc>,
    /// All that is or was shared of them, save what came to nothing.
    pub shared: Vec<Period>,
}

/// Whether a person was last employed or shared before a day, and nobody has touched their record since.
///
/// One who was shared counts from the end of the last share: the registry knows people in order to share them. One who
/// never was counts from the end of the employment, or when it has none from the last change.
#[must_use]
pub fn is_over(standing: &Standing, cutoff: NaiveDate) -> bool {
    let before = |day: NaiveDate| day < cutoff;
    let untouched = before(standing.touched.date_naive());
    let over = if standing.shared.is_empty() {
        standing.employed_to.is_none_or(before)
    } else {
        standing.shared.iter().all(|share| share.to.is_some_and(before))
    };
    untouched && over
}

#[cfg(test)]
mod tests {
    use super::{Standing, is_over};
    use crate::staff::rules::Period;
    use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(day: NaiveDate) -> DateTime<Utc> {
        day.and_time(NaiveTime::MIN).and_utc()
    }

    fn share(to: Option<&str>) -> Period {
        Period { from: day("2020-01-01"), to: to.map(day) }
    }

    fn standing(employed_to: Option<&str>, touched: &str, shared: &[Option<&str>]) -> Standing {
        Standing {
            employed_to: employed_to.map(day),
            touched: at(day(touched)),
            shared: shared.iter().copied().map(share).collect(),
        }
    }

    #[test]
    fn the_last_share_counts_for_those_who_were_shared() {
        let over = |standing: Standing| is_over(&standing, day("2024-11-24"));
        assert!(over(standing(None, "2024-01-01", &[Some("2024-11-23")])));
        assert!(!over(standing(None, "2024-01-01", &[Some("2024-11-24")])));
        assert!(!over(standing(None, "2024-01-01", &[Some("2023-01-01"), None])));
        assert!(!over(standing(None, "2024-11-24", &[Some("2023-01-01")])));
        assert!(over(standing(Some("2023-01-01"), "2023-01-01", &[Some("2022-01-01")])));
    }

    #[test]
    fn the_employment_or_the_last_change_counts_for_those_who_never_were() {
        let over = |standing: Standing| is_over(&standing, day("2024-11-24"));
        assert!(over(standing(None, "2024-11-23", &[])));
        assert!(!over(standing(None, "2024-11-24", &[])));
        assert!(over(standing(Some("2024-11-23"), "2024-01-01", &[])));
        assert!(!over(standing(Some("2024-11-24"), "2024-01-01", &[])));
    }

    proptest! {
        #[test]
        fn time_only_ever_runs_out(touched in 0_i64..2_000, ends in prop::collection::vec(0_i64..2_000, 0..4),
            cutoff in 0_i64..2_000, later in 0_i64..2_000) {
            let begin = day("2020-01-01");
            let on = |days: i64| begin + TimeDelta::days(days);
            let standing = Standing {
                employed_to: None,
                touched: at(on(touched)),
                shared: ends.iter().map(|&end| Period { from: begin, to: Some(on(end)) }).collect(),
            };
            prop_assert!(!is_over(&standing, on(cutoff)) || is_over(&standing, on(cutoff + later)));
            // Nobody's time is over on a day they are still shared.
            prop_assert!(ends.iter().all(|&end| end < cutoff) || !is_over(&standing, on(cutoff)));
        }
    }
}

//! When an activity may go on, and whose it may be.

use chrono::NaiveDate;

use crate::problem::{CommonProblem, Problem, problems};

problems! {
    /// What can be wrong with a breadth activity.
    pub enum ActivityProblem {
        /// No party is in the municipality.
        NoPartyThere {} => InvalidValue at "municipality" {
            nb: "Velg samarbeidets kommune eller kommunen til en av partene. Ingen av dem hører til denne.",
            nn: "Vel kommunen til samarbeidet eller til ein av partane. Ingen av dei høyrer til denne.",
            en: "Choose the partnership's municipality or that of one of its parties. None of them is in this one."
        }
        /// Participation is counted in the municipality that it had.
        CountedElsewhere {} => InUse at "municipality" {
            nb: "Deltakertall er registrert i aktivitetens kommune, så kommunen kan ikke endres. Slett tallene først, eller lag en ny aktivitet.",
            nn: "Deltakartal er registrerte i kommunen til aktiviteten, så kommunen kan ikkje endrast. Slett tala først, eller lag ein ny aktivitet.",
            en: "Participation is counted in the activity's municipality, so that cannot change. Delete the counts first, or make a new activity."
        }
        /// Participation is counted outside the new dates.
        CountedOutside {} => OutsidePeriod at "startDate" {
            nb: "Deltakertall er registrert utenfor disse datoene. Velg datoer som omfatter dem, eller rett tallene først.",
            nn: "Deltakartal er registrerte utanfor desse datoane. Vel datoar som omfattar dei, eller rett tala først.",
            en: "Participation is counted outside these dates. Choose dates that include it, or correct the counts first."
        }
        /// A date comes before what it must be within begins.
        TooEarly { from: NaiveDate } => OutsidePeriod at "startDate" {
            nb: "Datoen kan ikke være før {from}.",
            nn: "Datoen kan ikkje vere før {from}.",
            en: "The date cannot be before {from}."
        }
    }
}

/// A period of whole days, both ends included; without an end it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none when it goes on.
    pub to: Option<NaiveDate>,
}

impl Span {
    /// Whether a day lies in the period.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether some day lies in both periods. One that ends before it begins holds no day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let first = self.from.max(other.from);
        self.holds(first) && other.holds(first)
    }

    /// The period where it has no end of its own but that of a larger one.
    #[must_use]
    pub fn ending_with(self, larger: &Self) -> Self {
        Self { from: self.from, to: self.to.or(larger.to) }
    }
}

/// Checks that a period lies inside a larger one; without an end it goes on for as long as the larger. The problems
/// are tied to the fields that hold its first and last day.
#[must_use]
pub fn check_within(span: &Span, larger: &Span, fields: (&str, &str)) -> Vec<Problem> {
    let ends = [(fields.0, Some(span.from)), (fields.1, span.to)];
    let outside = ends.into_iter().filter(|(_, day)| day.is_some_and(|day| !larger.holds(day)));
    outside
        .map(|(field, _)| match larger.to {
            Some(to) => CommonProblem::OutsidePeriod { from: larger.from, to: to.to_string() }.at(field),
            None => ActivityProblem::TooEarly { from: larger.from }.at(field),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Span, check_within};
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;

    const HORIZON: u64 = 40;

    fn day(number: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number)
    }

    fn span() -> impl Strategy<Value = Span> {
        (0..HORIZON, proptest::option::of(0..HORIZON)).prop_map(|(from, to)| Span { from: day(from), to: to.map(day) })
    }

    fn proper() -> impl Strategy<Value = Span> {
        span().prop_filter("ends before it begins", |span| span.to.is_none_or(|to| to >= span.from))
    }

    proptest! {
        #[test]
        fn periods_overlap_when_they_share_a_day(one in span(), other in span()) {
            let shared = (0..=HORIZON).map(day).any(|day| one.holds(day) && other.holds(day));
            prop_assert_eq!(one.overlaps(&other), shared);
            prop_assert_eq!(other.overlaps(&one), shared);
        }

        #[test]
        fn a_period_inside_holds_no_day_outside(span in proper(), larger in proper()) {
            let inside = check_within(&span, &larger, ("from", "to")).is_empty();
            let span = span.ending_with(&larger);
            let all = (0..=HORIZON).map(day).all(|day| !span.holds(day) || larger.holds(day));
            // One that begins after the larger has ended holds no day once it ends with it, yet is not inside.
            prop_assert_eq!(inside, all && larger.holds(span.from));
        }

        #[test]
        fn problems_name_the_field(early in 1..10_u64) {
            let larger = Span { from: day(10), to: Some(day(20)) };
            let span = Span { from: day(10 - early), to: Some(day(20 + early)) };
            let fields: Vec<_> = check_within(&span, &larger, ("startDate", "endDate"))
                .into_iter()
                .flat_map(|problem| problem.field)
                .collect();
            prop_assert_eq!(fields, ["startDate", "endDate"]);
        }
    }
}

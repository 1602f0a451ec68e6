//! What a participation count may say: whole numbers that fit together, a period inside the activity's, nobody counted
//! twice.

use chrono::NaiveDate;
use entity::{
    participation_count,
    vocabulary::{AgeBand, TargetGroup},
};

use crate::{
    activity::rules::{Span, check_within},
    problem::{CommonProblem, Problem, problems},
};

problems! {
    /// What can be wrong with a participation count.
    pub enum CountProblem {
        /// Fewer visits than people.
        TooFewAttendances { participants: i32 } => InvalidValue at "attendances" {
            nb: "{participants} deltakere har møtt minst {participants} ganger til sammen. Oppgi antall oppmøter i alt.",
            nn: "{participants} deltakarar har møtt minst {participants} gonger til saman. Oppgi talet på oppmøte i alt.",
            en: "{participants} participants have attended at least {participants} times together. Give the visits in all."
        }
        /// More visits than people and sessions allow.
        TooManyAttendances { participants: i32, sessions: i32, most: i64 } => InvalidValue at "attendances" {
            nb: "{participants} deltakere på {sessions} samlinger kan høyst gi {most} oppmøter. Kontroller tallene.",
            nn: "{participants} deltakarar på {sessions} samlingar kan høgst gi {most} oppmøte. Kontroller tala.",
            en: "{participants} participants at {sessions} sessions make at most {most} attendances. Check the numbers."
        }
        /// People, but no session they took part in.
        NoSessions {} => InvalidValue at "sessions" {
            nb: "Når noen har deltatt, er det holdt minst én samling. Oppgi antall samlinger.",
            nn: "Når nokon har delteke, er det halde minst éi samling. Oppgi talet på samlingar.",
            en: "When anybody took part, at least one session was held. Give the number of sessions."
        }
        /// The period has not begun.
        Future { today: NaiveDate } => OutsidePeriod at "periodFrom" {
            nb: "Perioden kan ikke begynne etter i dag, {today}. Meld tallene når perioden er i gang.",
            nn: "Perioden kan ikkje byrje etter i dag, {today}. Meld tala når perioden er i gang.",
            en: "The period cannot begin after today, {today}. Report the counts once it has begun."
        }
        /// The same is counted already.
        Counted { from: NaiveDate, to: NaiveDate, which: String } => AlreadyExists at "periodFrom" {
            nb: "Aktiviteten er allerede talt fra {from} til {to} for samme aldersgruppe og målgruppe: {which}. Endre det tallet i stedet.",
            nn: "Aktiviteten er allereie talt frå {from} til {to} for same aldersgruppe og målgruppe: {which}. Endre det talet i staden.",
            en: "The activity is already counted from {from} to {to} for the same age band and target group: {which}. Change that count instead."
        }
        /// Some of the same days are counted already.
        Overlaps { from: NaiveDate, to: NaiveDate, which: String } => AlreadyExists at "periodFrom" {
            nb: "Perioden overlapper {which}, fra {from} til {to} for samme aldersgruppe og målgruppe, så noen ville bli talt to ganger. Velg en annen periode eller endre det tallet.",
            nn: "Perioden overlappar {which}, frå {from} til {to} for same aldersgruppe og målgruppe, så nokon ville bli talde to gonger. Vel ein annan periode eller endre det talet.",
            en: "The period overlaps {which}, from {from} to {to} for the same age band and target group, so somebody would be counted twice. Choose another period or change that count."
        }
        /// Another count of the municipality has the external id.
        ExternalIdTaken { id: String } => AlreadyExists at "externalId" {
            nb: "Ekstern id {id} er allerede brukt for et annet deltakertall i kommunen. Bruk en annen id, eller endre det tallet.",
            nn: "Ekstern id {id} er allereie brukt for eit anna deltakartal i kommunen. Bruk ein annan id, eller endre det talet.",
            en: "External id {id} is already used for another count in the municipality. Use another id, or change that count."
        }
        /// An external id is given twice in a submission.
        ExternalIdTwice { id: String, which: String } => AlreadyExists at "externalId" {
            nb: "Ekstern id {id} er også brukt i {which}. Send hvert tall én gang.",
            nn: "Ekstern id {id} er òg brukt i {which}. Send kvart tal éin gong.",
            en: "External id {id} is also used in {which}. Send each count once."
        }
        /// The activity belongs to a municipality the caller does not count for.
        OtherMunicipality {} => Forbidden at "activity" {
            nb: "Aktiviteten hører til en annen kommune. Deltakertall meldes av aktivitetens egen kommune.",
            nn: "Aktiviteten høyrer til ein annan kommune. Deltakartal blir melde av aktiviteten sin eigen kommune.",
            en: "The activity belongs to another municipality. Counts are reported by the activity's own."
        }
        /// Too many counts at once.
        TooMany { most: usize } => InvalidValue at "counts" {
            nb: "Send høyst {most} tall om gangen.",
            nn: "Send høgst {most} tal om gongen.",
            en: "Send at most {most} counts at a time."
        }
    }
}

/// What a count says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The first day counted.
    pub from: NaiveDate,
    /// The last day counted.
    pub to: NaiveDate,
    /// The ages counted.
    pub age_band: AgeBand,
    /// The group counted.
    pub target_group: TargetGroup,
    /// Different people.
    pub participants: i32,
    /// Visits in all.
    pub attendances: i32,
    /// Sessions held.
    pub sessions: i32,
    /// Minutes in all sessions together.
    pub minutes: i32,
}

impl From<&participation_count::Model> for Counted {
    fn from(model: &participation_count::Model) -> Self {
        Self {
            from: model.period_from,
            to: model.period_to,
            age_band: model.age_band,
            target_group: model.target_group,
            participants: model.participants,
            attendances: model.attendances,
            sessions: model.sessions,
            minutes: model.minutes,
        }
    }
}

impl Counted {
    /// The period counted.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { from: self.from, to: Some(self.to) }
    }

    /// Whether another count of the same activity is of exactly the same period, ages and group.
    #[must_use]
    pub fn same_key(&self, other: &Self) -> bool {
        self.same_group(other) && (self.from, self.to) == (other.from, other.to)
    }

    fn same_group(&self, other: &Self) -> bool {
        (self.age_band, self.target_group) == (other.age_band, other.target_group)
    }
}

/// Checks a count by itself: its numbers, and its period against the `activity`'s and `today`.
#[must_use]
pub fn check(counted: &Counted, activity: &Span, today: NaiveDate) -> Vec<Problem> {
    let mut problems = check_numbers(counted);
    if counted.to < counted.from {
        let (from, to) = (counted.from, counted.to);
        problems.push(CommonProblem::EndsBeforeStart { from, to }.at("periodTo"));
    }
    problems.extend(check_within(&counted.span(), activity, ("periodFrom", "periodTo")));
    if counted.from > today {
        problems.push(CountProblem::Future { today }.into());
    }
    problems
}

/// Checks that the numbers fit together: 0 ≤ participants ≤ attendances ≤ participants × sessions.
#[must_use]
pub fn check_numbers(counted: &Counted) -> Vec<Problem> {
    let Counted { participants, attendances, sessions, minutes, .. } = *counted;
    let negative: Vec<Problem> =
        [("participants", participants), ("attendances", attendances), ("sessions", sessions), ("minutes", minutes)]
            .into_iter()
            .filter(|&(_, number)| number < 0)
            .map(|(field, _)| {
                let (least, most) = ("0".to_owned(), i32::MAX.to_string());
                CommonProblem::OutOfRange { least, most }.at(field)
            })
            .collect();
    if !negative.is_empty() {
        return negative;
    }
    let most = i64::from(participants) * i64::from(sessions);
    if participants > 0 && sessions == 0 {
        vec![CountProblem::NoSessions {}.into()]
    } else if attendances < participants {
        vec![CountProblem::TooFewAttendances { participants }.into()]
    } else if i64::from(attendances) > most {
        let problem = CountProblem::TooManyAttendances { participants, sessions, most };
        vec![problem.into()]
    } else {
        Vec::new()
    }
}

/// Whether counting this would count somebody twice, given `other`, a count of the same activity called `which`.
///
/// # Errors
/// [`CountProblem::Counted`] or [`CountProblem::Overlaps`].
pub fn check_apart(counted: &Counted, other: &Counted, which: &impl ToString) -> Result<(), CountProblem> {
    let Counted { from, to, .. } = *other;
    if !counted.same_group(other) || !counted.span().overlaps(&other.span()) {
        return Ok(());
    }
    let which = which.to_string();
    Err(if counted.same_key(other) {
        CountProblem::Counted { from, to, which }
    } else {
        CountProblem::Overlaps { from, to, which }
    })
}

#[cfg(test)]
mod tests {
    use super::{CountProblem, Counted, check, check_apart, check_numbers};
    use crate::activity::rules::Span;
    use chrono::{Days, NaiveDate};
    use entity::vocabulary::{AgeBand, TargetGroup, Vocabulary};
    use proptest::prelude::*;

    fn day(number: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number)
    }

    fn number() -> impl Strategy<Value = i32> {
        prop_oneof![-2..60_i32, Just(i32::MAX), Just(i32::MIN), any::<i32>()]
    }

    prop_compose! {
        fn counted()(
            from in 0..30_u64, length in 0..10_u64,
            age in 0..2_usize, group in 0..2_usize,
            participants in number(), attendances in number(), sessions in number(), minutes in number(),
        ) -> Counted {
            Counted {
                from: day(from),
                to: day(from + length),
                age_band: AgeBand::ALL[age],
                target_group: TargetGroup::ALL[group],
                participants,
                attendances,
                sessions,
                minutes,
            }
        }
    }

    proptest! {
        #[test]
        fn accepted_numbers_can_have_happened(counted in counted()) {
            let Counted { participants, attendances, sessions, minutes, .. } = counted;
            let wide = |number: i32| i128::from(number);
            let can = participants >= 0 && sessions >= 0 && minutes >= 0
                && attendances >= participants
                && (participants == 0 || sessions >= 1)
                && wide(attendances) <= wide(participants) * wide(sessions);
            prop_assert_eq!(check_numbers(&counted).is_empty(), can);
        }

        #[test]
        fn whoever_comes_is_accepted(visits in proptest::collection::vec(1..12_i32, 0..40)) {
            // Each person comes to between one and twelve of twelve sessions.
            let counted = Counted {
                from: day(0), to: day(1), age_band: AgeBand::AllAges, target_group: TargetGroup::Everyone,
                participants: i32::try_from(visits.len()).unwrap(),
                attendances: visits.iter().sum(),
                sessions: 12,
                minutes: 540,
            };
            prop_assert!(check_numbers(&counted).is_empty());
        }

        #[test]
        fn nobody_is_counted_twice(one in counted(), other in counted()) {
            let shared = (0..=40).map(day).any(|day| one.span().holds(day) && other.span().holds(day))
                && one.age_band == other.age_band && one.target_group == other.target_group;
            let outcome = check_apart(&one, &other, &"other");
            prop_assert_eq!(outcome.is_err(), shared);
            prop_assert_eq!(check_apart(&other, &one, &"one").is_err(), shared);
            let same = matches!(outcome, Err(CountProblem::Counted { .. }));
            prop_assert_eq!(same, one.same_key(&other));
        }

        #[test]
        fn the_period_lies_inside_the_activity(counted in counted(), from in 0..30_u64, length in 0..30_u64, today in 0..40_u64) {
            let counted = Counted { participants: 0, attendances: 0, sessions: 0, minutes: 0, ..counted };
            let activity = Span { from: day(from), to: Some(day(from + length)) };
            let inside = activity.holds(counted.from) && activity.holds(counted.to);
            let begun = counted.from <= day(today);
            prop_assert_eq!(check(&counted, &activity, day(today)).is_empty(), inside && begun);
        }
    }
}

//! When more of a position would be shared than there is: the 100 % rule, asked beforehand.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::Percentage;

use crate::{
    staff::rules::{Period, Share},
    vocabulary::StaffConflictReason,
};

/// A position and when it is held.
#[derive(Clone, Copy, Debug)]
pub struct Position {
    /// The employment percentage.
    pub percentage: Percentage,
    /// When the person is employed.
    pub employment: Period,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// How much.
    pub percentage: Percentage,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// A share that is taken already, by something that has a name or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken<K> {
    /// What takes it, if that can be told.
    pub by: Option<K>,
    /// How much, and when.
    pub share: Share,
}

/// Days on which it cannot be done, for one and the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict<K> {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Why.
    pub reason: StaffConflictReason,
    /// All that is taken on each of the days.
    pub taken: Percentage,
    /// What takes it, as far as it can be told.
    pub by: Vec<K>,
    /// The part of what is taken of which it cannot be told.
    pub unnamed: Percentage,
}

/// What is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Availability<K> {
    /// The least that is left on any of the days.
    pub free: Percentage,
    /// When it cannot be done.
    pub conflicts: Vec<Conflict<K>>,
}

fn covers(period: Period, day: NaiveDate) -> bool {
    period.from <= day && period.to.is_none_or(|to| day <= to)
}

fn sum(shares: impl Iterator<Item = Percentage>) -> Percentage {
    Percentage(shares.fold(0, |sum, share| sum.saturating_add(share.0)))
}

/// When a share would be too much, and what is left.
///
/// What is taken changes only on the days a share or the employment begins, or the day after it has ended.
#[must_use]
pub fn availability<K: Copy + PartialEq>(position: Position, taken: &[Taken<K>], wanted: Wanted) -> Availability<K> {
    let periods = taken.iter().map(|taken| taken.share.period).chain([position.employment]);
    let turns = periods.flat_map(|period| [Some(period.from), period.to.and_then(|to| to.succ_opt())]);
    let within = |day: &NaiveDate| wanted.from < *day && *day <= wanted.to;
    let days: BTreeSet<NaiveDate> = turns.flatten().filter(within).chain([wanted.from]).collect();
    let mut found = Availability { free: position.percentage, conflicts: Vec::<Conflict<K>>::new() };
    let mut days = days.into_iter().peekable();
    while let Some(from) = days.next() {
        let to = days.peek().and_then(NaiveDate::pred_opt).unwrap_or(wanted.to);
        let then = || taken.iter().filter(|taken| covers(taken.share.period, from));
        let total = sum(then().map(|taken| taken.share.percentage));
        let employed = covers(position.employment, from);
        let free = if employed { position.percentage.0.saturating_sub(total.0).max(0) } else { 0 };
        found.free = found.free.min(Percentage(free));
        let reason = match (employed, wanted.percentage.0 > free) {
            (_, false) => continue,
            (false, true) => StaffConflictReason::NotEmployed,
            (true, true) => StaffConflictReason::ExceedsPosition,
        };
        let conflict = Conflict {
            from,
            to,
            reason,
            taken: total,
            by: then().filter_map(|taken| taken.by).collect(),
            unnamed: sum(then().filter(|taken| taken.by.is_none()).map(|taken| taken.share.percentage)),
        };
        match found.conflicts.last_mut() {
            Some(last) if goes_on(last, &conflict) => last.to = conflict.to,
            _ => found.conflicts.push(conflict),
        }
    }
    found
}

/// Whether a conflict is the one before, gone on: one share may follow another of the same size.
fn goes_on<K: PartialEq>(last: &Conflict<K>, next: &Conflict<K>) -> bool {
    let like = |conflict: &Conflict<K>| (conflict.reason, conflict.taken, conflict.unnamed);
    last.to.succ_opt() == Some(next.from) && like(last) == like(next) && last.by == next.by
}

#[cfg(test)]
mod tests {
    use super::{Position, Taken, Wanted, availability};
    use crate::{
        staff::rules::{Period, Share, check_capacity},
        vocabulary::StaffConflictReason,
    };
    use chrono::{Days, NaiveDate};
    use entity::Percentage;
    use proptest::prelude::*;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n)
    }

    fn period() -> impl Strategy<Value = Period> {
        (0..60_u64, prop::option::of(0..60_u64))
            .prop_map(|(from, length)| Period { from: day(from), to: length.map(|length| day(from + length)) })
    }

    fn taken() -> impl Strategy<Value = Vec<Taken<u8>>> {
        let one = (prop::option::of(any::<u8>()), 1..6_000_i32, period());
        prop::collection::vec(one, 0..8).prop_map(|rows| {
            let taken =
                |(by, percentage, period)| Taken { by, share: Share { percentage: Percentage(percentage), period } };
            rows.into_iter().map(taken).collect()
        })
    }

    proptest! {
        #[test]
        fn each_day_is_as_a_look_at_it_alone_finds(
            taken in taken(), employment in period(), size in 1..=10_000_i32, more in 1..=10_000_i32,
            from in 0..60_u64, length in 0..60_u64,
        ) {
            let position = Position { percentage: Percentage(size), employment };
            let wanted = Wanted { percentage: Percentage(more), from: day(from), to: day(from + length) };
            let found = availability(position, &taken, wanted);
            let mut least = size;
            let mut on = wanted.from;
            while on <= wanted.to {
                let covers = |period: Period| period.from <= on && period.to.is_none_or(|to| on <= to);
                let then = || taken.iter().filter(|taken| covers(taken.share.period));
                let total: i32 = then().map(|taken| taken.share.percentage.0).sum();
                let free = if covers(employment) { (size - total).max(0) } else { 0 };
                least = least.min(free);
                let conflict = found.conflicts.iter().find(|found| found.from <= on && on <= found.to);
                prop_assert_eq!(conflict.is_some(), more > free, "{}", on);
                if let Some(conflict) = conflict {
                    let unnamed: i32 = then().filter(|taken| taken.by.is_none()).map(|taken| taken.share.percentage.0).sum();
                    let by: Vec<u8> = then().filter_map(|taken| taken.by).collect();
                    prop_assert_eq!((conflict.taken.0, conflict.unnamed.0, &conflict.by), (total, unnamed, &by));
                    prop_assert_eq!(conflict.reason == StaffConflictReason::NotEmployed, !covers(employment));
                }
                on = on.succ_opt().unwrap();
            }
            prop_assert_eq!(found.free.0, least);
            prop_assert!(found.conflicts.is_sorted_by(|one, other| one.to < other.from));
        }

        #[test]
        fn it_fits_when_the_rule_of_writing_lets_it_through(
            taken in taken(), size in 1..=10_000_i32, more in 1..=10_000_i32, from in 0..60_u64, length in 0..60_u64,
        ) {
            let always = Period { from: NaiveDate::MIN, to: None };
            let position = Position { percentage: Percentage(size), employment: always };
            let wanted = Wanted { percentage: Percentage(more), from: day(from), to: day(from + length) };
            let period = Period { from: wanted.from, to: Some(wanted.to) };
            let own = Share { percentage: wanted.percentage, period };
            let shares = |and: Option<Share>| taken.iter().map(|taken| taken.share).chain(and).collect::<Vec<_>>();
            prop_assume!(check_capacity(position.percentage, &shares(None)).is_ok());
            let written = check_capacity(position.percentage, &shares(Some(own)));
            let found = availability(position, &taken, wanted);
            prop_assert_eq!(written.is_ok(), found.conflicts.is_empty());
            if let Err(excess) = written {
                prop_assert_eq!(excess.on, found.conflicts[0].from);
            }
        }
    }
}

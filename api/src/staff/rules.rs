//! The rules of shared staff: the 100 % rule, and that an allocation lies within what it is a part of.
//!
//! The 100 % rule: on every date, a person's allocations over all partnerships take together at most the employment
//! percentage.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use chrono::NaiveDate;
use entity::{Percentage, vocabulary::PartnershipStatus};

use crate::{
    problem::{Problem, problems},
    store::Refused,
};

/// The least share of a position, or of a salary, that can be agreed: 0.01 %.
pub const LEAST: Percentage = Percentage(1);
/// The largest: 100 %.
pub const MOST: Percentage = Percentage::FULL;

problems! {
    /// What can be wrong with staff and their allocations. No message names a partnership: the caller may not know it.
    pub enum StaffProblem {
        /// More than the position has.
        OverCapacity { on: NaiveDate, total: Percentage, limit: Percentage } => ExceedsCapacity at "percentage" {
            nb: "Til sammen blir dette {total} % den {on}, men stillingen er på {limit} %. Sett ned prosenten, eller velg andre datoer.",
            nn: "Til saman blir dette {total} % den {on}, men stillinga er på {limit} %. Set ned prosenten, eller vel andre datoar.",
            en: "Together this takes {total} % on {on}, but the position is {limit} %. Lower the percentage, or choose other dates."
        }
        /// A position made smaller than what is allocated of it.
        PositionTooSmall { on: NaiveDate, total: Percentage, limit: Percentage } => ExceedsCapacity at "employmentPercentage" {
            nb: "{total} % er delt med samarbeid den {on}, mer enn {limit} %. Sett ned eller avslutt delinger først.",
            nn: "{total} % er delt med samarbeid den {on}, meir enn {limit} %. Set ned eller avslutt delingar først.",
            en: "{total} % is shared with partnerships on {on}, more than {limit} %. Lower or end allocations first."
        }
        /// An allocation outside the employment.
        OutsideEmployment { employment: Period } => OutsidePeriod at "fromDate" {
            nb: "Delingen må ligge innenfor ansettelsen: {employment}. Endre datoene.",
            nn: "Delinga må liggje innanfor tilsetjinga: {employment}. Endre datoane.",
            en: "The allocation must lie within the employment: {employment}. Change the dates."
        }
        /// An allocation outside the partnership.
        OutsidePartnership { partnership: Period } => OutsidePeriod at "fromDate" {
            nb: "Delingen må ligge innenfor samarbeidet: {partnership}. Endre datoene.",
            nn: "Delinga må liggje innanfor samarbeidet: {partnership}. Endre datoane.",
            en: "The allocation must lie within the partnership: {partnership}. Change the dates."
        }
        /// An employment that no longer covers what is allocated.
        EmploymentTooShort { allocation: Period } => OutsidePeriod at "employedFrom" {
            nb: "Personen er delt med et samarbeid {allocation}, utenfor ansettelsen. Endre eller avslutt delingen først.",
            nn: "Personen er delt med eit samarbeid {allocation}, utanfor tilsetjinga. Endre eller avslutt delinga først.",
            en: "The person is shared with a partnership {allocation}, outside the employment. Change or end that allocation first."
        }
        /// A partnership whose dates no longer cover its allocations.
        PartnershipTooShort { allocation: Period, partnership: Period } => OutsidePeriod at "startDate" {
            nb: "En ansatt er delt {allocation}, utenfor samarbeidet: {partnership}. Endre eller slett delingen først.",
            nn: "Ein tilsett er delt {allocation}, utanfor samarbeidet: {partnership}. Endre eller slett delinga først.",
            en: "An employee is shared {allocation}, outside the partnership: {partnership}. Change or delete that allocation first."
        }
        /// Who refunds without how much, or the other way round.
        HalfRefund {} => Required at "refundPercentage" {
            nb: "Oppgi både hvem som refunderer og hvor mange prosent, eller ingen av delene.",
            nn: "Oppgi både kven som refunderer og kor mange prosent, eller ingen av delane.",
            en: "Give both who refunds and how many per cent, or neither."
        }
        /// The employer has no say in the partnership.
        EmployerNotParty {} => Forbidden at "staffMember" {
            nb: "Arbeidsgiveren er ikke part i samarbeidet. Legg den til som part, eller be arbeidsgiveren eller kommunen om å registrere delingen.",
            nn: "Arbeidsgivaren er ikkje part i samarbeidet. Legg han til som part, eller be arbeidsgivaren eller kommunen om å registrere delinga.",
            en: "The employer is not a party to the partnership. Add it as a party, or ask the employer or its municipality to register the allocation."
        }
        /// The registry no longer knows who the person is.
        Pseudonymised {} => Pseudonymised at "id" {
            nb: "Hvem dette er, er slettet fordi lagringstiden er ute. Registrer personen på nytt for å dele stillingen igjen.",
            nn: "Kven dette er, er sletta fordi lagringstida er ute. Registrer personen på nytt for å dele stillinga igjen.",
            en: "Who this is has been removed, because the time of retention is over. Register the person anew to share them again."
        }
        /// The employee key is taken.
        KeyTaken {} => AlreadyExists at "employeeKey" {
            nb: "Arbeidsgiveren har allerede en ansatt med denne nøkkelen. Finn registreringen og endre den.",
            nn: "Arbeidsgivaren har allereie ein tilsett med denne nøkkelen. Finn registreringa og endre ho.",
            en: "The employer already has an employee with this key. Find that record and change it."
        }
        /// Not an e-mail address.
        NotAnEmail {} => InvalidValue at "email" {
            nb: "Oppgi en e-postadresse, for eksempel navn@kommune.no.",
            nn: "Oppgi ei e-postadresse, til dømes namn@kommune.no.",
            en: "Give an e-mail address, for example name@kommune.no."
        }
    }
}

/// A problem, and the one of several fields that is to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blamed {
    /// The problem.
    pub problem: StaffProblem,
    /// The input field.
    pub field: &'static str,
}

impl From<Blamed> for Problem {
    fn from(Blamed { problem, field }: Blamed) -> Self {
        problem.at(field)
    }
}

impl From<Blamed> for Refused {
    fn from(blamed: Blamed) -> Self {
        Problem::from(blamed).into()
    }
}

/// The days from one date to another, both included; without an end until further notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none when it goes on.
    pub to: Option<NaiveDate>,
}

impl Period {
    /// Whether it begins before `whole` does.
    #[must_use]
    pub fn starts_before(self, whole: Self) -> bool {
        self.from < whole.from
    }

    /// Whether it goes on after `whole` has ended.
    #[must_use]
    pub fn ends_after(self, whole: Self) -> bool {
        let last = |period: Self| period.to.unwrap_or(NaiveDate::MAX);
        last(self) > last(whole)
    }

    /// Whether all its days are days of `whole`.
    #[must_use]
    pub fn within(self, whole: Self) -> bool {
        !self.starts_before(whole) && !self.ends_after(whole)
    }

    /// Ended on `last` at the latest; none when it has not begun by then.
    #[must_use]
    pub fn cut(self, last: NaiveDate) -> Option<Self> {
        let to = self.to.map_or(last, |to| to.min(last));
        (self.from <= to).then_some(Self { from: self.from, to: Some(to) })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(f, "{} – {to}", self.from),
            None => write!(f, "{} – …", self.from),
        }
    }
}

/// A part of a position, taken for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How much.
    pub percentage: Percentage,
    /// When.
    pub period: Period,
}

/// Where the shares of a position first are more than it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess {
    /// The first day.
    pub on: NaiveDate,
    /// All that is taken that day.
    pub total: Percentage,
    /// The position.
    pub limit: Percentage,
}

impl Excess {
    /// As a problem of who would take more.
    #[must_use]
    pub fn taking(self) -> StaffProblem {
        let Self { on, total, limit } = self;
        StaffProblem::OverCapacity { on, total, limit }
    }

    /// As a problem of who would make the position smaller.
    #[must_use]
    pub fn shrinking(self) -> StaffProblem {
        let Self { on, total, limit } = self;
        StaffProblem::PositionTooSmall { on, total, limit }
    }
}

/// Partnerships that came to nothing: what was meant to be shared with them takes nothing of a position.
pub const NEVER_CAME_ABOUT: [PartnershipStatus; 2] = [PartnershipStatus::Withdrawn, PartnershipStatus::Declined];

/// What the terms in force of one partnership still hold of a person beyond its working copy: while an amendment that
/// gives some up awaits its confirmation, both bind, and on every date the larger counts.
#[must_use]
pub fn still_held(working: &[Share], agreed: &[Share]) -> Vec<Share> {
    let both = || working.iter().chain(agreed);
    let after_last = |share: &Share| share.period.to.and_then(|to| to.succ_opt());
    let turns: BTreeSet<NaiveDate> =
        both().map(|share| share.period.from).chain(both().filter_map(after_last)).collect();
    let on = |shares: &[Share], date: NaiveDate| -> i32 {
        let covers = |share: &&Share| share.period.from <= date && share.period.to.is_none_or(|to| date <= to);
        shares.iter().filter(covers).map(|share| share.percentage.0).sum()
    };
    let mut turns = turns.into_iter().peekable();
    let mut held = Vec::new();
    while let Some(from) = turns.next() {
        let beyond = on(agreed, from) - on(working, from);
        if beyond > 0 {
            let to = turns.peek().and_then(NaiveDate::pred_opt);
            held.push(Share { percentage: Percentage(beyond), period: Period { from, to } });
        }
    }
    held
}

/// The 100 % rule: on every date, the shares take together at most `limit`.
///
/// What is taken changes only on the days a share begins or the day after it has ended, so only those are looked at.
///
/// # Errors
/// The first day it is broken, the total that day and the limit.
pub fn check_capacity(limit: Percentage, shares: &[Share]) -> Result<(), Excess> {
    let mut changes: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for Share { percentage, period } in shares {
        if period.to.is_some_and(|to| to < period.from) {
            continue;
        }
        *changes.entry(period.from).or_default() += i64::from(percentage.0);
        if let Some(after) = period.to.and_then(|to| to.succ_opt()) {
            *changes.entry(after).or_default() -= i64::from(percentage.0);
        }
    }
    let mut total = 0;
    for (on, change) in changes {
        total += change;
        if total > i64::from(limit.0) {
            let total = Percentage(i32::try_from(total).unwrap_or(i32::MAX));
            return Err(Excess { on, total, limit });
        }
    }
    Ok(())
}

/// What is left of a position. All of it is taken where nobody is employed.
#[must_use]
pub fn free(position: Percentage, employment: Period, taken: Percentage, on: NaiveDate) -> Percentage {
    let day = Period { from: on, to: Some(on) };
    if day.within(employment) { Percentage(position.0.saturating_sub(taken.0).max(0)) } else { Percentage(0) }
}

/// When a partnership runs: to its last day, or to the day it ended before that.
#[must_use]
pub fn partnership_period(start: NaiveDate, end: Option<NaiveDate>, ended_on: Option<NaiveDate>) -> Period {
    Period { from: start, to: [end, ended_on].into_iter().flatten().min() }
}

/// Checks that an allocation lies within the employment.
///
/// # Errors
/// [`StaffProblem::OutsideEmployment`], at the date that is outside.
pub fn check_within_employment(allocation: Period, employment: Period) -> Result<(), Blamed> {
    let problem = StaffProblem::OutsideEmployment { employment };
    check_within(allocation, employment, problem, ["fromDate", "toDate"])
}

/// Checks that an allocation lies within the partnership.
///
/// # Errors
/// [`StaffProblem::OutsidePartnership`], at the date that is outside.
pub fn check_within_partnership(allocation: Period, partnership: Period) -> Result<(), Blamed> {
    let problem = StaffProblem::OutsidePartnership { partnership };
    check_within(allocation, partnership, problem, ["fromDate", "toDate"])
}

/// Checks that an employment whose dates change still covers an allocation.
///
/// # Errors
/// [`StaffProblem::EmploymentTooShort`], at the date that is to blame.
pub fn check_employment_covers(employment: Period, allocation: Period) -> Result<(), Blamed> {
    let problem = StaffProblem::EmploymentTooShort { allocation };
    check_within(allocation, employment, problem, ["employedFrom", "employedTo"])
}

/// Checks that a partnership whose dates change still covers an allocation.
///
/// # Errors
/// [`StaffProblem::PartnershipTooShort`], at the date that is to blame.
pub fn check_partnership_covers(partnership: Period, allocation: Period) -> Result<(), Blamed> {
    let problem = StaffProblem::PartnershipTooShort { allocation, partnership };
    check_within(allocation, partnership, problem, ["startDate", "endDate"])
}

/// The problem is tied to the first of `fields` when `part` begins too early, else to the second.
fn check_within(part: Period, whole: Period, problem: StaffProblem, fields: [&'static str; 2]) -> Result<(), Blamed> {
    let [from, to] = fields;
    if part.starts_before(whole) {
        Err(Blamed { problem, field: from })
    } else if part.ends_after(whole) {
        Err(Blamed { problem, field: to })
    } else {
        Ok(())
    }
}

/// Checks that who refunds and how much are given together.
///
/// # Errors
/// [`StaffProblem::HalfRefund`], at what is missing.
pub fn check_refund(has_party: bool, percentage: Option<Percentage>) -> Result<(), Blamed> {
    let field = match (has_party, percentage) {
        (true, Some(_)) | (false, None) => return Ok(()),
        (true, None) => "refundPercentage",
        (false, Some(_)) => "refundParty",
    };
    Err(Blamed { problem: StaffProblem::HalfRefund {}, field })
}

/// Checks that text has the form of an e-mail address: something, one `@`, something, and no white space.
///
/// # Errors
/// [`StaffProblem::NotAnEmail`].
pub fn check_email(text: &str) -> Result<(), StaffProblem> {
    let plausible =
        text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if plausible && !text.contains(char::is_whitespace) { Ok(()) } else { Err(StaffProblem::NotAnEmail {}) }
}

#[cfg(test)]
mod tests {
    use super::{
        Excess, Period, Share, check_capacity, check_email, check_refund, check_within_partnership, free,
        partnership_period, still_held,
    };
    use chrono::{Days, NaiveDate};
    use entity::Percentage;
    use proptest::prelude::*;

    /// Days are numbered from here.
    fn day(number: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 8, 1).unwrap() + Days::new(number)
    }

    fn period(from: u64, to: Option<u64>) -> Period {
        Period { from: day(from), to: to.map(day) }
    }

    /// The last day looked at: every share that ends, ends before.
    const HORIZON: u64 = 80;

    fn any_period() -> impl Strategy<Value = Period> {
        (0_u64..40, proptest::option::of(0_u64..30))
            .prop_map(|(from, length)| period(from, length.map(|length| from + length)))
    }

    fn shares() -> impl Strategy<Value = Vec<Share>> {
        let share = (1_i32..6_000, any_period())
            .prop_map(|(percentage, period)| Share { percentage: Percentage(percentage), period });
        proptest::collection::vec(share, 0..8)
    }

    /// What is taken on a day, counted the plain way.
    fn taken(shares: &[Share], on: NaiveDate) -> i32 {
        shares
            .iter()
            .filter(|share| share.period.from <= on && share.period.to.is_none_or(|to| on <= to))
            .map(|share| share.percentage.0)
            .sum()
    }

    proptest! {
        #[test]
        fn the_sweep_agrees_with_counting_every_day(shares in shares(), limit in 1_i32..=10_000) {
            let limit = Percentage(limit);
            let naive = (0..HORIZON).map(day).find(|&on| taken(&shares, on) > limit.0);
            let expected = naive.map_or(Ok(()), |on| {
                Err(Excess { on, total: Percentage(taken(&shares, on)), limit })
            });
            prop_assert_eq!(check_capacity(limit, &shares), expected);
        }

        #[test]
        fn of_two_versions_the_larger_counts_on_every_day(working in shares(), agreed in shares()) {
            let held = still_held(&working, &agreed);
            let on = |shares: &[Share], date: NaiveDate| -> i32 {
                let covers = |share: &&Share| share.period.from <= date && share.period.to.is_none_or(|to| date <= to);
                shares.iter().filter(covers).map(|share| share.percentage.0).sum()
            };
            let first = working.iter().chain(&agreed).map(|share| share.period.from).min();
            for date in first.into_iter().flat_map(|first| first.iter_days().take(400)) {
                let larger = on(&working, date).max(on(&agreed, date));
                prop_assert_eq!(on(&working, date) + on(&held, date), larger, "{}", date);
            }
        }

        #[test]
        fn the_order_does_not_matter(shares in shares(), limit in 1_i32..=10_000) {
            let backwards: Vec<Share> = shares.iter().rev().copied().collect();
            let limit = Percentage(limit);
            prop_assert_eq!(check_capacity(limit, &shares), check_capacity(limit, &backwards));
        }

        #[test]
        fn taking_less_never_breaks_it(shares in shares(), limit in 1_i32..=10_000, fewer in 0_usize..8) {
            prop_assume!(check_capacity(Percentage(limit), &shares).is_ok());
            let kept: Vec<Share> = shares.iter().take(fewer).copied().collect();
            prop_assert!(check_capacity(Percentage(limit), &kept).is_ok());
            let cut: Vec<Share> = shares.iter().filter_map(|share| {
                share.period.cut(day(20)).map(|period| Share { period, ..*share })
            }).collect();
            prop_assert!(check_capacity(Percentage(limit), &cut).is_ok());
        }

        #[test]
        fn what_is_free_all_the_time_can_be_taken(shares in shares(), position in 1_i32..=10_000, wanted in any_period()) {
            prop_assume!(check_capacity(Percentage(position), &shares).is_ok());
            let employment = period(0, None);
            let least = (0..HORIZON).map(day)
                .filter(|&on| wanted.from <= on && wanted.to.is_none_or(|to| on <= to))
                .map(|on| free(Percentage(position), employment, Percentage(taken(&shares, on)), on))
                .min().unwrap();
            let with = |percentage| {
                let mut all = shares.clone();
                all.push(Share { percentage, period: wanted });
                check_capacity(Percentage(position), &all)
            };
            prop_assert!(with(least).is_ok());
            prop_assert!(with(Percentage(least.0 + 1)).is_err());
        }

        #[test]
        fn within_means_every_day(part in any_period(), whole in any_period()) {
            let covers = |period: Period, on: NaiveDate| period.from <= on && period.to.is_none_or(|to| on <= to);
            let every_day = (0..HORIZON).map(day).all(|on| !covers(part, on) || covers(whole, on));
            prop_assert_eq!(part.within(whole), every_day);
            prop_assert_eq!(check_within_partnership(part, whole).is_ok(), every_day);
        }
    }

    #[test]
    fn one_ends_as_the_next_begins() {
        let half = |from, to| Share { percentage: Percentage(6_000), period: period(from, to) };
        assert_eq!(check_capacity(Percentage::FULL, &[half(0, Some(9)), half(10, None)]), Ok(()));
        let excess = check_capacity(Percentage::FULL, &[half(0, Some(10)), half(10, None)]);
        assert_eq!(excess.unwrap_err().on, day(10));
    }

    #[test]
    fn a_partnership_runs_until_it_ended() {
        let (start, end, ended) = (day(0), Some(day(30)), Some(day(20)));
        assert_eq!(partnership_period(start, end, ended), period(0, Some(20)));
        assert_eq!(partnership_period(start, None, None), period(0, None));
    }

    #[test]
    fn nothing_is_free_outside_the_employment() {
        let employment = period(5, Some(10));
        let free = |on| free(Percentage(8_000), employment, Percentage(3_000), day(on)).0;
        assert_eq!([free(4), free(5), free(10), free(11)], [0, 5_000, 5_000, 0]);
    }

    #[test]
    fn refunds_are_whole() {
        assert!(check_refund(true, Some(Percentage(5_000))).is_ok());
        assert!(check_refund(false, None).is_ok());
        assert_eq!(check_refund(true, None).unwrap_err().field, "refundPercentage");
        assert_eq!(check_refund(false, Some(Percentage(1))).unwrap_err().field, "refundParty");
    }

    #[test]
    fn e_mail_addresses() {
        assert!(check_email("kari@bergen.kommune.no").is_ok());
        for text in ["kari", "@bergen.no", "kari@", "a@b@c", "kari @bergen.no"] {
            assert!(check_email(text).is_err(), "{text}");
        }
    }
}

//! School years and fiscal years around today.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};

use crate::clock::Clock;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// Dates told by school year: 0 is the one we are in, −1 the last, 1 the next. A school year (skoleår) runs from
/// 1 August to 31 July.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
}

impl Calendar {
    pub fn of(clock: &dyn Clock) -> Self {
        Self { now: clock.now(), today: clock.today() }
    }

    /// The day of a month in a school year.
    pub fn on(self, school_year: i32, month: u32, day: u32) -> NaiveDate {
        let first = self.today.year() - i32::from(self.today.month() < 8);
        let year = first + school_year + i32::from(month < 8);
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or(self.today)
    }

    /// The first day of a school year.
    pub fn start(self, school_year: i32) -> NaiveDate {
        self.on(school_year, 8, 1)
    }

    /// The last day of a school year.
    pub fn end(self, school_year: i32) -> NaiveDate {
        self.on(school_year, 7, 31)
    }

    /// A whole school year.
    pub fn school_year(self, school_year: i32) -> Period {
        Period { from: self.start(school_year), to: self.end(school_year) }
    }

    /// The teaching weeks before Christmas.
    pub fn autumn(self, school_year: i32) -> Period {
        Period { from: self.on(school_year, 8, 20), to: self.on(school_year, 12, 18) }
    }

    /// The teaching weeks after Christmas.
    pub fn spring(self, school_year: i32) -> Period {
        Period { from: self.on(school_year, 1, 6), to: self.on(school_year, 6, 18) }
    }

    /// The fiscal year (the calendar year) `years` from the one we are in.
    pub fn fiscal(self, years: i32) -> i32 {
        self.today.year() + years
    }

    pub fn days_ago(self, days: u64) -> NaiveDate {
        self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today)
    }

    pub fn in_days(self, days: u64) -> NaiveDate {
        self.today.checked_add_days(Days::new(days)).unwrap_or(self.today)
    }

    /// An instant on a working morning, never later than now.
    pub fn morning(self, date: NaiveDate) -> DateTime<Utc> {
        let time = NaiveTime::from_hms_opt(8, 30, 0).unwrap_or_default();
        date.and_time(time).and_utc().min(self.now)
    }

    /// Whether a day is here or past.
    pub fn has_come(self, date: NaiveDate) -> bool {
        date <= self.today
    }
}

#[cfg(test)]
mod tests {
    use super::Calendar;
    use crate::clock::FixedClock;
    use chrono::{NaiveDate, TimeZone, Utc};

    fn calendar(year: i32, month: u32, day: u32) -> Calendar {
        let now = Utc.with_ymd_and_hms(year, month, day, 10, 0, 0);
        Calendar::of(&FixedClock(now.unwrap()))
    }

    #[test]
    fn a_school_year_turns_on_the_first_of_august() {
        for (date, start) in [((2026, 7, 31), 2025), ((2026, 8, 1), 2026), ((2027, 1, 1), 2026)] {
            let calendar = calendar(date.0, date.1, date.2);
            let first = |year| NaiveDate::from_ymd_opt(year, 8, 1);
            assert_eq!(Some(calendar.start(0)), first(start));
            assert_eq!(Some(calendar.start(-1)), first(start - 1));
            assert!(calendar.end(0) >= calendar.today && calendar.start(0) <= calendar.today);
            assert_eq!(calendar.end(-1).succ_opt(), Some(calendar.start(0)));
        }
    }
}

//! Shared staff: nobody is promised away beyond the position they have, on any day.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::id::StaffMemberId;

use super::Book;

pub(super) fn check(book: &Book<'_>) {
    let staff: HashMap<_, _> = book.rows.staff.iter().map(|person| (person.id, person)).collect();
    for row in &book.rows.allocations {
        let person = staff[&row.staff_member_id];
        assert!(book.inside(row.partnership_id, row.from_date, row.to_date), "{row:?}");
        assert!(person.employed_from <= row.from_date, "{row:?}");
        assert!(person.employed_to.is_none_or(|last| row.to_date.is_some_and(|to| to <= last)), "{row:?}");
        assert!((1..=10_000).contains(&row.percentage.0), "{row:?}");
        assert!(book.is_party(row.partnership_id, row.host_party_id), "{row:?}");
        assert!(row.refund_party_id.is_none_or(|party| book.is_party(row.partnership_id, party)), "{row:?}");
        assert_eq!(row.refund_party_id.is_some(), row.refund_percentage.is_some(), "{row:?}");
        assert!(row.refund_percentage.is_none_or(|share| (1..=10_000).contains(&share.0)), "{row:?}");
        let employer_takes_part = book
            .rows
            .parties
            .iter()
            .any(|party| party.partnership_id == row.partnership_id && party.organisation_id == person.employer_id);
        assert!(employer_takes_part, "{row:?}");
    }
    let mut keys = std::collections::HashSet::new();
    for person in &book.rows.staff {
        assert_eq!(person.municipality_id, book.organisations[&person.employer_id].municipality_id);
        assert!(keys.insert((person.employer_id, &person.employee_key)), "{person:?}");
        let (day, most) = busiest(book, person.id);
        assert!(most <= person.employment_percentage.0, "{person:?}: {most} on {day}");
    }
}

/// The day most of a person is shared, and how much (basis points); every day is looked at.
pub(crate) fn busiest(book: &Book<'_>, person: StaffMemberId) -> (NaiveDate, i32) {
    let own: Vec<_> = book.rows.allocations.iter().filter(|row| row.staff_member_id == person).collect();
    let Some(first) = own.iter().map(|row| row.from_date).min() else {
        return (book.today, 0);
    };
    let last = own.iter().map(|row| row.to_date.unwrap_or(row.from_date)).max().unwrap().max(book.today);
    let last = last.checked_add_days(chrono::Days::new(400)).unwrap();
    first
        .iter_days()
        .take_while(|day| *day <= last)
        .map(|day| {
            let on_this_day = own.iter().filter(|row| row.from_date <= day && row.to_date.is_none_or(|to| day <= to));
            (day, on_this_day.map(|row| row.percentage.0).sum())
        })
        .max_by_key(|(_, most): &(NaiveDate, i32)| *most)
        .unwrap()
}

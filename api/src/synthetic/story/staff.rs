//! People shared with a partnership.

use chrono::NaiveDate;
use entity::{Percentage, staff_allocation, vocabulary::StaffFunction};

use super::{Partnership, Party, Person, row};

/// A shared part of a position, to say more about.
pub(crate) struct Share<'a>(&'a mut staff_allocation::Model);

impl Partnership<'_> {
    /// Shares `percentage` % of a full-time position, for as long as the partnership lasts.
    pub fn shares(&mut self, person: Person, percentage: i32, function: StaffFunction, host: &Party) -> Share<'_> {
        let row = row!(
            self.story,
            self.made,
            staff_allocation {
                municipality_id: self.row.municipality_id,
                staff_member_id: person.id,
                partnership_id: self.row.id,
                host_party_id: host.id,
                agreed_host_id: Some(host.organisation),
                refund_party_id: None,
                refund_percentage: None,
                percentage: Percentage(percentage * 100),
                function,
                note: None,
                from_date: self.row.start_date,
                to_date: self.row.end_date,
            }
        );
        Share(self.story.rows.allocations.push_mut(row))
    }
}

impl Share<'_> {
    /// A party refunds this share of the salary cost to the employer.
    pub fn refunded(self, party: &Party, percentage: i32) -> Self {
        self.0.refund_party_id = Some(party.id);
        self.0.refund_percentage = Some(Percentage(percentage * 100));
        self
    }

    /// Only for a part of the partnership's days.
    pub fn during(self, from: NaiveDate, to: NaiveDate) -> Self {
        self.0.from_date = from;
        self.0.to_date = Some(to);
        self
    }

    /// From a day after the partnership began.
    pub fn since(self, from: NaiveDate) -> Self {
        self.0.from_date = from;
        self
    }

    pub fn noting(self, note: &str) -> Self {
        self.0.note = Some(note.to_owned());
        self
    }
}

//! What the parties share besides people and money: rooms, learning, documents and ties to higher education.

use chrono::{Datelike, NaiveDate};
use entity::{
    Measured,
    vocabulary::{DocumentKind, HigherEducationKind},
};

use super::{Partnership, Party, row};
use crate::text::normalise;

impl Partnership<'_> {
    /// Rooms a party opens to the others, so many hours a week.
    pub fn premises(
        &mut self,
        owner: &Party,
        name: &str,
        purpose: &str,
        hours_per_week: i64,
        accessible: Option<bool>,
    ) {
        let row = row!(
            self.story,
            self.made,
            premises_share {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                owner_party_id: owner.id,
                name: name.to_owned(),
                search_name: normalise(name),
                address: None,
                purpose: Some(purpose.to_owned()),
                hours_per_week: Some(Measured(hours_per_week * 10_000)),
                accessible,
                from_date: self.row.start_date,
                to_date: self.row.end_date,
            }
        );
        self.story.rows.premises.push(row);
    }

    /// Colleagues of several services who learn together.
    pub fn learning(&mut self, name: &str, theme: &str, meetings: i32, participants: i32) {
        let row = row!(
            self.story,
            self.made,
            learning_community {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                name: name.to_owned(),
                search_name: normalise(name),
                theme: Some(theme.to_owned()),
                meetings_per_year: Some(meetings),
                participants: Some(participants),
                from_date: self.row.start_date,
                to_date: self.row.end_date,
            }
        );
        self.story.rows.learning.push(row);
    }

    /// A document in the municipal archive, of this date; none yet when the date has not come.
    pub fn document(&mut self, kind: DocumentKind, title: &str, dated_on: NaiveDate) {
        if !self.story.calendar.has_come(dated_on) {
            return;
        }
        let serial = self.story.next_serial();
        let reference = format!("{}/{}", dated_on.year(), serial * 7 % 9_000 + 1_000);
        let row = row!(
            self.story,
            dated_on,
            document_link {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                kind,
                title: title.to_owned(),
                search_title: normalise(title),
                url: Some(format!("https://arkiv.example.org/sak/{reference}")),
                archive_reference: Some(reference),
                dated_on: Some(dated_on),
            }
        );
        self.story.rows.documents.push(row);
    }

    /// Cooperation with an institution that is a party.
    pub fn higher_education(
        &mut self,
        institution: (&Party, &str),
        kind: HigherEducationKind,
        title: &str,
        description: &str,
        students: Option<i32>,
    ) {
        let (party, name) = institution;
        let row = row!(
            self.story,
            self.made,
            higher_education_cooperation {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                institution_party_id: Some(party.id),
                institution: name.to_owned(),
                kind,
                title: title.to_owned(),
                search_title: normalise(&format!("{title} {name}")),
                description: Some(description.to_owned()),
                students,
                from_date: self.row.start_date,
                to_date: self.row.end_date,
            }
        );
        self.story.rows.higher_education.push(row);
    }
}

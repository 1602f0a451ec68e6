//! A partnership: its parties, what each wants, which plans it serves and who does what by when.

use chrono::{Days, NaiveDate};
use entity::{
    id::{MunicipalityId, OrganisationId, PartnershipId, PartyId, PlanLinkId},
    partnership,
    vocabulary::{PartnershipStatus, PartyRole, Pillar, PlanType, TaskStatus},
};

use super::{Org, Story, row};
use crate::{
    synthetic::calendar::{Calendar, Period},
    text::normalise,
};

/// A partnership being told; it is kept once its life is told (`draft`, `active`, `completed` …).
#[must_use]
pub(crate) struct Partnership<'s> {
    pub(super) story: &'s mut Story,
    pub(super) row: partnership::Model,
    /// The day it was registered.
    pub(super) made: NaiveDate,
    pub(super) parties: Vec<Party>,
}

/// A party already in the partnership.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub id: PartyId,
    pub organisation: OrganisationId,
    pub signatory: String,
}

impl Story {
    /// A partnership that begins `from` and ends `to`, if ever; registered some weeks before.
    pub fn partnership(
        &mut self,
        home: MunicipalityId,
        title: &str,
        purpose: &str,
        pillars: &[Pillar],
        from: NaiveDate,
        to: Option<NaiveDate>,
    ) -> Partnership<'_> {
        let weeks_before = from.checked_sub_days(Days::new(75)).unwrap_or(from);
        let made = weeks_before.min(self.calendar.days_ago(20));
        let row = row!(
            self,
            made,
            partnership {
                municipality_id: home,
                title: title.to_owned(),
                search_title: normalise(title),
                purpose: purpose.to_owned(),
                pillars: pillars.iter().copied().collect(),
                legal_references: None,
                start_date: from,
                end_date: to,
                status: PartnershipStatus::Draft,
                status_reason: None,
                ended_on: None,
                revision_number: 0,
            }
        );
        Partnership { story: self, row, made, parties: Vec::new() }
    }
}

impl Partnership<'_> {
    pub fn id(&self) -> PartnershipId {
        self.row.id
    }

    pub fn calendar(&self) -> Calendar {
        self.story.calendar
    }

    /// Its days; one that runs until further notice is told of up to the end of the next school year.
    pub fn days(&self) -> Period {
        Period { from: self.row.start_date, to: self.row.end_date.unwrap_or(self.story.calendar.end(1)) }
    }

    /// Names the laws it rests on.
    pub fn rests_on(&mut self, law: &str) {
        self.row.legal_references = Some(law.to_owned());
    }

    /// The culture school that leads it.
    pub fn lead(&mut self, organisation: &Org, responsibilities: &str) -> Party {
        self.party(PartyRole::Lead, organisation, responsibilities)
    }

    pub fn party(&mut self, role: PartyRole, organisation: &Org, responsibilities: &str) -> Party {
        let row = row!(
            self.story,
            self.made,
            party {
                municipality_id: organisation.municipality,
                partnership_id: self.row.id,
                organisation_id: organisation.id,
                role,
                responsibilities: Some(responsibilities.to_owned()),
                joined_on: None,
                left_on: None,
            }
        );
        let party = Party { id: row.id, organisation: organisation.id, signatory: organisation.signatory.clone() };
        self.story.rows.parties.push(row);
        self.parties.push(party.clone());
        party
    }

    /// Says that a party joined later than the others.
    pub fn joined(&mut self, party: &Party, day: NaiveDate) {
        let rows = self.story.rows.parties.iter_mut();
        for row in rows.filter(|row| row.id == party.id) {
            row.joined_on = Some(day);
        }
    }

    /// A goal of one party.
    pub fn goal(&mut self, party: &Party, pillar: Pillar, text: &str) {
        self.add_goal(Some(party.id), pillar, text);
    }

    /// A goal all parties share.
    pub fn common_goal(&mut self, pillar: Pillar, text: &str) {
        self.add_goal(None, pillar, text);
    }

    fn add_goal(&mut self, party: Option<PartyId>, pillar: Pillar, text: &str) {
        let row = row!(
            self.story,
            self.made,
            partnership_goal {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                party_id: party,
                text: text.to_owned(),
                pillar: Some(pillar),
            }
        );
        self.story.rows.goals.push(row);
    }

    /// The goal of a municipal plan it serves, and where in the plan it stands.
    pub fn plan(&mut self, kind: PlanType, title: &str, goal: &str, section: &str) -> PlanLinkId {
        let row = row!(
            self.story,
            self.made,
            plan_link {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                plan_type: kind,
                plan_title: title.to_owned(),
                search_title: normalise(&format!("{title} {goal}")),
                goal: goal.to_owned(),
                section: Some(section.to_owned()),
                url: None,
                valid_from: Some(self.story.calendar.on(-4, 1, 1)),
                valid_to: Some(self.story.calendar.on(5, 12, 31)),
            }
        );
        let id = row.id;
        self.story.rows.plans.push(row);
        id
    }

    /// A task that was done in time; one that is not due yet is under way.
    pub fn done(&mut self, party: &Party, title: &str, due: NaiveDate) {
        let completed = due.checked_sub_days(Days::new(2)).unwrap_or(due);
        if self.story.calendar.has_come(due) {
            self.task(party, title, due, TaskStatus::Done, Some(completed.max(self.made)));
        } else {
            self.task(party, title, due, TaskStatus::InProgress, None);
        }
    }

    /// A task nobody has begun; overdue when `due` is past.
    pub fn planned(&mut self, party: &Party, title: &str, due: NaiveDate) {
        self.task(party, title, due, TaskStatus::Open, None);
    }

    /// A task someone works on; overdue when `due` is past.
    pub fn under_way(&mut self, party: &Party, title: &str, due: NaiveDate) {
        self.task(party, title, due, TaskStatus::InProgress, None);
    }

    /// A task that was given up.
    pub fn given_up(&mut self, party: &Party, title: &str, due: NaiveDate) {
        self.task(party, title, due, TaskStatus::Cancelled, None);
    }

    fn task(
        &mut self,
        party: &Party,
        title: &str,
        due: NaiveDate,
        status: TaskStatus,
        completed_on: Option<NaiveDate>,
    ) {
        let row = row!(
            self.story,
            self.made,
            shared_task {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                responsible_party_id: party.id,
                title: title.to_owned(),
                search_title: normalise(title),
                description: None,
                due_on: Some(due),
                status,
                completed_on,
            }
        );
        self.story.rows.tasks.push(row);
    }
}

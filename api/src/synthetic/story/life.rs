//! The life of a partnership: what became of it.

use chrono::NaiveDate;
use entity::vocabulary::{ConfirmationDecision, PartnershipStatus, RevisionStatus};

use super::{Partnership, Party, agreement::Revision};
use crate::partnership::terms::AgreementTerms;

impl Partnership<'_> {
    /// It is being prepared.
    pub fn draft(self) {
        self.keep(PartnershipStatus::Draft, 1, None);
    }

    /// It was given up before it was proposed.
    pub fn dropped(mut self, on: NaiveDate, reason: &str) {
        self.row.status_reason = Some(reason.to_owned());
        self.keep(PartnershipStatus::Withdrawn, 2, Some(on));
    }

    /// It awaits answers; these parties have said yes.
    pub fn proposed(mut self, days_ago: u64, comment: &str, yes: &[&Party]) {
        let on = self.story.calendar.days_ago(days_ago);
        let revision = self.propose(1, RevisionStatus::Proposed, on, comment);
        self.say_yes(revision, yes.iter().copied(), on);
        self.keep(PartnershipStatus::Proposed, 2, Some(on));
    }

    /// It was proposed, and one party said no.
    pub fn declined(mut self, days_ago: u64, comment: &str, no: &Party, reason: &str) {
        let on = self.story.calendar.days_ago(days_ago);
        let revision = self.propose(1, RevisionStatus::Declined, on, comment);
        let answered = self.answer(
            revision,
            no,
            ConfirmationDecision::Declined,
            self.story.calendar.days_ago(days_ago.saturating_sub(4)),
            Some(reason),
        );
        self.settle(revision, answered);
        self.row.status_reason = Some(reason.to_owned());
        self.keep(PartnershipStatus::Declined, 3, Some(answered.date_naive()));
    }

    /// It was proposed and taken back before all had answered; these had said yes.
    pub fn withdrawn(mut self, days_ago: u64, comment: &str, yes: &[&Party], reason: &str) {
        let on = self.story.calendar.days_ago(days_ago);
        let revision = self.propose(1, RevisionStatus::Withdrawn, on, comment);
        self.say_yes(revision, yes.iter().copied(), on);
        let taken_back = self.story.calendar.days_ago(days_ago / 2);
        self.settle(revision, self.story.calendar.morning(taken_back));
        self.row.status_reason = Some(reason.to_owned());
        self.keep(PartnershipStatus::Withdrawn, 3, Some(taken_back));
    }

    /// All said yes, and it is in force.
    pub fn active(mut self, comment: &str) {
        let on = self.confirm_first(comment);
        self.keep(PartnershipStatus::Active, 3, Some(on));
    }

    /// It is in force but rests.
    pub fn suspended(mut self, on: NaiveDate, comment: &str, reason: &str) {
        self.confirm_first(comment);
        self.row.status_reason = Some(reason.to_owned());
        self.keep(PartnershipStatus::Suspended, 4, Some(on));
    }

    /// It was carried out as agreed.
    pub fn completed(mut self, on: NaiveDate, comment: &str) {
        self.confirm_first(comment);
        self.row.ended_on = Some(on);
        self.keep(PartnershipStatus::Completed, 4, Some(on));
    }

    /// It was ended early.
    pub fn terminated(mut self, on: NaiveDate, comment: &str, reason: &str) {
        self.confirm_first(comment);
        self.row.ended_on = Some(on);
        self.row.status_reason = Some(reason.to_owned());
        self.keep(PartnershipStatus::Terminated, 4, Some(on));
    }

    /// It is in force on the terms `before` describes, and the ones told here are proposed: some have said yes.
    pub fn amending(
        mut self,
        days_ago: u64,
        (comment, change): (&str, &str),
        yes: &[&Party],
        before: impl FnOnce(&mut AgreementTerms),
    ) {
        let on = self.story.calendar.days_ago(days_ago);
        self.confirm_earlier(RevisionStatus::InForce, comment, on, before);
        let revision = self.propose(2, RevisionStatus::Proposed, on, change);
        self.say_yes(revision, yes.iter().copied(), on);
        self.keep(PartnershipStatus::Active, 4, Some(on));
    }

    /// All have said yes twice: to the terms `before` describes, and later to those told here.
    pub fn renewed(mut self, on: NaiveDate, (comment, change): (&str, &str), before: impl FnOnce(&mut AgreementTerms)) {
        self.confirm_earlier(RevisionStatus::Superseded, comment, on, before);
        let revision = self.propose(2, RevisionStatus::InForce, on, change);
        self.confirm_all(revision, on);
        self.keep(PartnershipStatus::Active, 5, Some(on));
    }

    /// It is in force on the terms `before` describes, and the next ones are being written.
    pub fn reopened(mut self, days_ago: u64, comment: &str, before: impl FnOnce(&mut AgreementTerms)) {
        let on = self.story.calendar.days_ago(days_ago);
        self.confirm_earlier(RevisionStatus::InForce, comment, on, before);
        self.revise(Revision { number: 2, status: RevisionStatus::Open, terms: None, proposed: on, comment: "" });
        self.keep(PartnershipStatus::Active, 4, Some(on));
    }

    fn keep(mut self, status: PartnershipStatus, version: i32, changed: Option<NaiveDate>) {
        self.row.status = status;
        self.row.version = version;
        if let Some(changed) = changed {
            self.row.updated_at = self.story.calendar.morning(changed).max(self.row.created_at);
        }
        self.story.rows.partnerships.push(self.row);
    }
}

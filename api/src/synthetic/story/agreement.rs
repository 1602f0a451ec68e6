//! Revisions of an agreement: the terms frozen, and the answers to them.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::{
    Id, Stamped, budget_line,
    id::PartnershipRevisionId,
    vocabulary::{ConfirmationDecision, RevisionStatus},
};

use super::{Partnership, Party, row};
use crate::partnership::terms::AgreementTerms;

/// One revision to be kept.
pub(super) struct Revision<'a> {
    pub number: i32,
    pub status: RevisionStatus,
    pub terms: Option<AgreementTerms>,
    pub proposed: NaiveDate,
    pub comment: &'a str,
}

impl Partnership<'_> {
    /// The terms as they are told now.
    pub(super) fn terms(&self) -> AgreementTerms {
        let rows = &self.story.rows;
        let id = self.row.id;
        AgreementTerms {
            title: self.row.title.clone(),
            purpose: self.row.purpose.clone(),
            pillars: self.row.pillars.clone(),
            start_date: self.row.start_date,
            end_date: self.row.end_date,
            parties: by_id(&rows.parties, |row| row.partnership_id == id),
            staff_allocations: by_id(&rows.allocations, |row| row.partnership_id == id),
            budget_lines: by_id(&rows.budget_lines, |row| row.partnership_id == id)
                .into_iter()
                .map(without_accounts)
                .collect(),
        }
    }

    pub(super) fn first_proposal(&self) -> NaiveDate {
        let weeks = self.made.checked_add_days(Days::new(21));
        weeks.unwrap_or(self.made).min(self.story.calendar.days_ago(12))
    }

    /// The first revision, which all said yes to; the day the last one did.
    pub(super) fn confirm_first(&mut self, comment: &str) -> NaiveDate {
        let on = self.first_proposal();
        let revision = self.propose(1, RevisionStatus::InForce, on, comment);
        self.confirm_all(revision, on)
    }

    /// A first revision with other terms than those told now, which were changed `changed`.
    pub(super) fn confirm_earlier(
        &mut self,
        status: RevisionStatus,
        comment: &str,
        changed: NaiveDate,
        before: impl FnOnce(&mut AgreementTerms),
    ) {
        let today = self.terms();
        let mut earlier = today.clone();
        before(&mut earlier);
        let at = self.story.calendar.morning(changed);
        let shares = changed_ids(&earlier.staff_allocations, &today.staff_allocations);
        let rows = self.story.rows.allocations.iter_mut();
        for row in rows.filter(|row| shares.contains(&row.id)) {
            (row.version, row.updated_at) = (row.version + 1, row.updated_at.max(at));
        }
        let lines = changed_ids(&earlier.budget_lines, &today.budget_lines);
        let rows = self.story.rows.budget_lines.iter_mut();
        for row in rows.filter(|row| lines.contains(&row.id)) {
            (row.version, row.updated_at) = (row.version + 1, row.updated_at.max(at));
        }
        let proposed = self.first_proposal();
        let members: Vec<_> = earlier.parties.iter().map(|party| party.id).collect();
        let revision = self.revise(Revision { number: 1, status, terms: Some(earlier), proposed, comment });
        let members: Vec<Party> = self.parties.iter().filter(|party| members.contains(&party.id)).cloned().collect();
        let settled = self.say_yes(revision, &members, proposed);
        self.settle(revision, settled);
    }

    pub(super) fn propose(
        &mut self,
        number: i32,
        status: RevisionStatus,
        proposed: NaiveDate,
        comment: &str,
    ) -> PartnershipRevisionId {
        let terms = Some(self.terms());
        self.revise(Revision { number, status, terms, proposed, comment })
    }

    pub(super) fn revise(&mut self, revision: Revision<'_>) -> PartnershipRevisionId {
        let open = revision.status == RevisionStatus::Open;
        let lead = self.parties.first().map(|lead| lead.signatory.clone());
        let proposed_at = self.story.calendar.morning(revision.proposed);
        let row = row!(
            self.story,
            revision.proposed,
            partnership_revision {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                number: revision.number,
                status: revision.status,
                terms: revision.terms.and_then(|terms| serde_json::to_string(&terms).ok()),
                comment: (!open).then(|| revision.comment.to_owned()),
                proposed_at: (!open).then_some(proposed_at),
                proposed_by: lead.filter(|_| !open),
                settled_at: None,
            }
        );
        let id = row.id;
        self.row.revision_number = revision.number;
        self.story.rows.revisions.push(row);
        id
    }

    pub(super) fn confirm_all(&mut self, revision: PartnershipRevisionId, proposed: NaiveDate) -> NaiveDate {
        let parties = self.parties.clone();
        let settled = self.say_yes(revision, &parties, proposed);
        self.settle(revision, settled);
        settled.date_naive()
    }

    /// Parties say yes, one a day; when the last one does.
    pub(super) fn say_yes<'p>(
        &mut self,
        revision: PartnershipRevisionId,
        parties: impl IntoIterator<Item = &'p Party>,
        proposed: NaiveDate,
    ) -> DateTime<Utc> {
        let mut last = self.story.calendar.morning(proposed);
        for (day, party) in (1..).zip(parties) {
            let on = proposed.checked_add_days(Days::new(day)).unwrap_or(proposed);
            last = self.answer(revision, party, ConfirmationDecision::Confirmed, on, None);
        }
        last
    }

    /// An answer of a party; when it came.
    pub(super) fn answer(
        &mut self,
        revision: PartnershipRevisionId,
        party: &Party,
        decision: ConfirmationDecision,
        on: NaiveDate,
        comment: Option<&str>,
    ) -> DateTime<Utc> {
        let decided_at = self.story.calendar.morning(on);
        let row = row!(
            self.story,
            on,
            confirmation {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                revision_id: revision,
                party_id: party.id,
                decision,
                decided_at,
                decided_by: party.signatory.clone(),
                comment: comment.map(str::to_owned),
            }
        );
        self.story.rows.confirmations.push(row);
        decided_at
    }

    pub(super) fn settle(&mut self, revision: PartnershipRevisionId, at: DateTime<Utc>) {
        let rows = self.story.rows.revisions.iter_mut();
        for row in rows.filter(|row| row.id == revision) {
            row.settled_at = Some(at);
            row.version = 2;
            row.updated_at = at;
        }
    }
}

fn by_id<M: Clone + Stamped>(rows: &[M], belongs: impl Fn(&M) -> bool) -> Vec<M>
where
    Id<M::Entity>: Ord,
{
    let mut chosen: Vec<M> = rows.iter().filter(|row| belongs(row)).cloned().collect();
    chosen.sort_by_key(Stamped::id);
    chosen
}

/// The rows in both that are not the same.
fn changed_ids<M: Stamped + PartialEq>(earlier: &[M], later: &[M]) -> Vec<Id<M::Entity>> {
    let changed = later.iter().filter(|row| earlier.iter().any(|before| before.id() == row.id() && before != *row));
    changed.map(Stamped::id).collect()
}

/// A budget line as it was agreed, before any accounts.
fn without_accounts(mut line: budget_line::Model) -> budget_line::Model {
    if line.actual.take().is_some() {
        (line.version, line.updated_at) = (1, line.created_at);
    }
    line
}

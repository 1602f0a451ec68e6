//! Parties, statuses, revisions and confirmations.

use std::collections::HashSet;

use entity::{
    Stamped, budget_line, confirmation, partnership, partnership_revision,
    vocabulary::{
        ConfirmationDecision, PartnershipStatus as Status, PartyRole, RevisionStatus, ServiceType, TaskStatus,
    },
};

use super::Book;
use crate::partnership::terms::AgreementTerms;

pub(super) fn check(book: &Book<'_>) {
    for partnership in &book.rows.partnerships {
        parties(book, partnership);
        life(book, partnership);
        revisions(book, partnership);
    }
    for goal in &book.rows.goals {
        assert!(goal.party_id.is_none_or(|party| book.is_party(goal.partnership_id, party)));
    }
    for task in &book.rows.tasks {
        assert!(book.is_party(task.partnership_id, task.responsible_party_id), "{task:?}");
        assert_eq!(task.completed_on.is_some(), task.status == TaskStatus::Done, "{task:?}");
        assert!(task.completed_on.is_none_or(|day| day <= book.today), "{task:?}");
    }
}

fn parties(book: &Book<'_>, partnership: &partnership::Model) {
    let parties: Vec<_> = book.rows.parties.iter().filter(|party| party.partnership_id == partnership.id).collect();
    assert!(parties.len() >= 2, "{partnership:?}");
    let leads: Vec<_> = parties.iter().filter(|party| party.role == PartyRole::Lead).collect();
    assert_eq!(leads.len(), 1, "{partnership:?}");
    assert_eq!(book.organisations[&leads[0].organisation_id].service_type, ServiceType::CultureSchool);
    let different: HashSet<_> = parties.iter().map(|party| party.organisation_id).collect();
    assert_eq!(different.len(), parties.len(), "{partnership:?}");
    for party in parties {
        assert_eq!(party.municipality_id, book.organisations[&party.organisation_id].municipality_id);
        for day in [party.joined_on, party.left_on].into_iter().flatten() {
            let (first, last) = book.days(partnership.id);
            assert!(first <= day && day <= last, "{party:?}");
        }
    }
    assert!(!partnership.pillars.is_empty());
}

fn life(book: &Book<'_>, row: &partnership::Model) {
    assert!(row.end_date.is_none_or(|end| end >= row.start_date), "{row:?}");
    let over = matches!(row.status, Status::Completed | Status::Terminated);
    assert_eq!(row.ended_on.is_some(), over, "{row:?}");
    if let Some(ended) = row.ended_on {
        assert!(row.start_date <= ended && ended <= book.today, "{row:?}");
        assert!(row.end_date.is_none_or(|end| ended <= end), "{row:?}");
    }
    let explained = matches!(row.status, Status::Suspended | Status::Terminated | Status::Declined | Status::Withdrawn);
    assert_eq!(row.status_reason.is_some(), explained, "{row:?}");
    if matches!(row.status, Status::Active | Status::Suspended) {
        assert!(row.start_date <= book.today, "{row:?}");
        assert!(row.end_date.is_none_or(|end| end >= book.today), "{row:?}");
    }
}

fn revisions(book: &Book<'_>, partnership: &partnership::Model) {
    let mut revisions: Vec<&partnership_revision::Model> =
        book.rows.revisions.iter().filter(|revision| revision.partnership_id == partnership.id).collect();
    revisions.sort_by_key(|revision| revision.number);
    let numbers: Vec<i32> = revisions.iter().map(|revision| revision.number).collect();
    assert_eq!(numbers, (1..=partnership.revision_number).collect::<Vec<_>>(), "{partnership:?}");
    let statuses: Vec<RevisionStatus> = revisions.iter().map(|revision| revision.status).collect();
    let superseded = |before: &[RevisionStatus]| before.iter().all(|status| *status == RevisionStatus::Superseded);
    let fits = match (partnership.status, statuses.as_slice()) {
        (Status::Draft | Status::Withdrawn, []) => true,
        (Status::Proposed, [before @ .., RevisionStatus::Proposed])
        | (Status::Declined, [before @ .., RevisionStatus::Declined])
        | (Status::Withdrawn, [before @ .., RevisionStatus::Withdrawn]) => before.is_empty(),
        (Status::Active, [before @ .., RevisionStatus::InForce, RevisionStatus::Proposed | RevisionStatus::Open])
        | (
            Status::Active | Status::Suspended | Status::Completed | Status::Terminated,
            [before @ .., RevisionStatus::InForce],
        ) => superseded(before),
        _ => false,
    };
    assert!(fits, "{:?} {statuses:?}", partnership.status);
    for revision in &revisions {
        one_revision(book, revision);
    }
    // What was proposed last is what is registered now.
    if let Some(last) = revisions.last().filter(|last| last.status != RevisionStatus::Open) {
        let terms = terms(last);
        assert_eq!(terms.title, partnership.title);
        assert_eq!(terms.purpose, partnership.purpose);
        assert_eq!((terms.start_date, terms.end_date), (partnership.start_date, partnership.end_date));
        let id = partnership.id;
        assert_eq!(terms.parties, now(&book.rows.parties, |row| row.partnership_id == id));
        assert_eq!(terms.staff_allocations, now(&book.rows.allocations, |row| row.partnership_id == id));
        let lines = now(&book.rows.budget_lines, |row| row.partnership_id == id);
        assert_eq!(agreed(terms.budget_lines), agreed(lines));
    }
}

/// Budget lines without what came after the agreement: the accounts, and the stamps of entering them.
fn agreed(mut lines: Vec<budget_line::Model>) -> Vec<budget_line::Model> {
    for line in &mut lines {
        (line.actual, line.version, line.updated_at) = (None, 1, line.created_at);
    }
    lines
}

fn now<M: Stamped + Clone>(rows: &[M], belongs: impl Fn(&M) -> bool) -> Vec<M> {
    let mut rows: Vec<M> = rows.iter().filter(|row| belongs(row)).cloned().collect();
    rows.sort_by_key(Stamped::id);
    rows
}

fn terms(revision: &partnership_revision::Model) -> AgreementTerms {
    serde_json::from_str(revision.terms.as_deref().unwrap()).unwrap()
}

fn one_revision(book: &Book<'_>, revision: &partnership_revision::Model) {
    let answers: Vec<&confirmation::Model> =
        book.rows.confirmations.iter().filter(|answer| answer.revision_id == revision.id).collect();
    let open = revision.status == RevisionStatus::Open;
    assert_eq!(revision.terms.is_none(), open, "{revision:?}");
    assert_eq!(revision.proposed_at.is_none(), open && answers.is_empty());
    assert_eq!(revision.settled_at.is_none(), open || revision.status == RevisionStatus::Proposed);
    if open {
        return;
    }
    let terms = terms(revision);
    assert!(terms.parties.len() >= 2);
    let answered: HashSet<_> = answers.iter().map(|answer| answer.party_id).collect();
    assert_eq!(answered.len(), answers.len(), "{revision:?}");
    for answer in &answers {
        assert_eq!(answer.partnership_id, revision.partnership_id);
        assert!(terms.parties.iter().any(|party| party.id == answer.party_id), "{answer:?}");
        assert!(Some(answer.decided_at) >= revision.proposed_at && answer.decided_at <= book.now, "{answer:?}");
        assert!(revision.settled_at.is_none_or(|settled| answer.decided_at <= settled), "{answer:?}");
    }
    let yes = answers.iter().filter(|answer| answer.decision == ConfirmationDecision::Confirmed).count();
    let no = answers.len() - yes;
    match revision.status {
        RevisionStatus::InForce | RevisionStatus::Superseded => {
            assert_eq!((yes, no), (terms.parties.len(), 0), "{revision:?}");
        }
        RevisionStatus::Declined => assert!(no > 0, "{revision:?}"),
        _ => assert!(no == 0 && yes < terms.parties.len(), "{revision:?}"),
    }
}

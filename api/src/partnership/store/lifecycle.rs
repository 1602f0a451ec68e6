//! The steps of a partnership's life. Each holds the partnership's row, so that two steps never cross.

use entity::{
    id::OrganisationId,
    organisation, partnership, partnership_revision,
    vocabulary::{ConfirmationDecision, PartnershipStatus, RevisionStatus},
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{
    has_activity_outside, open_next,
    restore::restore,
    snapshot::{parties, working_copy},
};
use crate::{
    access,
    graphql::changes::{Checks, LONG},
    partnership::{
        inputs::{
            CompletePartnershipInput, ConfirmPartnershipInput, DeclinePartnershipInput, ProposePartnershipInput,
            ResumePartnershipInput, SuspendPartnershipInput, TerminatePartnershipInput, WithdrawPartnershipInput,
        },
        rules::{PartnershipProblem, check_composition, check_transition, illegal, is_running, must_answer},
        terms::AgreementTerms,
    },
    revision::{difference::differences, store as revisions},
    staff::store as staff,
    store::{Refused, Tx},
};

type Written = Result<partnership::Model, Refused>;

async fn set_status(tx: &Tx, before: partnership::Model, status: PartnershipStatus, reason: Option<String>) -> Written {
    check_transition(before.status, status)?;
    let mut row = before.clone().into_active_model();
    row.status = Set(status);
    row.status_reason = Set(reason);
    tx.update::<partnership::Entity>(before, row).await
}

fn reason(field: &str, text: &str) -> Result<String, Refused> {
    let mut checks = Checks::default();
    let text = checks.text(field, text, LONG);
    checks.done()?;
    Ok(text)
}

fn optional_reason(field: &str, text: Option<String>) -> Result<Option<String>, Refused> {
    let mut checks = Checks::default();
    let text = checks.optional_text(field, text, LONG);
    checks.done()?;
    Ok(text)
}

/// Freezes the working copy and asks all parties.
pub async fn propose(tx: &Tx, input: ProposePartnershipInput) -> Written {
    let partnership = tx.changeable(input.id.0, input.version).await?;
    let comment = optional_reason("comment", input.comment)?;
    let newest = revisions::newest(tx, partnership.id).await?;
    let running = is_running(partnership.status);
    if !running {
        check_transition(partnership.status, PartnershipStatus::Proposed)?;
    } else if newest.as_ref().is_some_and(|revision| revision.status == RevisionStatus::Proposed) {
        return Err(PartnershipProblem::Proposed { revision: partnership.revision_number }.at("id").into());
    }
    let terms = working_copy(tx, &partnership).await?;
    check_parties(tx, &terms).await?;
    let in_force = if running { revisions::in_force(tx, partnership.id).await? } else { None };
    if in_force.as_ref().is_some_and(|in_force| differences(in_force, &terms).is_empty()) {
        return Err(PartnershipProblem::NothingToPropose {}.into());
    }
    check_all_are_asked(in_force.as_ref(), &terms, tx.scope().now.date_naive())?;
    let open = newest.filter(|revision| revision.status == RevisionStatus::Open);
    let number = open.as_ref().map_or(partnership.revision_number + 1, |revision| revision.number);
    revisions::propose(tx, &partnership, open, number, &terms, comment).await?;
    let mut row = partnership.clone().into_active_model();
    row.revision_number = Set(number);
    if !running {
        row.status = Set(PartnershipStatus::Proposed);
    }
    tx.update::<partnership::Entity>(partnership, row).await
}

async fn check_parties(tx: &Tx, terms: &AgreementTerms) -> Result<(), Refused> {
    let organisations = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(terms.parties.iter().map(|party| party.organisation_id)))
        .all(tx.connection())
        .await?;
    let mut roles = Vec::with_capacity(terms.parties.len());
    for party in &terms.parties {
        let found = organisations.iter().find(|organisation| organisation.id == party.organisation_id);
        let Some(organisation) = found else {
            return Err(Refused::Broken(format!("{} names no organisation", party.id)));
        };
        roles.push((party.role, organisation.service_type));
    }
    check_composition(&roles).map_err(Refused::Problems)
}

/// Only a party that has left by agreement need not answer: who writes the terms cannot leave others out by saying that
/// they have left.
fn check_all_are_asked(
    in_force: Option<&AgreementTerms>,
    terms: &AgreementTerms,
    today: chrono::NaiveDate,
) -> Result<(), PartnershipProblem> {
    let gone = |party: &entity::party::Model| !must_answer(party.left_on, today);
    let agreed = |party: &entity::party::Model| {
        in_force.is_some_and(|in_force| in_force.parties.iter().any(|before| before.id == party.id && gone(before)))
    };
    if terms.parties.iter().any(|party| gone(party) && !agreed(party)) {
        return Err(PartnershipProblem::LeavesUnasked { today });
    }
    Ok(())
}

struct Answer {
    partnership: partnership::Model,
    revision: partnership_revision::Model,
    party: entity::party::Model,
}

/// The proposed revision that an organisation may answer.
async fn pending(
    tx: &Tx,
    id: entity::id::PartnershipId,
    number: i32,
    organisation: OrganisationId,
) -> Result<Answer, Refused> {
    let partnership = tx.lock(id).await?;
    let organisation = tx.find(organisation).await.map_err(|refused| refused.at("organisation"))?;
    let newest = revisions::newest(tx, id).await?;
    let pending = newest.filter(|revision| revision.status == RevisionStatus::Proposed);
    let revision = match pending {
        Some(revision) if revision.number == number => revision,
        Some(other) => return Err(PartnershipProblem::NotPending { revision: number, current: other.number }.into()),
        None => return Err(PartnershipProblem::NonePending { revision: number }.into()),
    };
    // The parties are frozen with the terms.
    let party = answering(tx, &revision).await?.into_iter().find(|party| party.organisation_id == organisation.id);
    let Some(party) = party else {
        return Err(PartnershipProblem::NotAParty {}.into());
    };
    if !access::may_confirm_for(tx.caller(), organisation.id) {
        return Err(PartnershipProblem::NotYourOrganisation {}.into());
    }
    if revisions::has_answered(tx, revision.id, party.id).await? {
        return Err(PartnershipProblem::AlreadyAnswered { revision: number }.into());
    }
    Ok(Answer { partnership, revision, party })
}

/// The parties that must answer a proposed revision.
async fn answering(tx: &Tx, revision: &partnership_revision::Model) -> Result<Vec<entity::party::Model>, Refused> {
    let proposed_on = revision.proposed_at.unwrap_or(revision.created_at).date_naive();
    let mut parties = parties(tx, revision.partnership_id).await?;
    parties.retain(|party| must_answer(party.left_on, proposed_on));
    Ok(parties)
}

/// Answers yes for one party; the last yes brings the revision into force.
pub async fn confirm(tx: &Tx, input: ConfirmPartnershipInput) -> Written {
    let comment = optional_reason("comment", input.comment)?;
    let Answer { partnership, revision, party } = pending(tx, input.id.0, input.revision, input.organisation.0).await?;
    revisions::answer(tx, &revision, &party, ConfirmationDecision::Confirmed, comment).await?;
    let everybody = answering(tx, &revision).await?.len();
    if revisions::confirmations(tx, revision.id).await? < everybody {
        return Ok(partnership);
    }
    revisions::bring_into_force(tx, revision).await?;
    staff::agree_hosts(tx, partnership.id).await?;
    if is_running(partnership.status) {
        return Ok(partnership);
    }
    set_status(tx, partnership, PartnershipStatus::Active, None).await
}

/// Answers no for one party.
pub async fn decline(tx: &Tx, input: DeclinePartnershipInput) -> Written {
    let reason = reason("reason", &input.reason)?;
    let Answer { partnership, revision, party } = pending(tx, input.id.0, input.revision, input.organisation.0).await?;
    revisions::answer(tx, &revision, &party, ConfirmationDecision::Declined, Some(reason.clone())).await?;
    revisions::settle(tx, revision, RevisionStatus::Declined).await?;
    if is_running(partnership.status) {
        // What was declined can be changed and proposed again, or withdrawn; until then it is open.
        return open_next(tx, partnership).await;
    }
    set_status(tx, partnership, PartnershipStatus::Declined, Some(reason)).await
}

/// Withdraws a draft, a proposal, or an amendment; the last brings the terms in force back.
pub async fn withdraw(tx: &Tx, input: WithdrawPartnershipInput) -> Written {
    let partnership = tx.changeable(input.id.0, input.version).await?;
    let reason = optional_reason("reason", input.reason)?;
    let newest = revisions::newest(tx, partnership.id).await?;
    if !is_running(partnership.status) {
        let partnership = set_status(tx, partnership, PartnershipStatus::Withdrawn, reason).await?;
        if let Some(revision) = newest.filter(|revision| revision.status == RevisionStatus::Proposed) {
            revisions::settle(tx, revision, RevisionStatus::Withdrawn).await?;
        }
        return Ok(partnership);
    }
    match newest.filter(is_under_way) {
        Some(amendment) => {
            let restored = drop_amendment(tx, partnership, amendment).await?;
            // An end cuts off what comes later anyway; a partnership that goes on covers what it holds.
            if has_activity_outside(tx, &restored).await? {
                return Err(PartnershipProblem::ActivityOutsideTerms {}.into());
            }
            Ok(restored)
        }
        None => Err(illegal(partnership.status).into()),
    }
}

/// Whether a revision of a running partnership is an amendment that has neither come into force nor fallen.
fn is_under_way(revision: &partnership_revision::Model) -> bool {
    matches!(revision.status, RevisionStatus::Open | RevisionStatus::Proposed)
}

/// Drops an amendment under way: the terms in force return.
async fn drop_amendment(tx: &Tx, partnership: partnership::Model, amendment: partnership_revision::Model) -> Written {
    revisions::settle(tx, amendment, RevisionStatus::Withdrawn).await?;
    let Some(terms) = revisions::in_force(tx, partnership.id).await? else {
        return Err(Refused::Broken(format!("{} runs without terms in force", partnership.id)));
    };
    restore(tx, partnership, terms).await
}

/// Suspends an active partnership.
pub async fn suspend(tx: &Tx, input: SuspendPartnershipInput) -> Written {
    let partnership = tx.changeable(input.id.0, input.version).await?;
    let reason = reason("reason", &input.reason)?;
    set_status(tx, partnership, PartnershipStatus::Suspended, Some(reason)).await
}

/// Resumes a suspended partnership.
pub async fn resume(tx: &Tx, input: ResumePartnershipInput) -> Written {
    let partnership = tx.changeable(input.id.0, input.version).await?;
    if partnership.status != PartnershipStatus::Suspended {
        return Err(illegal(partnership.status).into());
    }
    set_status(tx, partnership, PartnershipStatus::Active, None).await
}

/// Completes an active partnership.
pub async fn complete(tx: &Tx, input: CompletePartnershipInput) -> Written {
    let partnership = tx.changeable(input.id.0, input.version).await?;
    end(tx, partnership, PartnershipStatus::Completed, None, input.ended_on.map(|date| date.0)).await
}

/// Terminates a running partnership.
pub async fn terminate(tx: &Tx, input: TerminatePartnershipInput) -> Written {
    let partnership = tx.changeable(input.id.0, input.version).await?;
    let reason = reason("reason", &input.reason)?;
    end(tx, partnership, PartnershipStatus::Terminated, Some(reason), input.ended_on.map(|date| date.0)).await
}

/// Ends a partnership: an amendment under way falls, and shared staff is released after the last day.
async fn end(
    tx: &Tx,
    partnership: partnership::Model,
    status: PartnershipStatus,
    reason: Option<String>,
    ended_on: Option<chrono::NaiveDate>,
) -> Written {
    check_transition(partnership.status, status)?;
    let newest = revisions::newest(tx, partnership.id).await?;
    let partnership = match newest.filter(is_under_way) {
        Some(amendment) => drop_amendment(tx, partnership, amendment).await?,
        None => partnership,
    };
    let today = tx.scope().registry.clock.today();
    let latest = partnership.end_date.map_or(today, |end| end.min(today));
    // One that has not begun can be terminated, not completed.
    let earliest = match status {
        PartnershipStatus::Terminated => partnership.start_date.min(today),
        _ => partnership.start_date,
    };
    let last_day = ended_on.unwrap_or(latest);
    if last_day < earliest || last_day > latest {
        let problem = PartnershipProblem::EndedOn { from: earliest, to: latest.max(earliest) };
        return Err(problem.into());
    }
    staff::cut_allocations(tx, &partnership, last_day).await?;
    let mut row = partnership.clone().into_active_model();
    row.status = Set(status);
    row.status_reason = Set(reason);
    row.ended_on = Set(Some(last_day));
    tx.update::<partnership::Entity>(partnership, row).await
}

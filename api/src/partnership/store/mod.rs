//! Partnerships in SQL: how lists are narrowed and sorted, and how they are written.

pub mod guarded;
pub mod lifecycle;
pub mod restore;
pub mod snapshot;

use chrono::NaiveDate;
use entity::{
    Id, breadth_activity, confirmation,
    id::PartnershipId,
    municipality, organisation, partnership, partnership_goal, partnership_revision, party,
    vocabulary::{PartnershipStatus, RevisionStatus, ServiceType},
};
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, Set,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use super::{
    inputs::{CreatePartnershipInput, PartnershipFilter, PartnershipSortField, UpdatePartnershipInput},
    rules::{PartnershipProblem, is_running},
};
use crate::{
    access,
    auth::Caller,
    graphql::{
        changes::{Checks, LONG, given, set},
        coded::terms,
        comparators::{CodeComparator, IdComparator, Narrowing, TermComparator, overlaps},
        connection::{Filter, SortField},
        errors::{ApiError, Result as FieldResult},
    },
    party::store::{check_period, join, resolve},
    revision::store as revisions,
    store::{Refused, SortKey, Tx, column},
    text::normalise,
};

impl Filter<partnership::Entity> for PartnershipFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> FieldResult<()> {
        let own = || column(partnership::Column::Id);
        to.by("title", self.title, column(partnership::Column::SearchTitle))?;
        to.by("status", self.status, column(partnership::Column::Status))?;
        to.by("pillars", self.pillars, column(partnership::Column::Pillars))?;
        to.by_id::<municipality::Entity>(
            "municipality",
            self.municipality,
            column(partnership::Column::MunicipalityId),
        )?;
        let numbered =
            Query::select().column((municipality::Entity, municipality::Column::Id)).from(municipality::Entity).take();
        let number = column(municipality::Column::Number);
        let led_from = column(partnership::Column::MunicipalityId);
        to.by_related("municipalityNumber", self.municipality_number, number, led_from, numbered)?;
        let by_parties = ByParties {
            municipality_number: self.party_municipality_number,
            organisation: self.organisation,
            organisation_number: self.organisation_number,
            service_type: self.service_type,
        };
        by_parties.narrow(to)?;
        to.by("startDate", self.start_date, column(partnership::Column::StartDate))?;
        to.by("endDate", self.end_date, column(partnership::Column::EndDate))?;
        if let Some(date) = self.active_on {
            to.add(in_force_on(date.0));
        }
        if let Some(date) = self.ends_before {
            to.add(Condition::all().add(partnership::Column::EndDate.lt(date.0)));
        }
        if let Some(id) = self.awaiting_confirmation_from {
            let organisation: Id<organisation::Entity> = id
                .parse()
                .map_err(|_| ApiError::bad_input("awaitingConfirmationFrom is an id: organisation_<32 hex digits>"))?;
            let mut silent = silent_parties(party::Column::PartnershipId);
            silent.and_where(party::Column::OrganisationId.eq(organisation));
            to.add(Condition::all().add(own().in_subquery(silent)));
        }
        if let Some(awaiting) = self.awaiting_confirmation {
            let silent = silent_parties(party::Column::PartnershipId);
            let waits = if awaiting { own().in_subquery(silent) } else { own().not_in_subquery(silent) };
            to.add(Condition::all().add(waits));
        }
        Ok(())
    }
}

/// What a filter asks of the parties: their municipality, organisation and kind of service.
struct ByParties {
    municipality_number: Option<CodeComparator>,
    organisation: Option<IdComparator>,
    organisation_number: Option<CodeComparator>,
    service_type: Option<TermComparator<ServiceType>>,
}

impl ByParties {
    fn narrow(self, to: &mut Narrowing<'_>) -> FieldResult<()> {
        let own = || column(partnership::Column::Id);
        let places = with_party(|parties| {
            let same = Expr::col((municipality::Entity, municipality::Column::Id))
                .equals((party::Entity, party::Column::MunicipalityId));
            parties.inner_join(municipality::Entity, same);
        });
        to.by_related(
            "partyMunicipalityNumber",
            self.municipality_number,
            column(municipality::Column::Number),
            own(),
            places,
        )?;
        let organisation = self.organisation.map(IdComparator::of::<organisation::Entity>);
        let taking_part = column(party::Column::OrganisationId);
        to.by_related("organisation", organisation, taking_part, own(), with_party(|_| {}))?;
        let organisations = || {
            with_party(|parties| {
                let same = Expr::col((organisation::Entity, organisation::Column::Id))
                    .equals((party::Entity, party::Column::OrganisationId));
                parties.inner_join(organisation::Entity, same);
            })
        };
        let number = column(organisation::Column::Number);
        to.by_related("organisationNumber", self.organisation_number, number, own(), organisations())?;
        let service = column(organisation::Column::ServiceType);
        to.by_related("serviceType", self.service_type, service, own(), organisations())?;
        Ok(())
    }
}

/// The partnerships of parties, perhaps joined with more about them.
fn with_party(more: impl FnOnce(&mut SelectStatement)) -> SelectStatement {
    let mut parties = Query::select();
    parties.column((party::Entity, party::Column::PartnershipId)).from(party::Entity);
    more(&mut parties);
    parties
}

/// A column of the parties that have not answered a proposed revision. While one is proposed the parties are frozen.
pub fn silent_parties(wanted: party::Column) -> SelectStatement {
    let answered = Query::select()
        .expr(Expr::val(1))
        .from(confirmation::Entity)
        .and_where(
            Expr::col((confirmation::Entity, confirmation::Column::RevisionId))
                .equals((partnership_revision::Entity, partnership_revision::Column::Id)),
        )
        .and_where(
            Expr::col((confirmation::Entity, confirmation::Column::PartyId)).equals((party::Entity, party::Column::Id)),
        )
        .take();
    let same = Expr::col((partnership_revision::Entity, partnership_revision::Column::PartnershipId))
        .equals((party::Entity, party::Column::PartnershipId));
    Query::select()
        .column((party::Entity, wanted))
        .from(party::Entity)
        .inner_join(partnership_revision::Entity, same)
        .and_where(partnership_revision::Column::Status.eq(RevisionStatus::Proposed))
        .cond_where(still_taking_part())
        .and_where(Expr::exists(answered).not())
        .take()
}

/// That a party had not left when the revision was proposed, as [`must_answer`](super::rules::must_answer) says.
fn still_taking_part() -> Condition {
    let left = Expr::col((party::Entity, party::Column::LeftOn));
    let proposed = Expr::col((partnership_revision::Entity, partnership_revision::Column::ProposedAt));
    Condition::any().add(left.clone().is_null()).add(left.gt(proposed))
}

/// That a partnership binds on a date: agreed, not suspended, and the date within its period.
pub fn in_force_on(date: NaiveDate) -> Condition {
    in_force_during(date, date)
}

/// That a partnership binds on some day of a period: agreed, not suspended, and the day within its own.
pub fn in_force_during(from: NaiveDate, to: NaiveDate) -> Condition {
    use PartnershipStatus::{Active, Completed, Terminated};
    Condition::all().add(partnership::Column::Status.is_in([Active, Completed, Terminated])).add(runs_during(from, to))
}

/// That a partnership's own days and a period have one in common.
pub fn runs_during(from: NaiveDate, to: NaiveDate) -> Condition {
    let end = Expr::expr(sea_orm::sea_query::Func::coalesce([
        column(partnership::Column::EndedOn),
        column(partnership::Column::EndDate),
    ]));
    overlaps(from, to, column(partnership::Column::StartDate), end)
}

impl SortField<partnership::Entity> for PartnershipSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Title => SortKey::text(partnership::Column::SearchTitle),
            Self::StartDate => SortKey::date(partnership::Column::StartDate),
            Self::EndDate => SortKey::date(partnership::Column::EndDate),
            Self::Status => SortKey::text(partnership::Column::Status),
            Self::CreatedAt => SortKey::instant(partnership::Column::CreatedAt),
            Self::UpdatedAt => SortKey::instant(partnership::Column::UpdatedAt),
        }
    }
}

/// A partnership whose records the caller may change, held until the end of the write. For what is not part of the
/// agreed terms: tasks, activities, counts, documents …
pub async fn changeable(tx: &Tx, id: PartnershipId) -> Result<partnership::Model, Refused> {
    tx.lock_changeable(id).await
}

/// A partnership whose terms the caller may change, held until the end of the write. For what the parties confirm:
/// dates, parties, shared staff and budget lines. Refuses while a proposal awaits answers, and opens the next revision
/// of a running partnership.
pub async fn open_terms(tx: &Tx, id: PartnershipId) -> Result<partnership::Model, Refused> {
    let partnership = tx.lock_changeable(id).await?;
    match partnership.status {
        PartnershipStatus::Draft => Ok(partnership),
        PartnershipStatus::Proposed => {
            Err(PartnershipProblem::Proposed { revision: partnership.revision_number }.into())
        }
        state if is_running(state) => open_revision(tx, partnership).await,
        state => Err(PartnershipProblem::Ended { state }.into()),
    }
}

async fn open_revision(tx: &Tx, partnership: partnership::Model) -> Result<partnership::Model, Refused> {
    match revisions::newest(tx, partnership.id).await?.map(|revision| revision.status) {
        Some(RevisionStatus::Open) => Ok(partnership),
        Some(RevisionStatus::Proposed) => {
            Err(PartnershipProblem::Proposed { revision: partnership.revision_number }.into())
        }
        _ => open_next(tx, partnership).await,
    }
}

/// Opens the next revision of a running partnership whose row is held.
async fn open_next(tx: &Tx, partnership: partnership::Model) -> Result<partnership::Model, Refused> {
    let number = partnership.revision_number + 1;
    revisions::open(tx, &partnership, number).await?;
    let mut row = partnership.clone().into_active_model();
    row.revision_number = Set(number);
    tx.update::<partnership::Entity>(partnership, row).await
}

/// Registers a draft with its first parties. It belongs to the municipality of the culture school in the lead.
pub async fn create(tx: &Tx, input: CreatePartnershipInput) -> Result<partnership::Model, Refused> {
    let mut checks = Checks::default();
    let title = checks.text("title", &input.title, crate::graphql::changes::SHORT);
    let purpose = checks.text("purpose", &input.purpose, LONG);
    let legal_references = checks.optional_text("legalReferences", input.legal_references, LONG);
    checks.not_empty("pillars", &input.pillars);
    checks.not_empty("parties", &input.parties);
    let (start, end) = (input.start_date.0, input.end_date.map(|date| date.0));
    checks.period("endDate", start, end);
    checks.done()?;
    let mut parties = Vec::with_capacity(input.parties.len());
    for (place, party) in input.parties.into_iter().enumerate() {
        let within = |refused: Refused| refused.within(&format!("parties.{place}"));
        parties.push((resolve(tx, &party).await.map_err(within)?, party));
    }
    if !parties.iter().any(|(organisation, _)| access::may_act_for(tx.caller(), organisation)) {
        return Err(PartnershipProblem::NotYours {}.into());
    }
    let lead = parties.iter().find(|(_, party)| party.role.0 == entity::vocabulary::PartyRole::Lead);
    let Some((lead, _)) = lead else {
        return Err(PartnershipProblem::LeadMissing {}.into());
    };
    let row = partnership::ActiveModel {
        municipality_id: Set(lead.municipality_id),
        search_title: Set(normalise(&title)),
        title: Set(title),
        purpose: Set(purpose),
        pillars: Set(terms(input.pillars)),
        legal_references: Set(legal_references),
        start_date: Set(start),
        end_date: Set(end),
        status: Set(PartnershipStatus::Draft),
        status_reason: Set(None),
        ended_on: Set(None),
        revision_number: Set(0),
        ..Default::default()
    };
    let partnership = tx.insert::<partnership::Entity>(row).await?;
    for (place, (organisation, party)) in parties.into_iter().enumerate() {
        let within = |refused: Refused| refused.within(&format!("parties.{place}"));
        join(tx, &partnership, &organisation, party.role.0, party.responsibilities).await.map_err(within)?;
    }
    Ok(partnership)
}

/// Changes a partnership.
pub async fn update(tx: &Tx, input: UpdatePartnershipInput) -> Result<partnership::Model, Refused> {
    let mut before = tx.changeable(input.id.0, input.version).await?;
    let changes_terms = input.title.is_some()
        || input.purpose.is_some()
        || input.pillars.is_some()
        || input.start_date.is_some()
        || !input.end_date.is_undefined();
    if changes_terms {
        before = open_terms(tx, before.id).await?;
    }
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    checks.set_searched_text(&mut row.title, &mut row.search_title, "title", input.title);
    checks.set_text(&mut row.purpose, "purpose", input.purpose, LONG);
    checks.set_optional_text(&mut row.legal_references, "legalReferences", input.legal_references, LONG);
    if let Some(pillars) = input.pillars {
        checks.not_empty("pillars", &pillars);
        row.pillars = Set(terms(pillars));
    }
    set(&mut row.start_date, input.start_date.map(|date| date.0));
    if let Some(end) = given(input.end_date) {
        row.end_date = Set(end.map(|date| date.0));
    }
    let (start, end) = (now_or(&row.start_date, before.start_date), now_or(&row.end_date, before.end_date));
    checks.period("endDate", start, end);
    checks.done()?;
    let after = tx.update::<partnership::Entity>(before, row).await?;
    if changes_terms {
        check_dates_cover(tx, &after).await?;
    }
    Ok(after)
}

/// Checks that a partnership's dates cover its shared staff, its parties' days and its activities, after they changed.
async fn check_dates_cover(tx: &Tx, partnership: &partnership::Model) -> Result<(), Refused> {
    crate::staff::store::check_within_dates(tx, partnership).await?;
    for party in snapshot::parties(tx, partnership.id).await? {
        check_period(partnership, "endDate", party.joined_on, party.left_on)?;
    }
    if has_activity_outside(tx, partnership).await? {
        Err(PartnershipProblem::ActivityOutside {}.into())
    } else {
        Ok(())
    }
}

/// Whether an activity lies outside a partnership's dates.
async fn has_activity_outside(tx: &Tx, partnership: &partnership::Model) -> Result<bool, Refused> {
    let mut outside = Condition::any().add(breadth_activity::Column::StartDate.lt(partnership.start_date));
    if let Some(end) = partnership.end_date {
        let (first, last) = (breadth_activity::Column::StartDate, breadth_activity::Column::EndDate);
        outside = outside.add(first.gt(end)).add(last.gt(end));
    }
    let activity = breadth_activity::Entity::find()
        .filter(breadth_activity::Column::PartnershipId.eq(partnership.id))
        .filter(outside)
        .one(tx.connection())
        .await?;
    Ok(activity.is_some())
}

fn now_or<T: Clone + Into<sea_orm::Value>>(column: &ActiveValue<T>, before: T) -> T {
    match column {
        ActiveValue::Set(value) | ActiveValue::Unchanged(value) => value.clone(),
        ActiveValue::NotSet => before,
    }
}

/// Deletes a draft that was never proposed, with its parties and goals.
pub async fn delete(tx: &Tx, id: PartnershipId, version: i32) -> Result<(), Refused> {
    let before = tx.changeable(id, version).await?;
    if before.status != PartnershipStatus::Draft || before.revision_number > 0 {
        return Err(PartnershipProblem::NotADraft { state: before.status }.into());
    }
    let goals = partnership_goal::Entity::find().filter(partnership_goal::Column::PartnershipId.eq(id));
    for goal in goals.all(tx.connection()).await? {
        tx.delete::<partnership_goal::Entity>(goal).await?;
    }
    let parties = party::Entity::find().filter(party::Column::PartnershipId.eq(id));
    for party in parties.all(tx.connection()).await? {
        tx.delete::<party::Entity>(party).await?;
    }
    tx.delete::<partnership::Entity>(before).await
}

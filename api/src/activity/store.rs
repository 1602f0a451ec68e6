//! Breadth activities in SQL: how lists are narrowed and sorted, and how they are written.

use std::collections::{BTreeSet, HashMap};

use async_graphql::dataloader::Loader;
use chrono::NaiveDate;
use entity::{
    Id, activity_party, breadth_activity,
    id::{BreadthActivityId, MunicipalityId, PartyId},
    municipality, organisation, participation_count, partnership, party, plan_link,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, Query},
};

use super::{
    inputs::{BreadthActivityFilter, BreadthActivitySortField, CreateBreadthActivityInput, UpdateBreadthActivityInput},
    rules::{ActivityProblem, Span, check_within},
};
use crate::{
    access::Protected,
    auth::Caller,
    belonging,
    graphql::{
        changes::{Checks, LONG, SHORT, given, set, set_optional},
        coded::terms,
        comparators::{IdComparator, Narrowing},
        connection::{Filter, SortField},
        errors::Result,
    },
    partnership::store::changeable,
    problem::{CommonProblem, Problem},
    store::{Beside, ReadError, Reader, Refused, SortKey, Tx, column},
    text::normalise,
};

/// Co-creators told to be wrong at most; so many are enough.
const MOST_PROBLEMS: usize = 100;

type Written<T> = std::result::Result<T, Refused>;

impl Filter<breadth_activity::Entity> for BreadthActivityFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        use breadth_activity::Column;
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(Column::PartnershipId))?;
        to.by_id::<municipality::Entity>("municipality", self.municipality, column(Column::MunicipalityId))?;
        to.by_related(
            "municipalityNumber",
            self.municipality_number,
            column(municipality::Column::Number),
            column(Column::MunicipalityId),
            Query::select().column((municipality::Entity, municipality::Column::Id)).from(municipality::Entity).take(),
        )?;
        to.by_id::<plan_link::Entity>("planLink", self.plan_link, column(Column::PlanLinkId))?;
        to.by("title", self.title, column(Column::SearchTitle))?;
        to.by("subjectFields", self.subject_fields, column(Column::SubjectFields))?;
        to.by("pillars", self.pillars, column(Column::Pillars))?;
        to.by("targetGroups", self.target_groups, column(Column::TargetGroups))?;
        to.by("ageBands", self.age_bands, column(Column::AgeBands))?;
        to.by("format", self.format, column(Column::Format))?;
        to.by("setting", self.setting, column(Column::Setting))?;
        to.by("languages", self.languages, column(Column::Languages))?;
        if let Some(date) = self.active_on {
            to.add(active_on(date.0));
        }
        to.by("startDate", self.start_date, column(Column::StartDate))?;
        to.by_related(
            "serviceType",
            self.service_type,
            column(organisation::Column::ServiceType),
            column(Column::PartnershipId),
            Query::select()
                .column((party::Entity, party::Column::PartnershipId))
                .from(party::Entity)
                .inner_join(
                    organisation::Entity,
                    Expr::col((organisation::Entity, organisation::Column::Id))
                        .equals((party::Entity, party::Column::OrganisationId)),
                )
                .take(),
        )?;
        to.by_related(
            "coCreator",
            self.co_creator.map(IdComparator::of::<party::Entity>),
            column(activity_party::Column::PartyId),
            column(Column::Id),
            Query::select()
                .column((activity_party::Entity, activity_party::Column::ActivityId))
                .from(activity_party::Entity)
                .take(),
        )
    }
}

/// That an activity goes on on a date; without a last day, that its partnership does.
fn active_on(date: NaiveDate) -> Condition {
    use breadth_activity::Column;
    let over = Query::select()
        .column((partnership::Entity, partnership::Column::Id))
        .from(partnership::Entity)
        .cond_where(
            Condition::any().add(partnership::Column::EndDate.lt(date)).add(partnership::Column::EndedOn.lt(date)),
        )
        .take();
    let goes_on =
        Condition::all().add(Column::EndDate.is_null()).add(column(Column::PartnershipId).in_subquery(over).not());
    Condition::all().add(Column::StartDate.lte(date)).add(Condition::any().add(Column::EndDate.gte(date)).add(goes_on))
}

impl SortField<breadth_activity::Entity> for BreadthActivitySortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Title => SortKey::text(breadth_activity::Column::SearchTitle),
            Self::StartDate => SortKey::date(breadth_activity::Column::StartDate),
            Self::CreatedAt => SortKey::instant(breadth_activity::Column::CreatedAt),
        }
    }
}

/// Asks which parties make an activity together; the activity is already known to be visible.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CoCreatorsOf(pub BreadthActivityId);

impl Loader<CoCreatorsOf> for Reader {
    type Value = Vec<PartyId>;
    type Error = ReadError;

    async fn load(&self, keys: &[CoCreatorsOf]) -> std::result::Result<HashMap<CoCreatorsOf, Self::Value>, ReadError> {
        let links = activity_party::Entity::find()
            .filter(self.among(activity_party::Column::ActivityId, keys.iter().map(|key| key.0)))
            .order_by_asc(activity_party::Column::PartyId)
            .all(self.database())
            .await?;
        let mut found: HashMap<CoCreatorsOf, Self::Value> = HashMap::new();
        for link in links {
            found.entry(CoCreatorsOf(link.activity_id)).or_default().push(link.party_id);
        }
        Ok(found)
    }
}

/// Adds an activity to a partnership.
pub async fn create(tx: &Tx, input: CreateBreadthActivityInput) -> Written<breadth_activity::Model> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    let parties = Parties::of(tx, &partnership).await?;
    let municipality = input.municipality.map(|municipality| municipality.0);
    let municipality = municipality.unwrap_or(partnership.municipality_id);
    parties.check_municipality(&mut checks, municipality);
    let co_creators = parties.co_creators(tx, &mut checks, input.co_creators.iter().map(|id| id.0)).await?;
    let plan_link = input.plan_link.map(|plan| plan.0);
    belonging::maybe_named(tx, &mut checks, "planLink", plan_link, partnership.id).await?;
    let title = checks.text("title", &input.title, SHORT);
    let description = checks.optional_text("description", input.description, LONG);
    let premises = checks.optional_text("premises", input.premises, SHORT);
    let row = breadth_activity::ActiveModel {
        municipality_id: Set(municipality),
        partnership_id: Set(partnership.id),
        plan_link_id: Set(plan_link),
        search_title: Set(normalise(&title)),
        title: Set(title),
        description: Set(description),
        subject_fields: Set(terms(input.subject_fields)),
        pillars: Set(terms(input.pillars)),
        format: Set(input.format.0),
        target_groups: Set(terms(input.target_groups)),
        age_bands: Set(terms(input.age_bands)),
        setting: Set(input.setting.0),
        premises: Set(premises),
        languages: Set(terms(input.languages)),
        start_date: Set(input.start_date.0),
        end_date: Set(input.end_date.map(Into::into)),
        ..Default::default()
    };
    check_row(&mut checks, &row, &partnership);
    checks.done()?;
    let activity = tx.insert_with::<breadth_activity::Entity>(row, told(&co_creators)).await?;
    link(tx, activity.id, &co_creators).await?;
    Ok(activity)
}

/// Changes an activity.
pub async fn update(tx: &Tx, input: UpdateBreadthActivityInput) -> Written<breadth_activity::Model> {
    let id = input.id.0;
    let partnership = changeable(tx, tx.find(id).await?.partnership_id).await?;
    let before = tx.changeable(id, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    let parties = Parties::of(tx, &partnership).await?;
    if let Some(municipality) = input.municipality {
        parties.check_municipality(&mut checks, municipality.0);
        row.municipality_id = Set(municipality.0);
    }
    let present = co_creators_of(tx, id).await?;
    let co_creators = match input.co_creators {
        Some(wanted) => {
            let wanted = wanted.iter().map(|id| id.0);
            parties.co_creators(tx, &mut checks, wanted).await?
        }
        None => present.clone(),
    };
    if let Some(plan_link) = given(input.plan_link) {
        let plan_link = plan_link.map(|plan| plan.0);
        belonging::maybe_named(tx, &mut checks, "planLink", plan_link, partnership.id).await?;
        row.plan_link_id = Set(plan_link);
    }
    checks.set_searched_text(&mut row.title, &mut row.search_title, "title", input.title);
    checks.set_optional_text(&mut row.description, "description", input.description, LONG);
    checks.set_optional_text(&mut row.premises, "premises", input.premises, SHORT);
    set(&mut row.subject_fields, input.subject_fields.map(terms));
    set(&mut row.pillars, input.pillars.map(terms));
    set(&mut row.format, input.format.map(|format| format.0));
    set(&mut row.target_groups, input.target_groups.map(terms));
    set(&mut row.age_bands, input.age_bands.map(terms));
    set(&mut row.setting, input.setting.map(|setting| setting.0));
    set(&mut row.languages, input.languages.map(terms));
    set(&mut row.start_date, input.start_date);
    set_optional(&mut row.end_date, input.end_date);
    check_row(&mut checks, &row, &partnership);
    check_counted(tx, &mut checks, &before, &row, &partnership).await?;
    checks.done()?;
    let (was, is) = (told(&present), told(&co_creators));
    unlink(tx, id, &present.difference(&co_creators).copied().collect()).await?;
    link(tx, id, &co_creators.difference(&present).copied().collect()).await?;
    tx.update_with::<breadth_activity::Entity>(before, row, was, is).await
}

/// Deletes an activity that nothing refers to, with its links to co-creators.
pub async fn delete(tx: &Tx, id: BreadthActivityId, version: i32) -> Written<()> {
    let before = belonging::changeable(tx, id, version).await?;
    let co_creators = co_creators_of(tx, id).await?;
    unlink(tx, id, &co_creators).await?;
    tx.delete_with::<breadth_activity::Entity>(before, told(&co_creators)).await
}

/// The period of an activity, which ends with its partnership where it has no last day of its own.
pub fn span(activity: &breadth_activity::Model, partnership: &partnership::Model) -> Span {
    let own = Span { from: activity.start_date, to: activity.end_date };
    own.ending_with(&span_of(partnership))
}

fn span_of(partnership: &partnership::Model) -> Span {
    Span { from: partnership.start_date, to: partnership.end_date }
}

fn check_row(checks: &mut Checks, row: &breadth_activity::ActiveModel, partnership: &partnership::Model) {
    checks.not_empty("subjectFields", row.subject_fields.as_ref().values());
    checks.not_empty("targetGroups", row.target_groups.as_ref().values());
    checks.not_empty("ageBands", row.age_bands.as_ref().values());
    let dates = Span { from: *row.start_date.as_ref(), to: *row.end_date.as_ref() };
    checks.period("endDate", dates.from, dates.to);
    for problem in check_within(&dates, &span_of(partnership), ("startDate", "endDate")) {
        checks.note(problem);
    }
}

/// What is counted stays inside the activity's dates and municipality.
async fn check_counted(
    tx: &Tx,
    checks: &mut Checks,
    before: &breadth_activity::Model,
    row: &breadth_activity::ActiveModel,
    partnership: &partnership::Model,
) -> Written<()> {
    let counted = participation_count::Entity::find()
        .select_only()
        .column_as(participation_count::Column::PeriodFrom.min(), "first")
        .column_as(participation_count::Column::PeriodTo.max(), "last")
        .filter(participation_count::Column::ActivityId.eq(before.id))
        .into_tuple::<(Option<NaiveDate>, Option<NaiveDate>)>()
        .one(tx.connection())
        .await?;
    let Some((Some(first), Some(last))) = counted else {
        return Ok(());
    };
    if *row.municipality_id.as_ref() != before.municipality_id {
        checks.note(ActivityProblem::CountedElsewhere {});
    }
    let dates = Span { from: *row.start_date.as_ref(), to: *row.end_date.as_ref() }.ending_with(&span_of(partnership));
    // Only a change of dates can be at fault here, not dates that were so before.
    let changed = dates != span(before, partnership);
    if changed && !dates.holds(first) {
        checks.note(ActivityProblem::CountedOutside {}.at("startDate"));
    }
    if changed && !dates.holds(last) {
        checks.note(ActivityProblem::CountedOutside {}.at("endDate"));
    }
    Ok(())
}

/// The parties of a partnership with their municipalities, and the partnership's own municipality.
struct Parties {
    partnership: MunicipalityId,
    parties: HashMap<PartyId, MunicipalityId>,
}

impl Parties {
    async fn of(tx: &Tx, partnership: &partnership::Model) -> Written<Self> {
        let parties: Vec<(PartyId, MunicipalityId)> = party::Entity::find()
            .select_only()
            .columns([party::Column::Id, party::Column::MunicipalityId])
            .filter(party::Column::PartnershipId.eq(partnership.id))
            .into_tuple()
            .all(tx.connection())
            .await?;
        Ok(Self { partnership: partnership.municipality_id, parties: parties.into_iter().collect() })
    }

    fn check_municipality(&self, checks: &mut Checks, municipality: MunicipalityId) {
        let mut allowed: BTreeSet<MunicipalityId> = self.parties.values().copied().collect();
        allowed.insert(self.partnership);
        if !allowed.contains(&municipality) {
            checks.note(Problem::from(ActivityProblem::NoPartyThere {}).allowing(allowed));
        }
    }

    /// The parties given, each once; those that are not of the partnership are noted.
    async fn co_creators(
        &self,
        tx: &Tx,
        checks: &mut Checks,
        given: impl Iterator<Item = PartyId>,
    ) -> Written<BTreeSet<PartyId>> {
        let (own, mut foreign): (Vec<_>, Vec<_>) = given.enumerate().partition(|(_, id)| self.parties.contains_key(id));
        foreign.truncate(MOST_PROBLEMS);
        if !foreign.is_empty() {
            let visible: Vec<PartyId> = party::Entity::find()
                .select_only()
                .column(party::Column::Id)
                .filter(party::Column::Id.is_in(foreign.iter().map(|(_, id)| *id)))
                .filter(party::Entity::visible(tx.caller()))
                .into_tuple()
                .all(tx.connection())
                .await?;
            for (place, id) in foreign {
                let problem = if visible.contains(&id) {
                    CommonProblem::OtherPartnership {}
                } else {
                    CommonProblem::NotFound { id: id.to_string() }
                };
                checks.note(problem.at(&format!("coCreators.{place}")));
            }
        }
        Ok(own.into_iter().map(|(_, id)| id).collect())
    }
}

/// Co-creators as the audit trail tells of them.
fn told(co_creators: &BTreeSet<PartyId>) -> Beside {
    let ids = co_creators.iter().map(Id::to_string).collect();
    Beside::from_iter([("co_creators".to_owned(), ids)])
}

async fn co_creators_of(tx: &Tx, id: BreadthActivityId) -> Written<BTreeSet<PartyId>> {
    let links: Vec<PartyId> = activity_party::Entity::find()
        .select_only()
        .column(activity_party::Column::PartyId)
        .filter(activity_party::Column::ActivityId.eq(id))
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(links.into_iter().collect())
}

async fn link(tx: &Tx, activity: BreadthActivityId, parties: &BTreeSet<PartyId>) -> Written<()> {
    if parties.is_empty() {
        return Ok(());
    }
    let links =
        parties.iter().map(|&party| activity_party::ActiveModel { activity_id: Set(activity), party_id: Set(party) });
    activity_party::Entity::insert_many(links).exec_without_returning(tx.connection()).await?;
    Ok(())
}

async fn unlink(tx: &Tx, activity: BreadthActivityId, parties: &BTreeSet<PartyId>) -> Written<()> {
    if parties.is_empty() {
        return Ok(());
    }
    activity_party::Entity::delete_many()
        .filter(activity_party::Column::ActivityId.eq(activity))
        .filter(activity_party::Column::PartyId.is_in(parties.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests;

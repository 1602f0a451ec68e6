//! Participation counts in SQL: how lists are narrowed and sorted, and how they are written one by one.

use std::collections::{BTreeSet, HashMap};

use entity::{
    breadth_activity,
    id::{BreadthActivityId, MunicipalityId, ParticipationCountId},
    municipality, participation_count, partnership,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set, sea_query::Query};

use super::{
    inputs::{
        CreateParticipationCountInput, ParticipationCountFilter, ParticipationCountSortField,
        UpdateParticipationCountInput,
    },
    rules::{self, CountProblem, Counted, check_apart},
};
use crate::{
    access::{self, Protected},
    activity::{self, rules::Span},
    auth::Caller,
    graphql::{
        changes::{Checks, SHORT, given},
        comparators::{Narrowing, covers},
        connection::{Filter, SortField},
        errors::Result,
    },
    partnership::store::changeable,
    problem::{CommonProblem, Problem},
    store::{Refused, SortKey, Tx, column},
};

impl Filter<participation_count::Entity> for ParticipationCountFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        use participation_count::Column;
        to.by_id::<breadth_activity::Entity>("activity", self.activity, column(Column::ActivityId))?;
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(Column::PartnershipId))?;
        to.by_id::<municipality::Entity>("municipality", self.municipality, column(Column::MunicipalityId))?;
        to.by_related(
            "municipalityNumber",
            self.municipality_number,
            column(municipality::Column::Number),
            column(Column::MunicipalityId),
            Query::select().column((municipality::Entity, municipality::Column::Id)).from(municipality::Entity).take(),
        )?;
        to.by("periodFrom", self.period_from, column(Column::PeriodFrom))?;
        to.by("periodTo", self.period_to, column(Column::PeriodTo))?;
        if let Some(date) = self.covers {
            let (from, until) = (column(Column::PeriodFrom), column(Column::PeriodTo));
            to.add(covers(date.0, from, until));
        }
        to.by("ageBand", self.age_band, column(Column::AgeBand))?;
        to.by("targetGroup", self.target_group, column(Column::TargetGroup))?;
        to.by("participants", self.participants, column(Column::Participants))?;
        to.by("externalId", self.external_id, column(Column::ExternalId))
    }
}

impl SortField<participation_count::Entity> for ParticipationCountSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::PeriodFrom => SortKey::date(participation_count::Column::PeriodFrom),
            Self::PeriodTo => SortKey::date(participation_count::Column::PeriodTo),
            Self::Participants => SortKey::int(participation_count::Column::Participants),
            Self::CreatedAt => SortKey::instant(participation_count::Column::CreatedAt),
        }
    }
}

/// Adds a count to an activity.
pub async fn create(
    tx: &Tx,
    input: CreateParticipationCountInput,
) -> std::result::Result<participation_count::Model, Refused> {
    let open = open_one(tx, input.activity.0).await?;
    let counted = Counted {
        from: input.period_from.0,
        to: input.period_to.0,
        age_band: input.age_band.0,
        target_group: input.target_group.0,
        participants: input.participants,
        attendances: input.attendances,
        sessions: input.sessions,
        minutes: input.minutes,
    };
    let mut checks = Checks::default();
    let external_id = checks.optional_text("externalId", input.external_id, SHORT);
    let municipality = open.activity.municipality_id;
    check_external_id(tx, &mut checks, municipality, external_id.as_deref(), None).await?;
    check_counted(tx, &mut checks, &open, &counted, None).await?;
    checks.done()?;
    insert(tx, &open, &counted, external_id).await
}

/// Changes a count.
pub async fn update(
    tx: &Tx,
    input: UpdateParticipationCountInput,
) -> std::result::Result<participation_count::Model, Refused> {
    let id = input.id.0;
    let open = open_one(tx, tx.find(id).await?.activity_id).await?;
    let before = tx.changeable(id, input.version).await?;
    let present = Counted::from(&before);
    let counted = Counted {
        from: input.period_from.map_or(present.from, Into::into),
        to: input.period_to.map_or(present.to, Into::into),
        age_band: input.age_band.map_or(present.age_band, |age| age.0),
        target_group: input.target_group.map_or(present.target_group, |group| group.0),
        participants: input.participants.unwrap_or(present.participants),
        attendances: input.attendances.unwrap_or(present.attendances),
        sessions: input.sessions.unwrap_or(present.sessions),
        minutes: input.minutes.unwrap_or(present.minutes),
    };
    let mut row = before.clone().into_active_model();
    put(&mut row, &counted);
    let mut checks = Checks::default();
    if let Some(external_id) = given(input.external_id) {
        let external_id = checks.optional_text("externalId", external_id, SHORT);
        let municipality = before.municipality_id;
        check_external_id(tx, &mut checks, municipality, external_id.as_deref(), Some(id)).await?;
        row.external_id = Set(external_id);
    }
    check_counted(tx, &mut checks, &open, &counted, Some(id)).await?;
    checks.done()?;
    tx.update::<participation_count::Entity>(before, row).await
}

/// Deletes a count.
pub async fn delete(tx: &Tx, id: ParticipationCountId, version: i32) -> std::result::Result<(), Refused> {
    open_one(tx, tx.find(id).await?.activity_id).await?;
    let before = tx.changeable(id, version).await?;
    tx.delete::<participation_count::Entity>(before).await
}

/// An activity whose counts are being written: nobody else writes them meanwhile.
pub struct Open {
    /// The activity.
    pub activity: breadth_activity::Model,
    /// When it goes on.
    pub span: Span,
}

/// An activity opened for counting, or why it cannot be: problems tied to `activity`.
pub type Opened = std::result::Result<Open, Vec<Problem>>;

async fn open_one(tx: &Tx, id: BreadthActivityId) -> std::result::Result<Open, Refused> {
    match open(tx, &BTreeSet::from([id])).await?.remove(&id) {
        Some(opened) => opened.map_err(Refused::Problems),
        None => Err(Refused::Broken("an activity was not looked for".to_owned())),
    }
}

/// Opens activities for counting: locks their partnerships, then them, each in the order of their ids, so that no two
/// writers wait for each other.
pub async fn open(
    tx: &Tx,
    ids: &BTreeSet<BreadthActivityId>,
) -> std::result::Result<HashMap<BreadthActivityId, Opened>, Refused> {
    let named = || {
        breadth_activity::Entity::find()
            .filter(breadth_activity::Column::Id.is_in(ids.iter().copied()))
            .filter(breadth_activity::Entity::visible(tx.caller()))
    };
    let visible = named().all(tx.connection()).await?;
    let countable: Vec<BreadthActivityId> = named()
        .filter(access::countable(tx.caller()))
        .select_only()
        .column(breadth_activity::Column::Id)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let partnership_ids: BTreeSet<_> = visible
        .iter()
        .filter(|activity| countable.contains(&activity.id))
        .map(|activity| activity.partnership_id)
        .collect();
    let mut partnerships = HashMap::new();
    for id in partnership_ids {
        partnerships.insert(id, told(changeable(tx, id).await)?);
    }
    let mut opened = HashMap::new();
    for &id in ids {
        let found = visible.iter().find(|activity| activity.id == id);
        let partnership = found.and_then(|found| partnerships.get(&found.partnership_id));
        let outcome = match partnership {
            _ if found.is_none() => {
                let id = id.to_string();
                Err(vec![CommonProblem::NotFound { id }.at("activity")])
            }
            Some(Ok(partnership)) if countable.contains(&id) => told(tx.lock(id).await)?
                .map(|activity| Open { span: activity::store::span(&activity, partnership), activity }),
            Some(Err(problems)) if countable.contains(&id) => Err(problems.clone()),
            _ => Err(vec![CountProblem::OtherMunicipality {}.into()]),
        };
        opened.insert(id, outcome);
    }
    Ok(opened)
}

/// A refusal as the problems it tells of, tied to `activity`; failures of the service stay what they are.
fn told<T>(
    outcome: std::result::Result<T, Refused>,
) -> std::result::Result<std::result::Result<T, Vec<Problem>>, Refused> {
    match outcome.map_err(|refused| refused.at("activity")) {
        Ok(value) => Ok(Ok(value)),
        Err(Refused::Problems(problems)) => Ok(Err(problems)),
        Err(failed) => Err(failed),
    }
}

/// Writes what was counted into a row, every column of it.
pub fn put(row: &mut participation_count::ActiveModel, counted: &Counted) {
    row.period_from = Set(counted.from);
    row.period_to = Set(counted.to);
    row.age_band = Set(counted.age_band);
    row.target_group = Set(counted.target_group);
    row.participants = Set(counted.participants);
    row.attendances = Set(counted.attendances);
    row.sessions = Set(counted.sessions);
    row.minutes = Set(counted.minutes);
}

/// Adds a checked count.
pub async fn insert(
    tx: &Tx,
    open: &Open,
    counted: &Counted,
    external_id: Option<String>,
) -> std::result::Result<participation_count::Model, Refused> {
    let mut row = participation_count::ActiveModel {
        municipality_id: Set(open.activity.municipality_id),
        partnership_id: Set(open.activity.partnership_id),
        activity_id: Set(open.activity.id),
        external_id: Set(external_id),
        ..Default::default()
    };
    put(&mut row, counted);
    tx.insert::<participation_count::Entity>(row).await
}

async fn check_counted(
    tx: &Tx,
    checks: &mut Checks,
    open: &Open,
    counted: &Counted,
    own: Option<ParticipationCountId>,
) -> std::result::Result<(), Refused> {
    let today = tx.scope().registry.clock.today();
    for problem in rules::check(counted, &open.span, today) {
        checks.note(problem);
    }
    let others = participation_count::Entity::find()
        .filter(participation_count::Column::ActivityId.eq(open.activity.id))
        .filter(participation_count::Column::AgeBand.eq(counted.age_band))
        .filter(participation_count::Column::TargetGroup.eq(counted.target_group))
        .filter(participation_count::Column::PeriodFrom.lte(counted.to))
        .filter(participation_count::Column::PeriodTo.gte(counted.from))
        .all(tx.connection())
        .await?;
    let clash = others
        .iter()
        .filter(|other| Some(other.id) != own)
        .try_for_each(|other| check_apart(counted, &other.into(), &other.id));
    checks.rule(clash);
    Ok(())
}

async fn check_external_id(
    tx: &Tx,
    checks: &mut Checks,
    municipality: MunicipalityId,
    external_id: Option<&str>,
    own: Option<ParticipationCountId>,
) -> std::result::Result<(), Refused> {
    let Some(external_id) = external_id else {
        return Ok(());
    };
    // The id may be that of a count the caller does not see; that it is taken must be told all the same.
    let holder: Option<ParticipationCountId> = participation_count::Entity::find()
        .select_only()
        .column(participation_count::Column::Id)
        .filter(participation_count::Column::MunicipalityId.eq(municipality))
        .filter(participation_count::Column::ExternalId.eq(external_id))
        .into_tuple()
        .one(tx.connection())
        .await?;
    if holder.is_some() && holder != own {
        let id = external_id.to_owned();
        checks.note(CountProblem::ExternalIdTaken { id });
    }
    Ok(())
}

#[cfg(test)]
mod tests;

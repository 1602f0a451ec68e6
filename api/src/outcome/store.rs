//! Targets and observations in SQL: how lists are narrowed and sorted, and how they are written.

use chrono::NaiveDate;
use entity::{
    Id, Measured, Stamped, breadth_activity,
    id::{BreadthActivityId, IndicatorId, PartnershipId},
    indicator, outcome_observation, outcome_target, partnership,
};
use sea_orm::{
    ColumnTrait, Condition, IntoActiveModel, QueryFilter, Set,
    sea_query::{Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    inputs::{
        CreateOutcomeObservationInput, CreateOutcomeTargetInput, OutcomeFilter, OutcomeSortField,
        UpdateOutcomeObservationInput, UpdateOutcomeTargetInput,
    },
    rules::{OutcomeProblem, check_values},
};
pub use crate::belonging::delete;
use crate::{
    access::Protected,
    auth::Caller,
    belonging::{self, Belonging},
    graphql::{
        changes::{Checks, LONG, SHORT, changed},
        comparators::{Narrowing, covers},
        connection::{Filter, SortField},
        errors,
    },
    problem::CommonProblem,
    store::{Refused, SortKey, Tx, column},
};

/// Characters in a dimension.
const DIMENSION: usize = 100;

/// A table of values by indicator, subject, period and dimension.
pub trait Valued: Belonging {
    /// The columns that say what a value is of.
    fn columns() -> Columns<Self::Column>;
}

/// The columns that say what a value is of.
pub struct Columns<C> {
    partnership: C,
    activity: C,
    indicator: C,
    subject: C,
    period_from: C,
    period_to: C,
    dimension: C,
    created_at: C,
}

macro_rules! valued {
    ($($table:ident),+) => {
        $(impl Valued for $table::Entity {
            fn columns() -> Columns<Self::Column> {
                Columns {
                    partnership: $table::Column::PartnershipId,
                    activity: $table::Column::ActivityId,
                    indicator: $table::Column::IndicatorId,
                    subject: $table::Column::SubjectId,
                    period_from: $table::Column::PeriodFrom,
                    period_to: $table::Column::PeriodTo,
                    dimension: $table::Column::Dimension,
                    created_at: $table::Column::CreatedAt,
                }
            }
        })+
    };
}

valued!(outcome_target, outcome_observation);

impl<E: Valued> Filter<E> for OutcomeFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> errors::Result<()> {
        let of = E::columns();
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(of.partnership))?;
        to.by_id::<breadth_activity::Entity>("activity", self.activity, column(of.activity))?;
        to.by_seen_id::<indicator::Entity>("indicator", self.indicator, column(of.indicator))?;
        let visible = indicators(to.caller);
        to.by_related(
            "indicatorCode",
            self.indicator_code,
            column(indicator::Column::Code),
            column(of.indicator),
            visible.clone(),
        )?;
        to.by_related(
            "qualityDimension",
            self.quality_dimension,
            column(indicator::Column::QualityDimension),
            column(of.indicator),
            visible.clone(),
        )?;
        to.by_related(
            "resultType",
            self.result_type,
            column(indicator::Column::ResultType),
            column(of.indicator),
            visible.clone(),
        )?;
        to.by_related(
            "goalOwner",
            self.goal_owner,
            column(indicator::Column::GoalOwner),
            column(of.indicator),
            visible,
        )?;
        to.by("dimension", self.dimension, column(of.dimension))?;
        to.by("periodFrom", self.period_from, column(of.period_from))?;
        to.by("periodTo", self.period_to, column(of.period_to))?;
        if let Some(date) = self.active_on {
            to.add(covers(date.0, column(of.period_from), column(of.period_to)));
        }
        match self.whole_partnership {
            Some(true) => to.add(Condition::all().add(of.activity.is_null())),
            Some(false) => to.add(Condition::all().add(of.activity.is_not_null())),
            None => {}
        }
        Ok(())
    }
}

/// The indicators the caller may see: nothing is found by what another municipality's own ones say.
fn indicators(caller: &Caller) -> SelectStatement {
    Query::select()
        .column((indicator::Entity, indicator::Column::Id))
        .from(indicator::Entity)
        .cond_where(indicator::Entity::visible(caller))
        .take()
}

impl<E: Valued> SortField<E> for OutcomeSortField {
    fn key(self, _: &Caller) -> SortKey {
        let of = E::columns();
        match self {
            Self::PeriodFrom => SortKey::date(of.period_from),
            Self::PeriodTo => SortKey::date(of.period_to),
            Self::Dimension => SortKey::text(of.dimension),
            Self::CreatedAt => SortKey::instant(of.created_at),
        }
    }
}

/// What targets and observations have in common, as wanted after a write.
struct Said {
    activity: Option<BreadthActivityId>,
    period_from: NaiveDate,
    period_to: NaiveDate,
    dimension: String,
    narrative: Option<String>,
    source: Option<String>,
    comment: Option<String>,
}

impl Said {
    /// What the value is of: the activity, or the partnership.
    fn subject(&self, partnership: PartnershipId) -> Uuid {
        self.activity.map_or(partnership.uuid(), Id::uuid)
    }

    /// The same, fit to keep: the texts tidy, the activity of the partnership, the values as the indicator takes them,
    /// and no other row (than `own`) for the same indicator, subject, period and dimension. The partnership is held.
    async fn checked<E: Valued>(
        self,
        tx: &Tx,
        partnership: PartnershipId,
        indicator: &indicator::Model,
        values: &[(&str, Option<Measured>)],
        own: Option<&E::Model>,
    ) -> Result<Self, Refused> {
        let mut checks = Checks::default();
        if own.is_none() && !indicator.active {
            checks.note(OutcomeProblem::Inactive { name: indicator.name.clone() });
        }
        let activity = self.activity;
        let activity = belonging::maybe_named(tx, &mut checks, "activity", activity, partnership).await?;
        checks.period("periodTo", self.period_from, Some(self.period_to));
        let dimension = checks.optional_text("dimension", Some(self.dimension), DIMENSION);
        let said = Self {
            activity,
            dimension: dimension.unwrap_or_default(),
            narrative: checks.optional_text("narrative", self.narrative, LONG),
            source: checks.optional_text("source", self.source, SHORT),
            comment: checks.optional_text("comment", self.comment, LONG),
            ..self
        };
        for problem in check_values(indicator.measure, values, said.narrative.as_deref()) {
            checks.note(problem);
        }
        let of = E::columns();
        let there = E::find()
            .filter(of.indicator.eq(indicator.id))
            .filter(of.subject.eq(said.subject(partnership)))
            .filter(of.period_from.eq(said.period_from))
            .filter(of.period_to.eq(said.period_to))
            .filter(of.dimension.eq(said.dimension.as_str()))
            .one(tx.connection())
            .await?;
        if there.is_some_and(|there| own.map(Stamped::id) != Some(there.id())) {
            checks.note(OutcomeProblem::Taken {});
        }
        checks.done()?;
        Ok(said)
    }
}

/// The indicator of a new value, held so that its measure stays what the value was checked by.
async fn indicator_of_new(tx: &Tx, id: IndicatorId) -> Result<indicator::Model, Refused> {
    tx.lock(id).await.map_err(|refused| refused.at("indicator"))
}

/// The indicator of a value that is there, held alike. It may be another municipality's own; then whoever sees it
/// changes the value.
async fn indicator_of_known(tx: &Tx, id: IndicatorId) -> Result<indicator::Model, Refused> {
    tx.lock(id).await.map_err(|refused| match refused {
        Refused::Problems(_) => CommonProblem::Forbidden {}.into(),
        failed => failed,
    })
}

/// What is observed has begun.
fn check_observed(tx: &Tx, period_from: NaiveDate) -> Result<(), Refused> {
    let mut checks = Checks::default();
    checks.not_future("periodFrom", period_from, tx.scope().registry.clock.today());
    checks.done()
}

/// Sets a target.
pub async fn create_target(tx: &Tx, input: CreateOutcomeTargetInput) -> Result<outcome_target::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let indicator = indicator_of_new(tx, input.indicator.0).await?;
    let (baseline, target) = (input.baseline.map(Into::into), input.target.map(Into::into));
    let said = Said {
        activity: input.activity.map(Into::into),
        period_from: input.period_from.into(),
        period_to: input.period_to.into(),
        dimension: input.dimension,
        narrative: input.narrative,
        source: input.source,
        comment: input.comment,
    };
    let values = [("target", target), ("baseline", baseline)];
    let said = said.checked::<outcome_target::Entity>(tx, partnership.id, &indicator, &values, None).await?;
    tx.insert::<outcome_target::Entity>(outcome_target::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        indicator_id: Set(indicator.id),
        partnership_id: Set(partnership.id),
        activity_id: Set(said.activity),
        subject_id: Set(said.subject(partnership.id)),
        period_from: Set(said.period_from),
        period_to: Set(said.period_to),
        dimension: Set(said.dimension),
        baseline: Set(baseline),
        target: Set(target),
        narrative: Set(said.narrative),
        source: Set(said.source),
        comment: Set(said.comment),
        ..Default::default()
    })
    .await
}

/// Changes a target.
pub async fn update_target(tx: &Tx, input: UpdateOutcomeTargetInput) -> Result<outcome_target::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let indicator = indicator_of_known(tx, before.indicator_id).await?;
    let mut row = before.clone().into_active_model();
    let said = Said {
        activity: changed(before.activity_id, input.activity),
        period_from: input.period_from.map_or(before.period_from, NaiveDate::from),
        period_to: input.period_to.map_or(before.period_to, NaiveDate::from),
        dimension: input.dimension.unwrap_or_else(|| before.dimension.clone()),
        narrative: changed(before.narrative.clone(), input.narrative),
        source: changed(before.source.clone(), input.source),
        comment: changed(before.comment.clone(), input.comment),
    };
    let baseline = changed(before.baseline, input.baseline);
    let target = changed(before.target, input.target);
    let values = [("target", target), ("baseline", baseline)];
    let said =
        said.checked::<outcome_target::Entity>(tx, before.partnership_id, &indicator, &values, Some(&before)).await?;
    row.activity_id = Set(said.activity);
    row.subject_id = Set(said.subject(before.partnership_id));
    row.period_from = Set(said.period_from);
    row.period_to = Set(said.period_to);
    row.dimension = Set(said.dimension);
    row.baseline = Set(baseline);
    row.target = Set(target);
    row.narrative = Set(said.narrative);
    row.source = Set(said.source);
    row.comment = Set(said.comment);
    tx.update::<outcome_target::Entity>(before, row).await
}

/// Registers an observation.
pub async fn create_observation(
    tx: &Tx,
    input: CreateOutcomeObservationInput,
) -> Result<outcome_observation::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let indicator = indicator_of_new(tx, input.indicator.0).await?;
    let actual = input.actual.map(Into::into);
    let said = Said {
        activity: input.activity.map(Into::into),
        period_from: input.period_from.into(),
        period_to: input.period_to.into(),
        dimension: input.dimension,
        narrative: input.narrative,
        source: input.source,
        comment: input.comment,
    };
    let values = [("actual", actual)];
    check_observed(tx, said.period_from)?;
    let said = said.checked::<outcome_observation::Entity>(tx, partnership.id, &indicator, &values, None).await?;
    tx.insert::<outcome_observation::Entity>(outcome_observation::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        indicator_id: Set(indicator.id),
        partnership_id: Set(partnership.id),
        activity_id: Set(said.activity),
        subject_id: Set(said.subject(partnership.id)),
        period_from: Set(said.period_from),
        period_to: Set(said.period_to),
        dimension: Set(said.dimension),
        actual: Set(actual),
        narrative: Set(said.narrative),
        source: Set(said.source),
        comment: Set(said.comment),
        ..Default::default()
    })
    .await
}

/// Changes an observation.
pub async fn update_observation(
    tx: &Tx,
    input: UpdateOutcomeObservationInput,
) -> Result<outcome_observation::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let indicator = indicator_of_known(tx, before.indicator_id).await?;
    let mut row = before.clone().into_active_model();
    let said = Said {
        activity: changed(before.activity_id, input.activity),
        period_from: input.period_from.map_or(before.period_from, NaiveDate::from),
        period_to: input.period_to.map_or(before.period_to, NaiveDate::from),
        dimension: input.dimension.unwrap_or_else(|| before.dimension.clone()),
        narrative: changed(before.narrative.clone(), input.narrative),
        source: changed(before.source.clone(), input.source),
        comment: changed(before.comment.clone(), input.comment),
    };
    let actual = changed(before.actual, input.actual);
    let said = said
        .checked::<outcome_observation::Entity>(
            tx,
            before.partnership_id,
            &indicator,
            &[("actual", actual)],
            Some(&before),
        )
        .await?;
    row.activity_id = Set(said.activity);
    row.subject_id = Set(said.subject(before.partnership_id));
    row.period_from = Set(said.period_from);
    row.period_to = Set(said.period_to);
    row.dimension = Set(said.dimension);
    row.actual = Set(actual);
    row.narrative = Set(said.narrative);
    row.source = Set(said.source);
    row.comment = Set(said.comment);
    tx.update::<outcome_observation::Entity>(before, row).await
}

#[cfg(test)]
mod tests;

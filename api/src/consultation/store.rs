//! Consultations in SQL: how lists are narrowed and sorted, and how they are written.

use entity::{breadth_activity, consultation, id::ConsultationId, municipality, partnership};
use sea_orm::{IntoActiveModel, Set};

use super::inputs::{ConsultationFilter, ConsultationSortField, CreateConsultationInput, UpdateConsultationInput};
use crate::{
    auth::Caller,
    belonging,
    graphql::{
        changes::{Checks, LONG, given, set},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::Result,
    },
    store::{Refused, SortKey, Tx, column},
};

impl Filter<consultation::Entity> for ConsultationFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        use consultation::Column;
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(Column::PartnershipId))?;
        to.by_id::<breadth_activity::Entity>("activity", self.activity, column(Column::ActivityId))?;
        to.by_id::<municipality::Entity>("municipality", self.municipality, column(Column::MunicipalityId))?;
        to.by("body", self.body, column(Column::Body))?;
        to.by("phase", self.phase, column(Column::Phase))?;
        to.by("heldOn", self.held_on, column(Column::HeldOn))
    }
}

impl SortField<consultation::Entity> for ConsultationSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::HeldOn => SortKey::date(consultation::Column::HeldOn),
            Self::CreatedAt => SortKey::instant(consultation::Column::CreatedAt),
        }
    }
}

/// Records that a body was heard.
pub async fn create(tx: &Tx, input: CreateConsultationInput) -> std::result::Result<consultation::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    let activity = input.activity.map(|activity| activity.0);
    belonging::maybe_named(tx, &mut checks, "activity", activity, partnership.id).await?;
    let summary = checks.optional_text("summary", input.summary, LONG);
    let changed = checks.optional_text("changed", input.changed, LONG);
    checks.not_future("heldOn", input.held_on.0, tx.scope().registry.clock.today());
    checks.done()?;
    let row = consultation::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        activity_id: Set(activity),
        body: Set(input.body.0),
        phase: Set(input.phase.0),
        held_on: Set(input.held_on.0),
        summary: Set(summary),
        changed: Set(changed),
        ..Default::default()
    };
    tx.insert::<consultation::Entity>(row).await
}

/// Changes a consultation.
pub async fn update(tx: &Tx, input: UpdateConsultationInput) -> std::result::Result<consultation::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    if let Some(activity) = given(input.activity) {
        let activity = activity.map(|activity| activity.0);
        belonging::maybe_named(tx, &mut checks, "activity", activity, before.partnership_id).await?;
        row.activity_id = Set(activity);
    }
    set(&mut row.body, input.body.map(|body| body.0));
    set(&mut row.phase, input.phase.map(|phase| phase.0));
    if let Some(held_on) = input.held_on {
        checks.not_future("heldOn", held_on.0, tx.scope().registry.clock.today());
        row.held_on = Set(held_on.0);
    }
    checks.set_optional_text(&mut row.summary, "summary", input.summary, LONG);
    checks.set_optional_text(&mut row.changed, "changed", input.changed, LONG);
    checks.done()?;
    tx.update::<consultation::Entity>(before, row).await
}

/// Deletes a consultation.
pub async fn delete(tx: &Tx, id: ConsultationId, version: i32) -> std::result::Result<(), Refused> {
    belonging::delete(tx, id, version).await
}

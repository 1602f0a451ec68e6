//! Shared tasks in SQL.

use entity::{id::SharedTaskId, partnership, party, shared_task, vocabulary::TaskStatus};
use sea_orm::{ColumnTrait, Condition, IntoActiveModel, Set};

use super::{
    inputs::{CreateSharedTaskInput, SharedTaskFilter, SharedTaskSortField, UpdateSharedTaskInput},
    rules::completed_on,
};
use crate::{
    auth::Caller,
    belonging,
    graphql::{
        changes::{Checks, LONG, SHORT, set, set_optional},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::Result as FieldResult,
    },
    store::{Refused, SortKey, Tx, column},
    text::normalise,
};

impl Filter<shared_task::Entity> for SharedTaskFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> FieldResult<()> {
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(shared_task::Column::PartnershipId))?;
        to.by_id::<party::Entity>(
            "responsibleParty",
            self.responsible_party,
            column(shared_task::Column::ResponsiblePartyId),
        )?;
        to.by("title", self.title, column(shared_task::Column::SearchTitle))?;
        to.by("status", self.status, column(shared_task::Column::Status))?;
        to.by("dueOn", self.due_on, column(shared_task::Column::DueOn))?;
        if let Some(date) = self.overdue_on {
            let undone = shared_task::Column::Status.is_in([TaskStatus::Open, TaskStatus::InProgress]);
            to.add(Condition::all().add(shared_task::Column::DueOn.lt(date.0)).add(undone));
        }
        Ok(())
    }
}

impl SortField<shared_task::Entity> for SharedTaskSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Title => SortKey::text(shared_task::Column::SearchTitle),
            Self::DueOn => SortKey::date(shared_task::Column::DueOn),
            Self::CreatedAt => SortKey::instant(shared_task::Column::CreatedAt),
        }
    }
}

/// Adds a task.
pub async fn create(tx: &Tx, input: CreateSharedTaskInput) -> Result<shared_task::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    let title = checks.text("title", &input.title, SHORT);
    let description = checks.optional_text("description", input.description, LONG);
    let party = input.responsible_party.0;
    let responsible = belonging::named(tx, &mut checks, "responsibleParty", party, partnership.id).await?;
    checks.done()?;
    let row = shared_task::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        responsible_party_id: Set(responsible),
        search_title: Set(normalise(&title)),
        title: Set(title),
        description: Set(description),
        due_on: Set(input.due_on.map(|date| date.0)),
        status: Set(TaskStatus::Open),
        completed_on: Set(None),
        ..Default::default()
    };
    tx.insert::<shared_task::Entity>(row).await
}

/// Changes a task.
pub async fn update(tx: &Tx, input: UpdateSharedTaskInput) -> Result<shared_task::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    checks.set_searched_text(&mut row.title, &mut row.search_title, "title", input.title);
    checks.set_optional_text(&mut row.description, "description", input.description, LONG);
    set_optional(&mut row.due_on, input.due_on);
    if let Some(party) = input.responsible_party {
        row.responsible_party_id =
            Set(belonging::named(tx, &mut checks, "responsibleParty", party.0, before.partnership_id).await?);
    }
    let status = input.status.map_or(before.status, |status| status.0);
    let kept = before.completed_on.filter(|_| status == TaskStatus::Done);
    let said = input.completed_on.map(|date| date.0).or(kept);
    let today = tx.scope().registry.clock.today();
    if let Some(day) = checks.rule(completed_on(status, said, today)) {
        row.completed_on = Set(day);
    }
    set(&mut row.status, input.status.map(|status| status.0));
    checks.done()?;
    tx.update::<shared_task::Entity>(before, row).await
}

/// Deletes a task.
pub async fn delete(tx: &Tx, id: SharedTaskId, version: i32) -> Result<(), Refused> {
    belonging::delete(tx, id, version).await
}

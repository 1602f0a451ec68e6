//! Goals in SQL.

use entity::{id::PartnershipGoalId, partnership, partnership_goal, party};
use sea_orm::{ColumnTrait, Condition, IntoActiveModel, Set};

use super::inputs::{
    CreatePartnershipGoalInput, PartnershipGoalFilter, PartnershipGoalSortField, UpdatePartnershipGoalInput,
};
use crate::{
    auth::Caller,
    belonging,
    graphql::{
        changes::{Checks, LONG, given},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::Result as FieldResult,
    },
    store::{Refused, SortKey, Tx, column},
};

impl Filter<partnership_goal::Entity> for PartnershipGoalFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> FieldResult<()> {
        to.by_id::<partnership::Entity>(
            "partnership",
            self.partnership,
            column(partnership_goal::Column::PartnershipId),
        )?;
        to.by_id::<party::Entity>("party", self.party, column(partnership_goal::Column::PartyId))?;
        to.by("pillar", self.pillar, column(partnership_goal::Column::Pillar))?;
        if let Some(common) = self.common {
            let whose = partnership_goal::Column::PartyId;
            to.add(Condition::all().add(if common { whose.is_null() } else { whose.is_not_null() }));
        }
        Ok(())
    }
}

impl SortField<partnership_goal::Entity> for PartnershipGoalSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::CreatedAt => SortKey::instant(partnership_goal::Column::CreatedAt),
        }
    }
}

/// Adds a goal.
pub async fn create(tx: &Tx, input: CreatePartnershipGoalInput) -> Result<partnership_goal::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    let text = checks.text("text", &input.text, LONG);
    let named = input.party.map(|party| party.0);
    let party = belonging::maybe_named(tx, &mut checks, "party", named, partnership.id).await?;
    checks.done()?;
    let row = partnership_goal::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        party_id: Set(party),
        text: Set(text),
        pillar: Set(input.pillar.map(|pillar| pillar.0)),
        ..Default::default()
    };
    tx.insert::<partnership_goal::Entity>(row).await
}

/// Changes a goal.
pub async fn update(tx: &Tx, input: UpdatePartnershipGoalInput) -> Result<partnership_goal::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    checks.set_text(&mut row.text, "text", input.text, LONG);
    checks.done()?;
    if let Some(pillar) = given(input.pillar) {
        row.pillar = Set(pillar.map(|pillar| pillar.0));
    }
    tx.update::<partnership_goal::Entity>(before, row).await
}

/// Deletes a goal.
pub async fn delete(tx: &Tx, id: PartnershipGoalId, version: i32) -> Result<(), Refused> {
    belonging::delete(tx, id, version).await
}

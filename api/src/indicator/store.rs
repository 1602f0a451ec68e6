//! Indicators in SQL: how lists are narrowed and sorted, and how they are written.

use entity::{
    id::{IndicatorId, MunicipalityId},
    indicator, municipality, outcome_observation, outcome_target,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set};

use super::{
    inputs::{CreateIndicatorInput, IndicatorFilter, IndicatorSortField, UpdateIndicatorInput},
    rules::{IndicatorProblem, Reading, check_reading},
};
use crate::{
    access,
    auth::Caller,
    graphql::{
        changes::{Checks, LONG, SHORT, set},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors,
    },
    problem::CommonProblem,
    store::{Refused, SortKey, Tx, column},
    text::normalise,
};

/// Characters in a code or a unit.
const CODE: usize = 50;

impl Filter<indicator::Entity> for IndicatorFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> errors::Result<()> {
        use indicator::Column;
        to.by("code", self.code, column(Column::Code))?;
        to.by("name", self.name, column(Column::SearchName))?;
        to.by("measure", self.measure, column(Column::Measure))?;
        to.by("qualityDimension", self.quality_dimension, column(Column::QualityDimension))?;
        to.by("resultType", self.result_type, column(Column::ResultType))?;
        to.by("goalOwner", self.goal_owner, column(Column::GoalOwner))?;
        to.by_flag(self.active, column(Column::Active));
        to.by_id::<municipality::Entity>("municipality", self.municipality, column(Column::MunicipalityId))?;
        match self.national {
            Some(true) => to.add(Condition::all().add(Column::MunicipalityId.is_null())),
            Some(false) => to.add(Condition::all().add(Column::MunicipalityId.is_not_null())),
            None => {}
        }
        Ok(())
    }
}

impl SortField<indicator::Entity> for IndicatorSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Code => SortKey::text(indicator::Column::Code),
            Self::Name => SortKey::text(indicator::Column::SearchName),
            Self::QualityDimension => SortKey::text(indicator::Column::QualityDimension),
            Self::GoalOwner => SortKey::text(indicator::Column::GoalOwner),
            Self::CreatedAt => SortKey::instant(indicator::Column::CreatedAt),
        }
    }
}

/// Refuses callers that may not register for the municipality, or for the country.
fn authorise(tx: &Tx, municipality: Option<MunicipalityId>) -> Result<(), Refused> {
    let allowed = municipality.map_or_else(
        || access::may_register_nationally(tx.caller()),
        |municipality| access::may_register_in(tx.caller(), municipality),
    );
    if allowed { Ok(()) } else { Err(CommonProblem::Forbidden {}.into()) }
}

/// Two writers may pass this check at once; the unique index then stops the second.
async fn check_code(
    tx: &Tx,
    checks: &mut Checks,
    municipality: Option<MunicipalityId>,
    code: &str,
    own: Option<IndicatorId>,
) -> Result<(), Refused> {
    let holder = indicator::Entity::find()
        .filter(indicator::Column::CodeScope.eq(indicator::code_scope(municipality)))
        .filter(indicator::Column::Code.eq(code))
        .one(tx.connection())
        .await?;
    if holder.is_some_and(|holder| Some(holder.id) != own) {
        checks.note(IndicatorProblem::CodeTaken { code: code.to_owned() });
    }
    Ok(())
}

fn search_name(name: &str, code: &str) -> String {
    normalise(&format!("{name} {code}"))
}

/// Registers an indicator.
pub async fn create(tx: &Tx, input: CreateIndicatorInput) -> Result<indicator::Model, Refused> {
    let municipality = match input.municipality {
        Some(named) => {
            let found = tx.find(named.0).await;
            Some(found.map_err(|refused| refused.at("municipality"))?.id)
        }
        None => None,
    };
    authorise(tx, municipality)?;
    let mut checks = Checks::default();
    let code = checks.text("code", &input.code, CODE);
    let name = checks.text("name", &input.name, SHORT);
    let definition = checks.text("definition", &input.definition, LONG);
    let unit = checks.optional_text("unit", input.unit, CODE);
    check_code(tx, &mut checks, municipality, &code, None).await?;
    checks.done()?;
    tx.insert::<indicator::Entity>(indicator::ActiveModel {
        municipality_id: Set(municipality),
        code_scope: Set(indicator::code_scope(municipality)),
        search_name: Set(search_name(&name, &code)),
        code: Set(code),
        name: Set(name),
        definition: Set(definition),
        measure: Set(input.measure.0),
        unit: Set(unit),
        ascending: Set(input.ascending),
        quality_dimension: Set(input.quality_dimension.0),
        result_type: Set(input.result_type.0),
        goal_owner: Set(input.goal_owner.0),
        active: Set(true),
        ..Default::default()
    })
    .await
}

/// Changes an indicator.
pub async fn update(tx: &Tx, input: UpdateIndicatorInput) -> Result<indicator::Model, Refused> {
    let before = tx.changeable(input.id.0, input.version).await?;
    authorise(tx, before.municipality_id)?;
    let mut checks = Checks::default();
    let code = input.code.unwrap_or_else(|| before.code.clone());
    let code = checks.text("code", &code, CODE);
    let name = input.name.unwrap_or_else(|| before.name.clone());
    let name = checks.text("name", &name, SHORT);
    check_code(tx, &mut checks, before.municipality_id, &code, Some(before.id)).await?;
    let reading = Reading { measure: before.measure, ascending: before.ascending };
    let wanted = Reading {
        measure: input.measure.map_or(before.measure, |measure| measure.0),
        ascending: input.ascending.unwrap_or(before.ascending),
    };
    if wanted != reading && used(tx, before.id).await? {
        for problem in check_reading(reading, wanted) {
            checks.note(problem);
        }
    }
    let mut row = before.clone().into_active_model();
    checks.set_text(&mut row.definition, "definition", input.definition, LONG);
    checks.set_optional_text(&mut row.unit, "unit", input.unit, CODE);
    checks.done()?;
    row.search_name = Set(search_name(&name, &code));
    row.code = Set(code);
    row.name = Set(name);
    row.measure = Set(wanted.measure);
    row.ascending = Set(wanted.ascending);
    set(&mut row.quality_dimension, input.quality_dimension.map(|dimension| dimension.0));
    set(&mut row.result_type, input.result_type.map(|kind| kind.0));
    set(&mut row.goal_owner, input.goal_owner.map(|service| service.0));
    set(&mut row.active, input.active);
    tx.update::<indicator::Entity>(before, row).await
}

/// Deletes an indicator without targets and observations.
pub async fn delete(tx: &Tx, id: IndicatorId, version: i32) -> Result<(), Refused> {
    let before = tx.changeable(id, version).await?;
    authorise(tx, before.municipality_id)?;
    tx.delete::<indicator::Entity>(before).await
}

/// Whether anybody has given a value by it, seen by the caller or not. The indicator is held, and who gives a value
/// holds it too, so the answer stays true until the end of the write.
async fn used(tx: &Tx, id: IndicatorId) -> Result<bool, Refused> {
    let targets = outcome_target::Entity::find()
        .filter(outcome_target::Column::IndicatorId.eq(id))
        .count(tx.connection())
        .await?;
    if targets > 0 {
        return Ok(true);
    }
    let observations = outcome_observation::Entity::find()
        .filter(outcome_observation::Column::IndicatorId.eq(id))
        .count(tx.connection())
        .await?;
    Ok(observations > 0)
}

#[cfg(test)]
mod tests;

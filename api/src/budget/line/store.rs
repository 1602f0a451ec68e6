//! Budget lines in SQL: how lists are narrowed and sorted, and how they are written.

use entity::{Nok, budget, budget_line, id::BudgetLineId, kostra_function, partnership, party};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set, TryIntoModel,
    sea_query::{Condition, ExprTrait, Query},
};

use super::{
    inputs::{BudgetLineFilter, BudgetLineSortField, CreateBudgetLineInput, UpdateBudgetLineInput},
    rules::{BudgetLineProblem, changes_terms, check_art, check_function},
};
use crate::{
    auth::Caller,
    belonging,
    budget::rules::{LARGEST, actual_change, plan_change},
    graphql::{
        changes::{Checks, LONG, given, set},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::Result,
    },
    partnership::store::{changeable, open_terms},
    store::{Refused, SortKey, SortKind, Tx, column},
};

impl Filter<budget_line::Entity> for BudgetLineFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        use budget_line::Column;
        to.by_id::<budget::Entity>("budget", self.budget, column(Column::BudgetId))?;
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(Column::PartnershipId))?;
        to.by_id::<party::Entity>("party", self.party, column(Column::PartyId))?;
        to.by("kind", self.kind, column(Column::Kind))?;
        to.by("resource", self.resource, column(Column::Resource))?;
        to.by("category", self.category, column(Column::Category))?;
        to.by("kostraFunction", self.kostra_function, column(Column::KostraFunction))?;
        to.by("kostraArt", self.kostra_art, column(Column::KostraArt))?;
        let of_years = Query::select().column((budget::Entity, budget::Column::Id)).from(budget::Entity).take();
        let (year, key) = (column(budget::Column::FiscalYear), column(Column::BudgetId));
        to.by_related("fiscalYear", self.fiscal_year, year, key, of_years)?;
        to.by("planned", self.planned, column(Column::Planned))?;
        to.by("actual", self.actual, column(Column::Actual))?;
        if let Some(recorded) = self.has_actual {
            let actual = column(Column::Actual);
            let wanted = if recorded { actual.is_not_null() } else { actual.is_null() };
            to.add(Condition::all().add(wanted));
        }
        Ok(())
    }
}

impl SortField<budget_line::Entity> for BudgetLineSortField {
    fn key(self, _: &Caller) -> SortKey {
        use budget_line::Column;
        match self {
            Self::FiscalYear => SortKey {
                expression: Query::select()
                    .expr(column(budget::Column::FiscalYear))
                    .from(budget::Entity)
                    .and_where(column(budget::Column::Id).eq(column(Column::BudgetId)))
                    .take()
                    .into(),
                kind: SortKind::Int,
            },
            Self::Kind => SortKey::text(Column::Kind),
            Self::Resource => SortKey::text(Column::Resource),
            Self::Category => SortKey::text(Column::Category),
            Self::KostraFunction => SortKey::text(Column::KostraFunction),
            Self::Planned => SortKey::long(Column::Planned),
            Self::Actual => SortKey::long(Column::Actual),
            Self::CreatedAt => SortKey::instant(Column::CreatedAt),
        }
    }
}

/// Adds a line to a draft.
pub async fn create(tx: &Tx, input: CreateBudgetLineInput) -> std::result::Result<budget_line::Model, Refused> {
    let at_budget = |refused: Refused| refused.at("budget");
    let named = tx.find(input.budget.0).await.map_err(at_budget)?;
    open_terms(tx, named.partnership_id).await.map_err(at_budget)?;
    let budget = tx.lock_changeable(input.budget.0).await.map_err(at_budget)?;
    if let Some(problem) = plan_change(budget.status) {
        return Err(problem.at("budget").into());
    }
    let mut checks = Checks::default();
    belonging::named(tx, &mut checks, "party", input.party.0, budget.partnership_id).await?;
    let function = checked_function(tx, &mut checks, &input.kostra_function, budget.fiscal_year).await?;
    let art = checked_art(&mut checks, input.kostra_art);
    let description = checks.optional_text("description", input.description, LONG);
    let planned = checked_amount(&mut checks, "planned", input.planned.0);
    let actual = input.actual.map(|actual| checked_amount(&mut checks, "actual", actual.0));
    checks.done()?;
    let row = budget_line::ActiveModel {
        municipality_id: Set(budget.municipality_id),
        partnership_id: Set(budget.partnership_id),
        budget_id: Set(budget.id),
        party_id: Set(input.party.0),
        kind: Set(input.kind.0),
        resource: Set(input.resource.0),
        category: Set(input.category.0),
        kostra_function: Set(function),
        kostra_art: Set(art),
        description: Set(description),
        planned: Set(planned),
        actual: Set(actual),
        ..Default::default()
    };
    tx.insert::<budget_line::Entity>(row).await
}

/// Changes a line.
pub async fn update(tx: &Tx, input: UpdateBudgetLineInput) -> std::result::Result<budget_line::Model, Refused> {
    let (budget, before) = held(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    if let Some(party) = input.party {
        belonging::named(tx, &mut checks, "party", party.0, before.partnership_id).await?;
        row.party_id = Set(party.0);
    }
    set(&mut row.kind, input.kind.map(|kind| kind.0));
    set(&mut row.resource, input.resource.map(|resource| resource.0));
    set(&mut row.category, input.category.map(|category| category.0));
    if let Some(code) = input.kostra_function {
        row.kostra_function = Set(checked_function(tx, &mut checks, &code, budget.fiscal_year).await?);
    }
    if let Some(art) = given(input.kostra_art) {
        row.kostra_art = Set(checked_art(&mut checks, art));
    }
    checks.set_optional_text(&mut row.description, "description", input.description, LONG);
    if let Some(planned) = input.planned {
        row.planned = Set(checked_amount(&mut checks, "planned", planned.0));
    }
    if let Some(actual) = given(input.actual) {
        row.actual = Set(actual.map(|actual| checked_amount(&mut checks, "actual", actual.0)));
    }
    checks.done()?;
    let touches_terms = changes_terms(&before, &row.clone().try_into_model()?);
    let problem = if touches_terms { plan_change(budget.status) } else { actual_change(budget.status) };
    if let Some(problem) = problem {
        return Err(problem.into());
    }
    if touches_terms {
        // The partnership is held already; now its terms are opened too.
        open_terms(tx, before.partnership_id).await?;
    }
    tx.update::<budget_line::Entity>(before, row).await
}

/// Deletes a line of a draft.
pub async fn delete(tx: &Tx, id: BudgetLineId, version: i32) -> std::result::Result<(), Refused> {
    let (budget, before) = held(tx, id, version).await?;
    if let Some(problem) = plan_change(budget.status) {
        return Err(problem.into());
    }
    open_terms(tx, before.partnership_id).await?;
    tx.delete::<budget_line::Entity>(before).await
}

/// A line the caller may change and its budget, held in the order of locks: partnership, budget, line.
async fn held(
    tx: &Tx,
    id: BudgetLineId,
    version: i32,
) -> std::result::Result<(budget::Model, budget_line::Model), Refused> {
    let found = tx.find(id).await?;
    changeable(tx, found.partnership_id).await?;
    let budget = tx.lock(found.budget_id).await?;
    Ok((budget, tx.changeable(id, version).await?))
}

async fn checked_function(tx: &Tx, checks: &mut Checks, code: &str, year: i32) -> std::result::Result<String, Refused> {
    let code = code.trim().to_owned();
    let found = kostra_function::Entity::find()
        .filter(kostra_function::Column::Code.eq(code.as_str()))
        .one(tx.connection())
        .await?;
    match found {
        Some(function) => {
            let (from, to) = (function.valid_from, function.valid_to);
            checks.rule(check_function(&code, from, to, year));
        }
        None => checks.note(BudgetLineProblem::UnknownFunction { code: code.clone() }),
    }
    Ok(code)
}

fn checked_art(checks: &mut Checks, art: Option<String>) -> Option<String> {
    let art = art?.trim().to_owned();
    if art.is_empty() {
        return None;
    }
    checks.rule(check_art(&art));
    Some(art)
}

fn checked_amount(checks: &mut Checks, field: &str, amount: Nok) -> Nok {
    checks.range(field, &amount, &Nok(0), &LARGEST);
    amount
}

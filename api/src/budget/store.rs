//! Budgets in SQL: how lists are narrowed and sorted, and how they are written.
//!
//! Locks are taken in one order everywhere: the partnership, its budget, the line or the application. Whoever writes
//! what a budget adds up therefore waits for whoever commits it, and the other way round.

use entity::{
    budget, budget_line,
    id::{BudgetId, PartnershipId},
    partnership,
    vocabulary::BudgetStatus,
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Condition, Expr, ExprTrait},
};

use super::{
    inputs::{
        BudgetFilter, BudgetSortField, CloseBudgetInput, CommitBudgetInput, CreateBudgetInput, ReopenBudgetInput,
        UpdateBudgetInput,
    },
    rules::{BudgetProblem, FIRST_YEAR, LAST_YEAR, check_balance, plan_change, transition},
    totals::store::{balance, totals},
};
use crate::{
    auth::Caller,
    belonging,
    graphql::{
        changes::{Checks, LONG},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::Result,
    },
    store::{Refused, SortKey, SortKind, Tx, column},
};

impl Filter<budget::Entity> for BudgetFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(budget::Column::PartnershipId))?;
        to.by("fiscalYear", self.fiscal_year, column(budget::Column::FiscalYear))?;
        to.by("status", self.status, column(budget::Column::Status))?;
        if let Some(unbalanced) = self.unbalanced {
            let zero = balance().eq(0_i64);
            let wanted = if unbalanced { zero.not() } else { zero };
            to.add(Condition::all().add(wanted));
        }
        Ok(())
    }
}

impl SortField<budget::Entity> for BudgetSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::FiscalYear => SortKey::int(budget::Column::FiscalYear),
            Self::Status => SortKey::text(budget::Column::Status),
            Self::Balance => SortKey { expression: balance(), kind: SortKind::Long },
            Self::CreatedAt => SortKey::instant(budget::Column::CreatedAt),
        }
    }
}

/// Opens a budget.
pub async fn create(tx: &Tx, input: CreateBudgetInput) -> std::result::Result<budget::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    let year = input.fiscal_year;
    checks.range("fiscalYear", &year, &FIRST_YEAR, &LAST_YEAR);
    let comment = checks.optional_text("comment", input.comment, LONG);
    if of_year(tx, partnership.id, year).await?.is_some() {
        checks.note(BudgetProblem::YearTaken { year });
    }
    checks.done()?;
    let row = budget::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        fiscal_year: Set(year),
        status: Set(BudgetStatus::Draft),
        comment: Set(comment),
        ..Default::default()
    };
    tx.insert::<budget::Entity>(row).await
}

/// Changes the comment.
pub async fn update(tx: &Tx, input: UpdateBudgetInput) -> std::result::Result<budget::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    checks.set_optional_text(&mut row.comment, "comment", input.comment, LONG);
    checks.done()?;
    tx.update::<budget::Entity>(before, row).await
}

/// Makes a budget that balances binding.
pub async fn commit(tx: &Tx, input: CommitBudgetInput) -> std::result::Result<budget::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    check_step(&before, BudgetStatus::Committed)?;
    check_balanced(tx, budget::Column::Id.eq(before.id)).await?;
    set_status(tx, before, BudgetStatus::Committed).await
}

/// Takes a committed budget back to a draft.
pub async fn reopen(tx: &Tx, input: ReopenBudgetInput) -> std::result::Result<budget::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    check_step(&before, BudgetStatus::Draft)?;
    set_status(tx, before, BudgetStatus::Draft).await
}

/// Settles a budget whose lines all have their actual amounts.
pub async fn close(tx: &Tx, input: CloseBudgetInput) -> std::result::Result<budget::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    check_step(&before, BudgetStatus::Closed)?;
    let without_actual = budget_line::Column::Actual.is_null();
    let lines = count_lines(tx, before.id, Condition::all().add(without_actual)).await?;
    if lines > 0 {
        return Err(BudgetProblem::ActualsMissing { lines }.into());
    }
    set_status(tx, before, BudgetStatus::Closed).await
}

/// Deletes a draft without lines.
pub async fn delete(tx: &Tx, id: BudgetId, version: i32) -> std::result::Result<(), Refused> {
    let before = belonging::changeable(tx, id, version).await?;
    if let Some(problem) = plan_change(before.status) {
        return Err(problem.into());
    }
    let lines = count_lines(tx, before.id, Condition::all()).await?;
    if lines > 0 {
        return Err(BudgetProblem::HasLines { lines }.into());
    }
    tx.delete::<budget::Entity>(before).await
}

/// The budget of a partnership for a fiscal year, held until the end of the write. The partnership must be held already.
pub async fn of_year(
    tx: &Tx,
    partnership: PartnershipId,
    year: i32,
) -> std::result::Result<Option<budget::Model>, Refused> {
    let id = budget::Entity::find()
        .select_only()
        .column(budget::Column::Id)
        .filter(budget::Column::PartnershipId.eq(partnership))
        .filter(budget::Column::FiscalYear.eq(year))
        .into_tuple::<BudgetId>()
        .one(tx.connection())
        .await?;
    match id {
        Some(id) => Ok(Some(tx.lock(id).await?)),
        None => Ok(None),
    }
}

/// Refuses when one of the budgets that meet a condition does not balance. Whoever changes budget lines other than through
/// the mutations of this folder checks so that the binding budgets of the partnership still do. The partnership must be
/// held already.
///
/// # Errors
/// `UNBALANCED`, with the sums of a budget that does not balance.
pub async fn check_balanced(tx: &Tx, budgets: Expr) -> std::result::Result<(), Refused> {
    for totals in totals(tx.connection(), budgets).await?.values() {
        check_balance(totals)?;
    }
    Ok(())
}

fn check_step(budget: &budget::Model, to: BudgetStatus) -> std::result::Result<(), Refused> {
    transition(budget.status, to).map_or(Ok(()), |problem| Err(problem.into()))
}

async fn set_status(tx: &Tx, before: budget::Model, to: BudgetStatus) -> std::result::Result<budget::Model, Refused> {
    let mut row = before.clone().into_active_model();
    row.status = Set(to);
    tx.update::<budget::Entity>(before, row).await
}

async fn count_lines(tx: &Tx, budget: BudgetId, which: Condition) -> std::result::Result<i64, Refused> {
    let lines = budget_line::Entity::find()
        .filter(budget_line::Column::BudgetId.eq(budget))
        .filter(which)
        .count(tx.connection())
        .await?;
    Ok(i64::try_from(lines).unwrap_or(i64::MAX))
}

//! What needs attention, as conditions on the lists it stands in.

use chrono::NaiveDate;
use entity::{
    budget, funding_application,
    id::MunicipalityId,
    partnership, partnership_revision, party, shared_task, staff_allocation, staff_member,
    vocabulary::{BudgetStatus, FundingStatus, PartnershipStatus, TaskStatus},
};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, Query},
};

use crate::{
    access::Protected,
    answers::store::{involving, partnerships},
    auth::Caller,
    budget::totals::store::balance,
    graphql::comparators::overlaps,
    partnership::store::silent_parties,
    staff::store::counts,
    store::column,
};

/// Asks what needs attention in a municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AttentionOf {
    /// The municipality.
    pub municipality: MunicipalityId,
    /// The day it is asked for.
    pub on: NaiveDate,
    /// The last day looked at.
    pub until: NaiveDate,
}

const RUNNING: [PartnershipStatus; 2] = [PartnershipStatus::Active, PartnershipStatus::Suspended];

/// Partnerships that have not come to their end, and may yet need money.
const ALIVE: [PartnershipStatus; 4] =
    [PartnershipStatus::Draft, PartnershipStatus::Proposed, PartnershipStatus::Active, PartnershipStatus::Suspended];

/// Running partnerships that end within the days, and those past their last day that nobody has completed.
pub fn expiring(question: &AttentionOf, caller: &Caller) -> Condition {
    involving(caller, question.municipality, column(partnership::Column::Id))
        .add(partnership::Column::Status.is_in(RUNNING))
        .add(partnership::Column::EndDate.lte(question.until))
}

/// Parties that have not answered a proposed revision that the caller may see.
pub fn awaited(question: &AttentionOf, caller: &Caller) -> Condition {
    let mut silent = silent_parties(party::Column::Id);
    silent.cond_where(partnership_revision::Entity::visible(caller));
    involving(caller, question.municipality, column(party::Column::PartnershipId))
        .add(column(party::Column::Id).in_subquery(silent))
}

fn undone(question: &AttentionOf, caller: &Caller) -> Condition {
    involving(caller, question.municipality, column(shared_task::Column::PartnershipId))
        .add(shared_task::Column::Status.is_in([TaskStatus::Open, TaskStatus::InProgress]))
}

/// Tasks that should have been done.
pub fn overdue(question: &AttentionOf, caller: &Caller) -> Condition {
    undone(question, caller).add(shared_task::Column::DueOn.lt(question.on))
}

/// Tasks that are to be done within the days.
pub fn due(question: &AttentionOf, caller: &Caller) -> Condition {
    undone(question, caller)
        .add(shared_task::Column::DueOn.gte(question.on))
        .add(shared_task::Column::DueOn.lte(question.until))
}

/// Awards whose report is due within the days or overdue.
pub fn reports_due(question: &AttentionOf, caller: &Caller) -> Condition {
    involving(caller, question.municipality, column(funding_application::Column::PartnershipId))
        .add(funding_application::Column::Status.eq(FundingStatus::Awarded))
        .add(funding_application::Column::ReportDueOn.lte(question.until))
}

/// Budgets that are not closed, of partnerships that are alive, and do not balance.
pub fn unbalanced(question: &AttentionOf, caller: &Caller) -> Condition {
    let alive = Condition::all().add(partnership::Column::Status.is_in(ALIVE));
    involving(caller, question.municipality, column(budget::Column::PartnershipId))
        .add(budget::Column::Status.ne(BudgetStatus::Closed))
        .add(column(budget::Column::PartnershipId).in_subquery(partnerships(caller, alive)))
        .add(balance().ne(0_i64))
}

/// People employed in the municipality of whose position more than 90 % is shared on some day looked at, whichever
/// partnership takes it. What is taken is most on the first day, or on one that a share begins on.
pub fn busy(question: &AttentionOf, _: &Caller) -> Condition {
    let turn = Alias::new("turn");
    let turned = |of: staff_allocation::Column| Expr::col((turn.clone(), of));
    let begins = turned(staff_allocation::Column::FromDate);
    let day = CaseStatement::new().case(begins.clone().lt(question.on), Expr::val(question.on)).finally(begins.clone());
    let day = || Expr::expr(day.clone());
    let until = column(staff_allocation::Column::ToDate);
    let taken = Query::select()
        .expr(Func::sum(column(staff_allocation::Column::Percentage)))
        .from(staff_allocation::Entity)
        .and_where(column(staff_allocation::Column::StaffMemberId).eq(turned(staff_allocation::Column::StaffMemberId)))
        .and_where(column(staff_allocation::Column::FromDate).lte(day()))
        .cond_where(Condition::any().add(until.clone().is_null()).add(until.gte(day())))
        .cond_where(counts())
        .take();
    let taken = Expr::SubQuery(None, Box::new(taken.into()));
    let turns = Query::select()
        .expr(Expr::val(1))
        .from_as(staff_allocation::Entity, turn.clone())
        .and_where(turned(staff_allocation::Column::StaffMemberId).eq(column(staff_member::Column::Id)))
        .cond_where(overlaps(question.on, question.until, begins, turned(staff_allocation::Column::ToDate)))
        .and_where(taken.mul(10_i64).gt(column(staff_member::Column::EmploymentPercentage).mul(9_i64)))
        .take();
    Condition::all().add(staff_member::Column::MunicipalityId.eq(question.municipality)).add(Expr::exists(turns))
}

//! Budgets balance, and nobody is paid more than was awarded.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use entity::{
    Nok, budget, budget_line, funding_application,
    vocabulary::{BudgetLineKind, BudgetStatus, FundingStatus as Funding},
};

use super::Book;

pub(super) fn check(book: &Book<'_>) {
    let mut years = HashSet::new();
    for budget in &book.rows.budgets {
        assert!(years.insert((budget.partnership_id, budget.fiscal_year)), "{budget:?}");
        one_budget(book, budget);
    }
    for application in &book.rows.funding {
        funding(book, application);
    }
}

fn one_budget(book: &Book<'_>, budget: &budget::Model) {
    let (first, last) = book.days(budget.partnership_id);
    assert!((first.year()..=last.year()).contains(&budget.fiscal_year), "{budget:?}");
    let lines: Vec<&budget_line::Model> =
        book.rows.budget_lines.iter().filter(|line| line.budget_id == budget.id).collect();
    for line in &lines {
        assert_eq!(line.partnership_id, budget.partnership_id);
        assert!(book.is_party(line.partnership_id, line.party_id), "{line:?}");
        assert!(line.planned.0 > 0, "{line:?}");
        let function = book.functions.iter().find(|function| function.code == line.kostra_function).unwrap();
        let year = |day: Option<NaiveDate>| day.map(|day| day.year());
        assert!(year(function.valid_from).is_none_or(|from| from <= budget.fiscal_year), "{line:?}");
        assert!(year(function.valid_to).is_none_or(|to| to >= budget.fiscal_year), "{line:?}");
        assert_eq!(line.actual.is_some(), budget.status == BudgetStatus::Closed, "{line:?}");
    }
    if budget.status == BudgetStatus::Draft {
        return;
    }
    assert!(!lines.is_empty(), "{budget:?}");
    let sum = |kind, amount: fn(&budget_line::Model) -> Nok| -> i64 {
        lines.iter().filter(|line| line.kind == kind).map(|line| amount(line).0).sum()
    };
    let awarded: i64 = book
        .rows
        .funding
        .iter()
        .filter(|row| row.partnership_id == budget.partnership_id && row.fiscal_year == budget.fiscal_year)
        .filter_map(|row| row.awarded)
        .map(|awarded| awarded.0)
        .sum();
    let planned = |line: &budget_line::Model| line.planned;
    assert_eq!(
        sum(BudgetLineKind::Contribution, planned) + awarded,
        sum(BudgetLineKind::Cost, planned),
        "{budget:?} {}",
        book.partnerships[&budget.partnership_id].title
    );
    if budget.status == BudgetStatus::Closed {
        assert!(budget.fiscal_year < book.today.year(), "{budget:?}");
        let actual = |line: &budget_line::Model| line.actual.unwrap_or_default();
        assert_eq!(
            sum(BudgetLineKind::Contribution, actual) + awarded,
            sum(BudgetLineKind::Cost, actual),
            "{budget:?} {}",
            book.partnerships[&budget.partnership_id].title
        );
    }
}

fn funding(book: &Book<'_>, row: &funding_application::Model) {
    assert!(book.is_party(row.partnership_id, row.applicant_party_id), "{row:?}");
    let (first, last) = book.days(row.partnership_id);
    assert!((first.year()..=last.year()).contains(&row.fiscal_year), "{row:?}");
    let awarded = row.awarded.unwrap_or_default();
    assert!(row.applied.0 > 0 && awarded <= row.applied && row.disbursed <= awarded, "{row:?}");
    let given = matches!(row.status, Funding::Awarded | Funding::Reported | Funding::Closed);
    assert_eq!(row.awarded.is_some(), given, "{row:?}");
    assert_eq!(row.decided_on.is_some(), given || row.status == Funding::Rejected, "{row:?}");
    let sent = !matches!(row.status, Funding::Draft | Funding::Withdrawn);
    assert!(!sent || row.submitted_on.is_some(), "{row:?}");
    assert!(row.status != Funding::Draft || row.submitted_on.is_none(), "{row:?}");
    assert_eq!(row.reported_on.is_some(), matches!(row.status, Funding::Reported | Funding::Closed), "{row:?}");
    assert!(row.submitted_on.is_none_or(|sent| row.deadline.is_none_or(|deadline| sent <= deadline)), "{row:?}");
    let days: Vec<NaiveDate> = [row.submitted_on, row.decided_on, row.reported_on].into_iter().flatten().collect();
    assert!(days.is_sorted() && days.iter().all(|day| *day <= book.today), "{row:?} {}", book.today);
}

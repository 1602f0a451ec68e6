//! That what is generated keeps the rules, and is the same each time.

use std::{panic::AssertUnwindSafe, sync::Arc};

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use entity::{
    budget_line, kostra_function,
    vocabulary::{BudgetStatus, PartyRole, RevisionStatus, ServiceType},
};
use sea_orm::EntityTrait;

use super::{Summary, check::Book, generate, rows::Rows};
use crate::{
    clock::{FixedClock, Ids},
    privacy::holds_identity_number,
    store::{Registry, RuleSettings, connect, migrate},
};

/// A new registry in a file of its own, as of a moment.
pub(crate) async fn registry(directory: &tempfile::TempDir, now: DateTime<Utc>) -> Registry {
    let file = directory.path().join("registry.db");
    let database = connect(&format!("sqlite://{}", file.display()), 2).await.unwrap();
    migrate(&database).await.unwrap();
    Registry {
        database,
        clock: Arc::new(FixedClock(now)),
        ids: Ids::random(),
        rules: RuleSettings { synthetic_organisation_numbers: true, ..RuleSettings::default() },
    }
}

pub(crate) fn moment(year: i32, month: u32, day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(year, month, day, 11, 0, 0).unwrap()
}

/// Reads a registry back and checks every rule.
pub(crate) async fn checked(registry: &Registry) -> Rows {
    let rows = Rows::read(&registry.database).await.unwrap();
    let functions = kostra_function::Entity::find().all(&registry.database).await.unwrap();
    let clock = &registry.clock;
    Book::of(&rows, &functions, clock.now(), clock.today()).check();
    rows
}

async fn generated(municipalities: u32, seed: u64, now: DateTime<Utc>) -> (Rows, Summary) {
    let directory = tempfile::tempdir().unwrap();
    let registry = registry(&directory, now).await;
    let summary = generate(&registry, municipalities, seed, |done, all| {
        assert!(done <= all);
    })
    .await
    .unwrap();
    (checked(&registry).await, summary)
}

#[tokio::test]
async fn generated_data_keeps_the_rules_and_is_the_same_each_time() {
    let now = moment(2026, 11, 24);
    let (rows, summary) = generated(3, 7, now).await;
    assert!(summary.rows["partnership"] >= 60 && summary.rows["partnership"] <= 120);
    assert_eq!(summary.total(), rows.counts().iter().map(|(_, count)| count).sum::<u64>());
    for service in [ServiceType::Kindergarten, ServiceType::Library, ServiceType::ElderlyCare] {
        assert!(rows.organisations.iter().any(|row| row.service_type == service));
    }
    let (again, _) = generated(3, 7, now).await;
    assert!(rows == again);
    let (other, _) = generated(1, 8, moment(2027, 2, 1)).await;
    assert!(other.organisations != again.organisations);
}

#[tokio::test]
async fn only_a_new_registry_and_real_municipalities() {
    let directory = tempfile::tempdir().unwrap();
    let registry = registry(&directory, moment(2026, 8, 1)).await;
    assert!(generate(&registry, 358, 1, |_, _| ()).await.is_err());
    assert_eq!(generate(&registry, 0, 1, |_, _| ()).await.unwrap(), Summary::default());
    generate(&registry, 1, 1, |_, _| ()).await.unwrap();
    assert!(generate(&registry, 1, 1, |_, _| ()).await.is_err());
}

/// One way to break a rule.
type Harm = fn(&mut Rows);

const HARMS: &[(&str, Harm)] = &[
    ("a person is shared beyond the position", |rows| {
        let more = rows.allocations[0].clone();
        rows.allocations.extend(std::iter::repeat_n(more, 20));
    }),
    ("a budget does not balance by one øre", |rows| {
        let agreed = |line: &budget_line::Model| {
            rows.budgets.iter().any(|budget| budget.id == line.budget_id && budget.status != BudgetStatus::Draft)
        };
        let line = rows.budget_lines.iter().position(agreed).unwrap();
        rows.budget_lines[line].planned.0 += 1;
    }),
    ("more is paid out than was awarded", |rows| {
        rows.funding[0].disbursed.0 = rows.funding[0].applied.0 + 1;
    }),
    ("the same count twice", |rows| {
        let mut again = rows.counts[0].clone();
        again.external_id = None;
        rows.counts.push(again);
    }),
    ("two in the lead", |rows| {
        let other = rows.parties.iter_mut().find(|party| party.role != PartyRole::Lead).unwrap();
        other.role = PartyRole::Lead;
    }),
    ("a party has not answered the terms in force", |rows| {
        let revision = rows.revisions.iter().find(|row| row.status == RevisionStatus::InForce).unwrap().id;
        let answer = rows.confirmations.iter().position(|row| row.revision_id == revision).unwrap();
        rows.confirmations.remove(answer);
    }),
    ("a stranger answered", |rows| {
        let far = rows.confirmations.last().unwrap().party_id;
        rows.confirmations[0].party_id = far;
    }),
    ("a status without its revision", |rows| {
        rows.revisions.remove(0);
    }),
    ("an activity outlives its partnership", |rows| {
        rows.activities[0].start_date = NaiveDate::from_ymd_opt(1999, 1, 1).unwrap();
    }),
    ("an identity number", |rows| {
        rows.partnerships[0].purpose = identity_number();
    }),
    ("a wrong organisation number", |rows| {
        let row = rows.organisations.iter_mut().find(|row| row.number.is_some()).unwrap();
        row.number = Some("312345678".to_owned());
    }),
    ("a name that cannot be searched", |rows| {
        rows.staff[0].search_name.push('!');
    }),
];

/// A synthetic person's number (month + 80): made up, with right check digits.
fn identity_number() -> String {
    let numbers = (0..100_000).map(|end| format!("018190{end:05}"));
    numbers.into_iter().find(|number| holds_identity_number(number)).unwrap()
}

#[tokio::test]
async fn the_checker_notices() {
    let directory = tempfile::tempdir().unwrap();
    let now = moment(2026, 11, 24);
    let registry = registry(&directory, now).await;
    generate(&registry, 1, 3, |_, _| ()).await.unwrap();
    let rows = Rows::read(&registry.database).await.unwrap();
    let functions = kostra_function::Entity::find().all(&registry.database).await.unwrap();
    let passes = |rows: &Rows| {
        let book = Book::of(rows, &functions, now, now.date_naive());
        std::panic::catch_unwind(AssertUnwindSafe(|| book.check())).is_ok()
    };
    assert!(passes(&rows));
    for (harm, damage) in HARMS {
        let mut harmed = rows.clone();
        damage(&mut harmed);
        assert!(!passes(&harmed), "{harm} went unnoticed");
    }
}

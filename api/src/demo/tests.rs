//! That the demonstration data keeps the rules on any day, shows everything there is, and is the same each time.

use std::collections::HashSet;

use chrono::TimeDelta;
use entity::{
    kostra_function,
    vocabulary::{
        BudgetStatus, ConsultationBody, ConsultationPhase, FundingStatus, PartnershipStatus, RevisionStatus,
        ServiceType, SubjectField, TaskStatus, Vocabulary,
    },
};
use sea_orm::EntityTrait;

use super::{is_empty, load, tell};
use crate::{
    audit::chain::Head,
    clock::{Clock, FixedClock, Ids},
    synthetic::{
        check::{Book, busiest},
        rows::Rows,
        story::Story,
        tests::{checked, moment, registry},
    },
};

async fn demonstrated(year: i32, month: u32, day: u32) -> Rows {
    let directory = tempfile::tempdir().unwrap();
    let registry = registry(&directory, moment(year, month, day)).await;
    assert!(is_empty(&registry.database).await.unwrap());
    load(&registry, |done, all| assert!(done <= all)).await.unwrap();
    assert!(!is_empty(&registry.database).await.unwrap());
    assert!(load(&registry, |_, _| ()).await.is_err());
    let rows = checked(&registry).await;
    shows_everything(&rows);
    audits_everything(&rows);
    shows_full_positions(&rows, registry.clock.as_ref());
    rows
}

/// That every value of a vocabulary is among those seen.
fn all_of<V: Vocabulary>(seen: impl IntoIterator<Item = V>) {
    let seen: HashSet<V> = seen.into_iter().collect();
    let missing: Vec<&V> = V::ALL.iter().filter(|value| !seen.contains(*value)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn shows_everything(rows: &Rows) {
    all_of::<PartnershipStatus>(rows.partnerships.iter().map(|row| row.status));
    all_of::<RevisionStatus>(rows.revisions.iter().map(|row| row.status));
    all_of::<ServiceType>(rows.organisations.iter().map(|row| row.service_type));
    all_of::<SubjectField>(rows.activities.iter().flat_map(|row| row.subject_fields.values().to_vec()));
    all_of::<ConsultationBody>(rows.consultations.iter().map(|row| row.body));
    all_of::<ConsultationPhase>(rows.consultations.iter().map(|row| row.phase));
    all_of::<FundingStatus>(rows.funding.iter().map(|row| row.status));
    all_of::<BudgetStatus>(rows.budgets.iter().map(|row| row.status));
    all_of::<TaskStatus>(rows.tasks.iter().map(|row| row.status));
    assert!((25..=35).contains(&rows.partnerships.len()), "{}", rows.partnerships.len());
    let in_partnership: HashSet<_> = rows.parties.iter().map(|row| row.organisation_id).collect();
    assert_eq!(in_partnership.len(), rows.organisations.len(), "every organisation takes part somewhere");
}

fn audits_everything(rows: &Rows) {
    let records: u64 = rows.counts().iter().map(|(_, count)| count).sum();
    let (linked, audited) = (rows.activity_parties.len() + rows.personal_keys.len(), rows.audit_events.len());
    assert_eq!(records - linked as u64 - audited as u64, audited as u64, "an audit event for each record");
    let mut events = rows.audit_events.clone();
    events.sort_by_key(|event| event.sequence);
    events.iter().try_fold(Head::of_nothing(), Head::check).unwrap();
    for person in &rows.staff {
        assert!(events.iter().all(|event| !event.after.iter().any(|after| after.contains(&person.display_name))));
    }
}

fn shows_full_positions(rows: &Rows, clock: &dyn Clock) {
    let book = Book::of(rows, &[], clock.now(), clock.today());
    let most = |name: &str| {
        let person = rows.staff.iter().find(|row| row.display_name.starts_with(name)).unwrap();
        busiest(&book, person.id).1
    };
    assert_eq!(most("Ingrid"), 10_000);
    assert_eq!(most("Oda"), 9_500);
}

#[tokio::test]
async fn the_demonstration_keeps_the_rules_and_is_the_same_each_time() {
    let rows = demonstrated(2026, 11, 24).await;
    assert!(rows == demonstrated(2026, 11, 24).await);
}

#[tokio::test]
async fn any_day_will_do() {
    let directory = tempfile::tempdir().unwrap();
    let registry = registry(&directory, moment(2026, 8, 1)).await;
    let functions = kostra_function::Entity::find().all(&registry.database).await.unwrap();
    let turns = [(2026, 8, 1), (2026, 12, 31), (2027, 1, 1), (2027, 7, 31), (2028, 2, 29)];
    let turns = turns.map(|(year, month, day)| moment(year, month, day));
    let others = (0..60).map(|step| moment(2026, 6, 1) + TimeDelta::days(step * 11));
    for now in turns.into_iter().chain(others) {
        let clock = FixedClock(now);
        let mut story = Story::new(&clock, Ids::seeded(1), 21_000_000);
        tell(&mut story);
        Book::of(&story.rows, &functions, now, clock.today()).check();
        shows_everything(&story.rows);
        shows_full_positions(&story.rows, &clock);
    }
}

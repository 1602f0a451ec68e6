//! Claims as the database keeps them, with a clock of their own: whose turn it is, and who may write.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    KostraCodes, Stamped as _, organisation,
    vocabulary::{Role, ServiceType},
};
use samspill::{
    auth::{Caller, Power, Reach},
    clock::{FixedClock, Ids},
    idempotency::{Asked, Held, Kept, Key, Standing, Terms, claim, forget_expired},
    problem::Language,
    reference,
    store::{Database, Refused, Registry, RuleSettings, Scope},
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _, Set};
use serde_json::json;

use super::{KEY, rows};
use crate::support::Backend;

on_both!(
    a_claim_is_taken_over_once_its_lease_has_run_out,
    who_was_taken_over_writes_nothing,
    a_key_is_forgotten_when_its_time_is_over,
    what_is_under_way_is_not_forgotten,
    an_answer_comes_too_late_for_who_was_taken_over
);

const LEASE: Duration = Duration::from_secs(15);
const KEEP: Duration = Duration::from_hours(24);

fn terms() -> Terms {
    Terms::new(Duration::from_secs(10), KEEP)
}

fn a_moment_before(time: Duration) -> Duration {
    time.checked_sub(Duration::from_micros(1)).unwrap()
}

fn start() -> DateTime<Utc> {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

/// The registry so long after the start.
fn after(database: &Database, time: Duration) -> Scope {
    let now = start() + TimeDelta::from_std(time).unwrap();
    let planner = Power::new(Role::MunicipalPlanner, Reach::Municipalities(vec![reference::municipality_id("4601")]));
    let registry = Registry {
        database: database.clone(),
        clock: Arc::new(FixedClock(now)),
        ids: Ids::random(),
        rules: RuleSettings::default(),
    };
    let caller = Arc::new(Caller::new("kari", "test", vec![planner]));
    Scope { registry, caller, language: Language::En, request_id: "test".into(), now }
}

async fn ask(scope: &Scope) -> Standing {
    let key = Key::read(std::iter::once(format!("\"{KEY}\"").as_bytes())).unwrap().unwrap();
    let asked = Asked { query: "mutation { a }".into(), operation_name: None, variables: json!({}) };
    claim(scope, &key, &asked, terms()).await.unwrap()
}

async fn held(scope: &Scope) -> Box<Held> {
    match ask(scope).await {
        Standing::Held(held) => held,
        other => panic!("{}", name(&other)),
    }
}

fn name(standing: &Standing) -> &'static str {
    match standing {
        Standing::Held(_) => "held",
        Standing::Answered(_) => "answered",
        Standing::UnderWay => "under way",
        Standing::Other => "other",
        Standing::PowersChanged => "powers changed",
    }
}

/// Writes an organisation as the first root field of a request.
async fn write(scope: &Scope, held: &Held) -> Result<String, Refused> {
    let step = held.claim().step();
    if let Some(records) = step.done("create_organisation")? {
        return Ok(format!("again {}", records.join(" ")));
    }
    let tx = scope.begin("create_organisation").await?;
    let row = organisation::ActiveModel {
        municipality_id: Set(reference::municipality_id("4601")),
        name: Set("Kulturskolen".to_owned()),
        search_name: Set("kulturskolen".to_owned()),
        service_type: Set(ServiceType::CultureSchool),
        kostra_functions: Set(KostraCodes::default()),
        active: Set(true),
        ..Default::default()
    };
    let written = tx.insert::<organisation::Entity>(row).await?;
    let id = written.id().to_string();
    tx.commit_as(&step, std::slice::from_ref(&id)).await?;
    Ok(id)
}

async fn organisations(database: &Database) -> u64 {
    organisation::Entity::find().count(database).await.unwrap()
}

fn kept(body: &str) -> Kept {
    Kept { status: 200, language: "nb".to_owned(), body: body.to_owned() }
}

/// An attempt whose process is gone: nothing gives its claim back.
fn vanish(held: Box<Held>) {
    std::mem::forget(held);
}

async fn a_claim_is_taken_over_once_its_lease_has_run_out(backend: Backend) {
    let test = backend.database().await;
    let database = test.connect().await;
    let now = after(&database, Duration::ZERO);
    let first = held(&now).await;
    let id = write(&now, &first).await.unwrap();
    vanish(first);
    for early in [Duration::ZERO, a_moment_before(LEASE)] {
        assert_eq!(name(&ask(&after(&database, early)).await), "under way");
    }
    let later = after(&database, LEASE);
    let second = held(&later).await;
    // Only one takes over.
    assert_eq!(name(&ask(&later).await), "under way");
    assert_eq!(write(&later, &second).await.unwrap(), format!("again {id}"));
    second.keep(&kept("the answer")).await;
    match ask(&later).await {
        Standing::Answered(answer) => assert_eq!(answer, kept("the answer")),
        other => panic!("{}", name(&other)),
    }
    assert_eq!(organisations(&database).await, 1);
    database.close().await.unwrap();
}

async fn who_was_taken_over_writes_nothing(backend: Backend) {
    let test = backend.database().await;
    let database = test.connect().await;
    let now = after(&database, Duration::ZERO);
    let slow = held(&now).await;
    let later = after(&database, LEASE);
    let quick = held(&later).await;
    // The slow one wakes up: it finds itself superseded, before and after the other has written.
    let superseded = |outcome: Result<String, Refused>| match outcome {
        Err(Refused::Problems(problems)) => problems[0].en.contains("Someone else wrote"),
        _ => false,
    };
    assert!(superseded(write(&now, &slow).await));
    assert_eq!(organisations(&database).await, 0);
    write(&later, &quick).await.unwrap();
    quick.keep(&kept("the answer")).await;
    assert!(superseded(write(&now, &slow).await));
    assert_eq!(organisations(&database).await, 1);
    assert_eq!(rows(&database, "audit_event").await, 1);
    database.close().await.unwrap();
}

async fn an_answer_comes_too_late_for_who_was_taken_over(backend: Backend) {
    let test = backend.database().await;
    let database = test.connect().await;
    let slow = held(&after(&database, Duration::ZERO)).await;
    let later = after(&database, LEASE);
    let quick = held(&later).await;
    slow.keep(&kept("the slow one's")).await;
    assert_eq!(name(&ask(&later).await), "under way");
    quick.keep(&kept("the quick one's")).await;
    match ask(&later).await {
        Standing::Answered(answer) => assert_eq!(answer.body, "the quick one's"),
        other => panic!("{}", name(&other)),
    }
    // What is too large to be kept is read again instead.
    let test = backend.database().await;
    let database = test.connect().await;
    let now = after(&database, Duration::ZERO);
    let large = held(&now).await;
    let id = write(&now, &large).await.unwrap();
    large.keep(&kept(&"x".repeat(1024 * 1024))).await;
    let again = loop {
        // It is given back by a task of its own.
        match ask(&now).await {
            Standing::Held(held) => break held,
            Standing::UnderWay => tokio::time::sleep(Duration::from_millis(20)).await,
            other => panic!("{}", name(&other)),
        }
    };
    assert_eq!(write(&now, &again).await.unwrap(), format!("again {id}"));
}

async fn a_key_is_forgotten_when_its_time_is_over(backend: Backend) {
    let test = backend.database().await;
    let database = test.connect().await;
    let now = after(&database, Duration::ZERO);
    let first = held(&now).await;
    write(&now, &first).await.unwrap();
    first.keep(&kept("the answer")).await;
    let before = after(&database, a_moment_before(KEEP));
    assert_eq!(name(&ask(&before).await), "answered");
    assert_eq!(forget_expired(&before.registry).await.unwrap(), 0);
    // By itself, on the next request with the key.
    let over = after(&database, KEEP);
    let second = held(&over).await;
    assert!(!write(&over, &second).await.unwrap().starts_with("again"));
    second.keep(&kept("another answer")).await;
    assert_eq!(organisations(&database).await, 2);
    // Or by the chore, with all that was kept of it.
    let long_over = after(&database, 2 * KEEP);
    assert_eq!(forget_expired(&long_over.registry).await.unwrap(), 1);
    assert_eq!(forget_expired(&long_over.registry).await.unwrap(), 0);
    for table in ["idempotent_request", "idempotent_step"] {
        assert_eq!(rows(&database, table).await, 0, "{table}");
    }
    database.close().await.unwrap();
}

async fn what_is_under_way_is_not_forgotten(backend: Backend) {
    let test = backend.database().await;
    let database = test.connect().await;
    let first = held(&after(&database, Duration::ZERO)).await;
    vanish(first);
    // Taken over at the last moment: its key expires while it runs.
    let last = after(&database, a_moment_before(KEEP));
    let running = held(&last).await;
    let over = after(&database, KEEP);
    assert_eq!(forget_expired(&over.registry).await.unwrap(), 0);
    assert_eq!(name(&ask(&over).await), "under way");
    let id = write(&over, &running).await.unwrap();
    vanish(running);
    // Not even then is it carried out twice: its steps go with it.
    let long_over = after(&database, KEEP + LEASE);
    assert_eq!(forget_expired(&long_over.registry).await.unwrap(), 1);
    assert!(id.starts_with("organisation_"));
    database.close().await.unwrap();
}

//! What is hidden within records one sees shows in no field, no filter and no order.

use samspill::auth::Role;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use super::{
    OURS,
    answers::{Answer, answers, texts},
    asks::{Ask, filters, narrowed, orders, paths},
    schema::{RootList, Schema},
    town::{Town, owner},
};
use crate::support::Backend;

on_both!(hidden_values_show_in_no_filter_and_no_order);

/// Changes to names and to who answered: for those who work with a person or a partnership alone. They turn the order of
/// people by name around, too.
const NAMES: [&str; 3] = [
    "UPDATE staff_member SET
        search_name = CASE WHEN employee_key = (SELECT min(employee_key) FROM staff_member) THEN 'zz' ELSE 'aa' END
            || search_name,
        display_name = 'Hidden ' || display_name, email = 'hidden.' || email, employee_key = 'hidden' || employee_key",
    "UPDATE partnership_revision SET proposed_by = 'hidden ' || proposed_by",
    "UPDATE confirmation SET decided_by = 'hidden ' || decided_by",
];

/// Changes to remarks, and to rows about people and single observations: not for analysts.
const DETAILS: [&str; 8] = [
    "UPDATE confirmation SET comment = 'Hidden ' || comment",
    "UPDATE partnership SET status_reason = 'Hidden ' || status_reason",
    "UPDATE partnership_revision SET comment = 'Hidden ' || comment, number = number + 10",
    "UPDATE staff_member SET title = 'Hidden ' || title, employment_percentage = 9000",
    "UPDATE staff_allocation SET note = 'Hidden ' || note, percentage = percentage + 1, from_date = '2026-01-02'",
    "UPDATE participation_count SET participants = participants - 1, external_id = 'hidden' || external_id",
    "UPDATE outcome_observation SET comment = 'Hidden ' || comment, actual = actual + 1, dimension = 'hidden'",
    "UPDATE budget_line SET description = 'Hidden ' || description, kostra_art = '020'",
];

/// Those who may not read something are answered the same whatever it is: what they ask by, the true value and a wrong
/// one find the same, and order the same.
async fn hidden_values_show_in_no_filter_and_no_order(backend: Backend) {
    let server = super::server(backend).await;
    let schema = Schema::of(&server).await;
    let town = Town::build(&server, OURS).await;
    let owner = owner(&server, OURS);
    let texts = texts(schema, &owner, OURS.word).await;
    let others = |list: &RootList<'_>, comparator: &str, of: &str| match (comparator, of) {
        ("String", _) => vec![json!(texts["externalIds"][0])],
        (_, "String") => texts.get(&list.field.name).into_iter().flatten().map(|text| json!(text)).collect(),
        (_, "Int") => vec![json!(OURS.digits * 1_000 + 50)],
        (_, "Nok") => vec![json!(format!("{}050.00", OURS.digits))],
        (_, "Date") => vec![json!("2026-01-01")],
        (_, "Percentage") => vec![json!("90.00")],
        _ => Vec::<Value>::new(),
    };
    let mut asks = paths(schema, &town);
    asks.extend(orders(schema));
    asks.extend(narrowed(&filters(schema, |_| Vec::new(), others)));
    let callers = town.callers(&server);
    let caller = |wanted: Role| callers.iter().find(|(role, ..)| *role == wanted).unwrap().2.clone();
    let (reader, analyst, admin) = (caller(Role::Reader), caller(Role::Analyst), server.admin());
    let database = server.database().connect().await;
    let names =
        ["staffMembers", "staffMembers by NAME", r#"staffMembers by {"name"#, r#"staffMembers by {"employeeKey"#];
    let details = [
        "participationCounts",
        r#"participationCounts by {"externalId"#,
        "staffAllocations by PERCENTAGE",
        "staffMembers by EMPLOYMENT_PERCENTAGE",
        "partnershipRevisions by NUMBER",
    ];
    let mut seen = answers(&owner, &asks).await;
    for (changes, blind, shows_in) in
        [(&NAMES[..], &[&reader, &admin, &analyst][..], &names[..]), (&DETAILS, &[&analyst], &details)]
    {
        let mut before = Vec::new();
        for caller in blind {
            before.push(answers(caller, &asks).await);
        }
        for change in changes {
            assert!(database.execute_unprepared(change).await.unwrap().rows_affected() > 1, "{change}");
        }
        for (place, (caller, before)) in blind.iter().zip(before).enumerate() {
            for ((ask, before), after) in asks.iter().zip(before).zip(answers(caller, &asks).await) {
                assert_eq!(before, after, "caller {place}: {}", ask.about);
            }
        }
        // Whoever may read them is answered otherwise: there was something to see, in filters and orders too.
        let now = answers(&owner, &asks).await;
        let changed: Vec<&str> = asks
            .iter()
            .zip(seen.iter().zip(&now))
            .flat_map(|(ask, (before, after))| changed(ask, before, after))
            .collect();
        for about in shows_in {
            assert!(changed.iter().any(|line| line.starts_with(about)), "{about} not in {changed:#?}");
        }
        seen = now;
    }
}

/// What is answered otherwise, of what was asked together.
fn changed<'a>(ask: &'a Ask, before: &Answer, after: &Answer) -> Vec<&'a str> {
    let read = |answer: &Answer| serde_json::from_str::<Value>(&answer.body).unwrap()["data"].take();
    let (before, after) = (read(before), read(after));
    let lines: Vec<&str> = ask.about.lines().collect();
    let differs = |place: usize| match lines.len() {
        1 => before != after,
        _ => before[format!("a{place}")] != after[format!("a{place}")],
    };
    lines.iter().enumerate().filter(|(place, _)| differs(*place)).map(|(_, line)| *line).collect()
}

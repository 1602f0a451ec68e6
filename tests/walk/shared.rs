//! A partnership over a municipal border shows itself to both sides, and nothing else of either.

use serde_json::{Value, json};

use super::{
    OURS, THEIRS,
    answers::{Secrets, answers},
    asks::{by_id, paths},
    foreign::{Values, compare},
    schema::Schema,
    town::{ELSEWHERE, Name, Town, owner},
};
use crate::support::{Backend, Client, Server};

on_both!(a_shared_partnership_shows_itself_alone);

/// What they do together with one of our organisations.
const TOGETHER: Name = Name { word: "Svimle", number: THEIRS.number, digits: 55, first_number: 0 };

async fn a_shared_partnership_shows_itself_alone(backend: Backend) {
    let server = super::server(backend).await;
    let schema = Schema::of(&server).await;
    let ours = Town::build(&server, OURS).await;
    let theirs = Town::build(&server, THEIRS).await;
    let mut values = Values::of(&theirs, schema, &owner(&server, THEIRS)).await;
    let guest = (ours.ids["organisation"][1].as_str(), ours.numbers[2].as_str());
    let together = theirs.invite(&server, TOGETHER, guest).await;
    let (lead, person) = (theirs.ids["organisation"][0].clone(), theirs.newest("staffMember").to_owned());
    let secrets = Secrets::save(&theirs, &[lead.clone(), person.clone()]);
    let of_it = Secrets::save(&together, &[guest.0.to_owned()]);
    let asks = [paths(schema, &ours), by_id(schema, &together)].concat();
    for (_, who, caller) in ours.callers(&server) {
        for (ask, answer) in asks.iter().zip(answers(&caller, &asks).await) {
            let mut body: Value = serde_json::from_str(&answer.body).unwrap();
            forget_what_is_shared(&mut body, &lead, &person);
            let rest = body.to_string();
            assert_eq!(secrets.found_in(&rest), None, "{who}: {}\n{rest}", ask.about);
            // Only planners and readers reach what a partner of theirs alone takes part in.
            if who.contains(" of ") {
                assert_eq!(of_it.found_in(&rest), None, "{who}: {}", ask.about);
            }
        }
    }
    let owner = owner(&server, OURS);
    the_rules_hold(&server, &owner, &together, &person, guest.0).await;
    // What stays hidden, though records one sees name it, is not found by asking for it either.
    values.ids.clone_from(&theirs.ids);
    values.ids.values_mut().for_each(|ids| ids.retain(|id| *id != lead && *id != person));
    values.ids.retain(|kind, ids| kind != "municipality" && !ids.is_empty());
    // That they have a partnership with us is no secret.
    values.numbers = vec![ELSEWHERE.to_owned()];
    let (hidden, missing) = (values.filters(schema), values.missing().filters(schema));
    for (_, who, caller) in ours.kinds(&server) {
        compare(&caller, &who, &hidden, &missing).await;
    }
}

/// Takes out of an answer what both sides may read of the other: the organisation that takes part, and what somebody
/// shared does for a living.
fn forget_what_is_shared(answer: &mut Value, lead: &str, person: &str) {
    match answer {
        Value::Array(rows) => rows.iter_mut().for_each(|row| forget_what_is_shared(row, lead, person)),
        Value::Object(fields) => {
            let id = fields.get("id").and_then(Value::as_str).unwrap_or_default();
            let shared: &[&str] = match id {
                _ if id == lead => &["name", "number", "externalIds"],
                _ if id == person => &["title", "competenceNote"],
                _ => &[],
            };
            for field in shared {
                fields.remove(*field);
            }
            fields.values_mut().for_each(|value| forget_what_is_shared(value, lead, person));
        }
        _ => {}
    }
}

/// Both see it; names are for employer, host and the planners of the employer's municipality; counts are for the
/// municipality that owns them.
async fn the_rules_hold(server: &Server, ours: &Client, together: &Town, person: &str, guest: &str) {
    let theirs = owner(server, THEIRS);
    let query = "query ($id: ID!, $person: ID!) {
        partnership(id: $id) { title participationCounts { totalCount } activities { totalCount } }
        staffMember(id: $person) { title displayName email employeeKey }
    }";
    let read = async |caller: &Client| {
        caller.data(query, json!({ "id": together.newest("partnership"), "person": person })).await
    };
    let (here, there) = (read(ours).await, read(&theirs).await);
    assert_eq!(here["partnership"]["title"], there["partnership"]["title"]);
    assert_eq!(here["partnership"]["activities"], json!({ "totalCount": 2 }));
    assert_eq!(here["partnership"]["participationCounts"], json!({ "totalCount": 0 }));
    assert_eq!(there["partnership"]["participationCounts"], json!({ "totalCount": 2 }));
    assert_eq!(here["staffMember"]["title"], there["staffMember"]["title"]);
    let host = read(&server.coordinator(&json!(guest))).await;
    for field in ["displayName", "email", "employeeKey"] {
        assert!(there["staffMember"][field].is_string(), "{field}");
        assert_eq!(here["staffMember"][field], Value::Null, "{field}");
        assert_eq!(host["staffMember"][field], there["staffMember"][field], "{field}");
    }
}

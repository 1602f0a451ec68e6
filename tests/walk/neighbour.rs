//! Another municipality's data changes no answer and shows in none.

use serde_json::{Value, json};

use super::{
    OURS, THEIRS,
    answers::{Secrets, answers},
    asks::{TRAIL, filters, narrowed, orders, paths},
    schema::{RootList, Schema, sample},
    town::{Name, Town, owner},
};
use crate::{releases::world::release, support::Backend};

on_both!(another_municipality_changes_no_answer);

/// Values of every type that a filter takes, such as another town's records have.
fn theirs(schema: &Schema, comparator: &str, of: &str) -> Vec<Value> {
    let Name { word, number, digits, .. } = THEIRS;
    match of {
        // Not compared, but given in a form: `scheme:value`.
        "String" if comparator == "String" => vec![json!(format!("{word} scheme:{word} value"))],
        "String" => vec![json!(word), json!(number)],
        "Int" => vec![json!(digits * 1_000 + 50)],
        "Decimal" | "Nok" => vec![json!(format!("{digits}050.00"))],
        "Percentage" => vec![json!(format!("5.{digits}"))],
        "Boolean" => vec![json!(true), json!(false)],
        name if schema.get(name).is_enum() => schema.get(name).values().take(2).map(|code| json!(code)).collect(),
        name => vec![sample(schema.get(name))],
    }
}

/// Everything there is to ask is answered the same, to the byte and the statement, before and after another
/// municipality with the same shape of data has come: no row, count, sum, order or cursor tells of it.
async fn another_municipality_changes_no_answer(backend: Backend) {
    let server = super::server(backend).await;
    let schema = Schema::of(&server).await;
    let ours = Town::build(&server, OURS).await;
    release(&server);
    let ids = |kind: &str| ours.ids.get(kind).iter().filter_map(|ids| ids.last()).map(|id| json!(id)).collect();
    let others = |_: &RootList<'_>, comparator: &str, of: &str| theirs(schema, comparator, of);
    let paths = paths(schema, &ours);
    let mut all = [orders(schema), narrowed(&filters(schema, ids, others))].concat();
    all.extend(paths.iter().cloned());
    let kinds: Vec<String> = ours.kinds(&server).into_iter().map(|(_, who, _)| who).collect();
    let asks = |who: &String| if kinds.contains(who) { &all } else { &paths };
    let callers = ours.callers(&server);
    let mut alone = Vec::new();
    for (_, who, caller) in &callers {
        alone.push(answers(caller, asks(who)).await);
    }
    let theirs = Town::build(&server, THEIRS).await;
    let (secrets, own) = (Secrets::of(&theirs), Secrets::of(&ours));
    for ((_, who, caller), alone) in callers.iter().zip(alone) {
        assert!(alone.iter().any(|answer| own.found_in(&answer.body).is_some()), "{who} sees nothing");
        let asks = asks(who);
        for ((ask, before), after) in asks.iter().zip(alone).zip(answers(caller, asks).await) {
            assert_eq!(secrets.found_in(&after.body), None, "{who}: {}\n{}", ask.about, after.body);
            // The trail is walked too, but grows by being read.
            if !ask.query.contains(TRAIL) {
                assert_eq!(before.without_history(), after.without_history(), "{who}: {}", ask.about);
            }
        }
    }
    let owner = owner(&server, THEIRS);
    let mut found = answers(&owner, &paths).await.into_iter().filter_map(|answer| secrets.found_in(&answer.body));
    assert!(found.next().is_some(), "there was something to find");
}

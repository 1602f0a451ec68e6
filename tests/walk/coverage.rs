//! That a town has something of everything, so that walking past it finds what there is to find.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    OURS,
    asks::paths,
    schema::Schema,
    town::{Town, owner},
};
use crate::{
    releases::{compared::population, world::release},
    support::{Backend, program::succeed},
};

on_both!(every_type_has_records_with_every_field_filled);

/// Types that a town does not fill: the same for everybody, or about who asks.
const NOT_A_TOWNS: [&str; 13] = [
    "County",
    "Municipality",
    "KostraFunction",
    "ServiceTypeInfo",
    "LocalisedText",
    "Viewer",
    "ViewerPower",
    // Made on the command line; cells are walked in `releases`, every one of them.
    "Population",
    "Release",
    "ParticipationCell",
    "OutcomeCell",
    "PublishedCount",
    "PublishedDecimal",
];

/// Fields that no town fills: for who runs the registry alone, from identity providers, or after years.
const NEVER_FILLED: [&str; 6] = [
    "AuditEvent.sequence",
    "AuditEvent.hash",
    "AuditEvent.previousHash",
    "AuditEvent.client",
    "AuditEvent.supplier",
    "StaffMember.pseudonymisedAt",
];

async fn every_type_has_records_with_every_field_filled(backend: Backend) {
    let server = super::server(backend).await;
    let schema = Schema::of(&server).await;
    let town = Town::build(&server, OURS).await;
    release(&server);
    succeed(&mut population(&server, "municipality,year,inhabitants\n4601,2027,50000\n"));
    let owner = owner(&server, OURS);
    let (mut types, mut filled) = (BTreeSet::new(), BTreeSet::new());
    for ask in paths(schema, &town) {
        note(&owner.data(&ask.query, ask.variables).await, &mut types, &mut filled);
    }
    for name in schema.records() {
        assert!(types.contains(name), "the town has no {name}");
    }
    let own = types.iter().filter(|name| !NOT_A_TOWNS.contains(&name.as_str()));
    let empty: Vec<String> = own
        .flat_map(|name| schema.get(name).fields().iter().map(move |field| (name.clone(), field.name.clone())))
        .filter(|field| !filled.contains(field))
        .map(|(name, field)| format!("{name}.{field}"))
        .filter(|field| !NEVER_FILLED.contains(&field.as_str()))
        .collect();
    assert!(empty.is_empty(), "no record has these: {empty:?}");
}

/// Notes the types in an answer, and which of their fields have a value somewhere.
fn note(answer: &Value, types: &mut BTreeSet<String>, filled: &mut BTreeSet<(String, String)>) {
    match answer {
        Value::Array(rows) => rows.iter().for_each(|row| note(row, types, filled)),
        Value::Object(fields) => {
            if let Some(name) = fields.get("__typename").and_then(Value::as_str) {
                types.insert(name.to_owned());
                let some = fields.iter().filter(|(_, value)| !is_empty(value));
                filled.extend(some.map(|(field, _)| (name.to_owned(), field.clone())));
            }
            fields.values().for_each(|value| note(value, types, filled));
        }
        _ => {}
    }
}

fn is_empty(value: &Value) -> bool {
    let none = |list: &Value| list.as_array().is_some_and(Vec::is_empty);
    value.is_null() || none(value) || none(&value["nodes"]) || value["totalCount"] == 0
}

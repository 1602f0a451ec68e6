//! The tables of access against the schema: nothing without a rule, no rule without a thing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Domain, FIELDS, GRANTABLE, Guarded, MUTATIONS, PARTS, QUERIES, TYPES, TypeRule, any, may, nobody};
use crate::{
    auth::{Caller, Power, Reach, Role, Scopes},
    graphql::schema,
};

/// The object types of the schema, each with its fields: the name of a field's type, and whether it may be null.
type Types = BTreeMap<String, BTreeMap<String, (String, bool)>>;

async fn types() -> Types {
    let query = "{ __schema { types { kind name fields { name type { ...T } } } } }
        fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
    let answer = serde_json::to_value(schema::build().execute(query).await).unwrap();
    let objects = answer["data"]["__schema"]["types"].as_array().unwrap().iter();
    let objects = objects.filter(|object| object["kind"] == "OBJECT" && !text(&object["name"]).starts_with("__"));
    let fields = |object: &Value| {
        let fields = object["fields"].as_array().unwrap().iter();
        fields
            .map(|field| (text(&field["name"]), (inner(&field["type"]), field["type"]["kind"] != "NON_NULL")))
            .collect()
    };
    objects.map(|object| (text(&object["name"]), fields(object))).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn inner(kind: &Value) -> String {
    if kind["ofType"].is_null() { text(&kind["name"]) } else { inner(&kind["ofType"]) }
}

fn rule(name: &str) -> Option<&'static TypeRule> {
    TYPES.iter().find(|rule| rule.name == name)
}

/// The rule of a type, or of the type that a list or a part shows.
fn rule_behind(name: &str) -> Option<&'static TypeRule> {
    let part = |name| PARTS.iter().find(|(_, parts)| parts.contains(&name)).map(|(whole, _)| *whole);
    let list = name.strip_suffix("Connection").or_else(|| name.strip_suffix("Edge"));
    let of = |name| rule(name).or_else(|| part(name).and_then(rule));
    of(name).or_else(|| list.and_then(of))
}

fn is_public(name: &str) -> bool {
    PARTS.iter().any(|(whole, parts)| *whole == "Query" && parts.contains(&name))
}

fn no_twice(names: impl Iterator<Item = &'static str>) -> BTreeSet<&'static str> {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name), "{name} has two rules");
    }
    seen
}

#[tokio::test]
async fn every_type_has_a_rule() {
    let types = types().await;
    let payloads: BTreeSet<&String> = types["Mutation"].values().map(|(kind, _)| kind).collect();
    for name in types.keys() {
        let known = rule_behind(name).is_some() || is_public(name) || payloads.contains(name);
        assert!(known, "the type {name} has no rule: add it to TYPES or PARTS in access.rs");
    }
    let parts = PARTS.iter().flat_map(|(_, parts)| parts.iter().copied());
    for name in no_twice(TYPES.iter().map(|rule| rule.name).chain(parts)) {
        assert!(types.contains_key(name), "{name} has a rule but is not in the schema");
    }
}

#[tokio::test]
async fn every_root_field_has_a_rule() {
    let types = types().await;
    let listed = no_twice(QUERIES.iter().flat_map(|(_, names)| names.iter().copied()));
    for (name, (kind, _)) in &types["Query"] {
        let (listed, derived) = (listed.contains(name.as_str()), rule_behind(kind).is_some());
        assert!(listed != derived, "the root field {name} must have one rule: in QUERIES, or by its type {kind}");
    }
    assert!(listed.iter().all(|name| types["Query"].contains_key(*name)), "{listed:?}");
    let mutations = no_twice(MUTATIONS.iter().flat_map(|(_, names)| names.iter().copied()));
    let fields: BTreeSet<&str> = types["Mutation"].keys().map(String::as_str).collect();
    assert_eq!(mutations, fields, "MUTATIONS in access.rs, and the mutations of the schema");
}

#[tokio::test]
async fn what_is_guarded_may_be_null() {
    let types = types().await;
    no_twice(FIELDS.iter().map(|(field, _)| *field));
    for (field, guarded) in FIELDS {
        let (kind, name) = field.split_once('.').unwrap();
        let (_, nullable) = types[kind][name];
        assert!(nullable, "{field} is guarded but cannot be null");
        let readers = rule(kind).unwrap().readers;
        assert!(guarded.readers().iter().all(|role| readers.contains(role)), "{field}");
    }
}

/// What one may read never names, as something that must be there, what one may not.
#[tokio::test]
async fn whoever_reads_a_type_reads_what_it_must_name() {
    let scopes = |domain: Domain| {
        let one = |cooperation_read, cooperation_write, outcomes_read| {
            Scopes { cooperation_read, cooperation_write, outcomes_read }.read(domain)
        };
        [one(true, false, false), one(false, true, false), one(false, false, true)]
    };
    for (name, fields) in &types().await {
        let Some(from) = rule(name) else { continue };
        for (field, (kind, nullable)) in fields {
            let Some(to) = rule(kind).filter(|_| !nullable) else { continue };
            assert!(from.readers.iter().all(|role| to.readers.contains(role)), "{name}.{field} must be nullable");
            let (from, to) = (scopes(from.domain), scopes(to.domain));
            assert!(from.iter().zip(to).all(|(from, to)| !from || to), "{name}.{field} must be nullable");
        }
    }
}

#[test]
fn a_caller_may_what_any_of_its_powers_allows() {
    let caller = |powers| Caller::new("somebody", "test", powers);
    let reader = Power::new(Role::Reader, Reach::Everything);
    let planner = Power::new(Role::MunicipalPlanner, Reach::Municipalities(Vec::new()));
    assert!(!may(&caller(vec![]), "createPartnership"));
    assert!(!may(&caller(vec![reader.clone()]), "createPartnership"));
    assert!(may(&caller(vec![reader.clone(), planner.clone()]), "createPartnership"));
    assert!(!may(&caller(vec![planner.clone()]), "noSuchMutation"));
    let scopes = Scopes { cooperation_write: false, ..Scopes::ALL };
    assert!(!may(&caller(vec![Power { scopes, ..planner }]), "createPartnership"));
}

/// What a giver may give is never above what it holds, save speaking for a service of the own municipality.
#[test]
fn nobody_gives_more_than_they_hold() {
    for (giver, roles) in GRANTABLE {
        for role in *roles {
            for rule in TYPES {
                assert!(
                    !rule.readers.contains(role) || rule.readers.contains(giver),
                    "{giver:?} {role:?} {}",
                    rule.name
                );
            }
            for (allowed, names) in MUTATIONS {
                assert!(!allowed.contains(role) || allowed.contains(giver), "{giver:?} {role:?} {names:?}");
            }
            for guarded in [Guarded::Names, Guarded::Who, Guarded::Remarks] {
                let readers = guarded.readers();
                assert!(!readers.contains(role) || readers.contains(giver), "{giver:?} {role:?} {guarded:?}");
            }
        }
    }
}

#[test]
fn powers_add_up() {
    let everything = sea_orm::Condition::all;
    assert_eq!(any([].into_iter(), Domain::Cooperation), nobody());
    assert_eq!(any([nobody(), everything()].into_iter(), Domain::Cooperation), everything());
    assert_eq!(any([].into_iter(), Domain::Reference), everything());
    let both = any([nobody(), nobody()].into_iter(), Domain::Cooperation);
    assert_eq!(both, sea_orm::Condition::any().add(nobody()).add(nobody()));
}

#[test]
fn what_was_done_is_read_by_those_who_read_what_it_was_done_to() {
    let kinds = |power: &Power| {
        let mut select = sea_orm::sea_query::Query::select();
        select.cond_where(super::rows::events(power));
        let sql = select.to_string(sea_orm::sea_query::SqliteQueryBuilder);
        let named = TYPES.iter().map(|rule| rule.kind).filter(move |kind| sql.contains(&format!("'{kind}'")));
        named.collect::<BTreeSet<_>>()
    };
    let here = Reach::Municipalities(Vec::new());
    let planner = kinds(&Power::new(Role::MunicipalPlanner, here.clone()));
    assert!(planner.contains("staffMember") && !planner.contains("accessGrant"), "{planner:?}");
    let scopes = Scopes { outcomes_read: true, ..Scopes::NONE };
    let analysis = kinds(&Power { scopes, ..Power::new(Role::Integration, here.clone()) });
    assert!(analysis.contains("participationCount") && !analysis.contains("staffMember"), "{analysis:?}");
    // Who reads every type reads every event: nothing is listed.
    assert!(kinds(&Power::new(Role::MunicipalAdministrator, here)).is_empty());
}

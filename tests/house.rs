//! The rules of the house, held over its sources: who may speak to the database, and that rules stay pure.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Every Rust source below a folder of the workspace, with its path from there.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(folder);
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 3, "{folder}");
    found
}

/// What no pure code speaks of: waiting, the database, the clock, files, the network, the schema.
const IMPURE: [&str; 8] =
    ["async fn", ".await", "sea_orm", "crate::store", "Clock", "std::fs", "std::net", "async_graphql"];

/// The source without its tests.
fn own_code(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap()
}

#[test]
fn only_stores_speak_to_the_database() {
    // What builds conditions for the stores, or makes and loads rows, speaks it too.
    let may = [
        "store",
        "auth/",
        "access.rs",
        "access/",
        "reference/",
        "demo/",
        "synthetic/",
        "commands/",
        "graphql/record.rs",
        "graphql/comparators.rs",
        "graphql/connection.rs",
        "graphql/changes.rs",
    ];
    for (name, source) in sources("api/src") {
        let test = name.ends_with("/fixture.rs") || name.ends_with("/tests.rs");
        let allowed = test || name.contains("/store") || may.iter().any(|part| name.starts_with(part));
        assert!(allowed || !own_code(&source).contains("sea_orm::"), "{name} speaks SeaORM; move that to a store");
    }
}

/// A mutation that began and committed its own transaction would be carried out again by a request that comes again.
#[test]
fn mutations_write_what_may_come_again() {
    let mut mutations = 0;
    for (name, source) in sources("api/src") {
        if !name.ends_with("mutations.rs") {
            continue;
        }
        mutations += 1;
        let own = own_code(&source);
        assert!(own.contains("mutations! {") || own.contains("writing(ctx"), "{name}");
        for direct in ["scope.begin", "scope().begin", "tx.commit("] {
            assert!(!own.contains(direct), "{name}: {direct} goes around graphql::mutation::Writing");
        }
    }
    assert!(mutations >= 20, "{mutations} files of mutations");
}

#[test]
fn rules_are_pure() {
    let mut rules = 0;
    for (name, source) in sources("api/src") {
        if !name.ends_with("rules.rs") {
            continue;
        }
        rules += 1;
        for impure in IMPURE {
            assert!(!own_code(&source).contains(impure), "{name} is not pure: {impure}");
        }
    }
    assert!(rules >= 6, "{rules} files of rules");
}

#[test]
fn disclosure_control_is_pure_and_stands_alone() {
    for (name, source) in sources("api/src/disclosure") {
        if name.starts_with("tests/") {
            continue;
        }
        for impure in IMPURE.into_iter().chain(["crate::", "entity::", "rand::", "std::time", "std::env", "f32"]) {
            assert!(!own_code(&source).contains(impure), "disclosure/{name} is not pure: {impure}");
        }
        let computes = ["kernel.rs", "secondary.rs", "system.rs", "insiders.rs", "primary.rs", "table.rs"];
        assert!(!computes.contains(&&*name) || !own_code(&source).contains("f64"), "disclosure/{name} is not exact");
    }
}

#[test]
fn entities_know_neither_graphql_nor_access() {
    for (name, source) in sources("entity/src") {
        for other in ["async_graphql", "axum", "samspill::"] {
            assert!(!source.contains(other), "entity/src/{name} knows {other}");
        }
    }
}

#[test]
fn migrations_follow_no_live_entity() {
    for (name, source) in sources("migration/src") {
        assert!(!source.contains("entity::"), "migration/src/{name}");
    }
}

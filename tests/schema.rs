//! The published schema.

use std::{fs, path::Path};

use crate::support::program::{samspill, succeed};

#[test]
fn the_committed_schema_is_the_programs_own() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema.graphql");
    let committed = fs::read_to_string(committed).unwrap_or_default();
    let printed = succeed(samspill(Path::new("unused")).arg("schema"));
    assert!(
        committed == printed,
        "schema.graphql is stale. Bring it up to date with: cargo run -- schema > schema.graphql"
    );
}

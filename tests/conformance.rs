//! GraphQL over HTTP to the letter, as the audits of the npm package `graphql-http` have it.

use std::{
    env,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use crate::support::{Backend, Server};

on_both!(every_audit_is_ok);

/// Set to `1` where missing Node.js or npm packages must fail the tests instead of skipping them.
const REQUIRE_VARIABLE: &str = "SAMSPILL_TEST_REQUIRE_NODE";

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance")
}

/// Why the audits cannot be run here.
fn missing() -> Option<&'static str> {
    if !Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Some("there is no node");
    }
    let installed = project().join("node_modules/graphql-http/package.json").exists();
    (!installed).then_some("its packages are missing: run npm ci in tests/conformance")
}

async fn every_audit_is_ok(backend: Backend) {
    if let Some(reason) = missing() {
        assert!(
            env::var_os(REQUIRE_VARIABLE).is_none_or(|value| value != "1"),
            "the audits are required here: {reason}"
        );
        // Past the test runner, which would swallow the output of a test that passes.
        let _ = writeln!(io::stderr(), "!! SKIPPED the audits of GraphQL over HTTP: {reason}");
        return;
    }
    let server = Server::start(backend).await;
    let mut audit = Command::new("node");
    audit
        .arg("audit.mjs")
        .current_dir(project())
        .env("SAMSPILL_AUDIT_URL", format!("http://{}/graphql", server.address()))
        .env("SAMSPILL_AUDIT_TOKEN", server.planner("4601").token().unwrap());
    let output = tokio::task::spawn_blocking(move || audit.output()).await.unwrap().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(told.lines().filter(|line| line.starts_with("ok: ")).count(), 61 + 4, "{told}");
}

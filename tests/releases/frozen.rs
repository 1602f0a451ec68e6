//! How a release is made, and that it stays as it is.

use samspill::auth::Role;
use serde_json::{Value, json};

use super::world::{World, correct, refusal, release, release_command};
use crate::support::{
    Backend, Server,
    program::{refused, succeed},
};

on_both!(
    a_release_is_made_once_and_stays,
    two_releases_at_once_are_one_after_the_other_or_one,
    thresholds_are_set_and_have_a_floor,
);

const PEOPLE: &str = "query ($release: ID) {
    participation(release: $release) { nodes { participants { value suppressed } } }
}";

async fn a_release_is_made_once_and_stays(backend: Backend) {
    let server = Server::start(backend).await;
    let told = refusal(&mut release_command(&server));
    assert!(told.contains("Nothing is registered"), "{told}");
    let mut world = World::new(&server);
    let ids = world.reach("4601", &["SCHOOL 1"], &["MUSIC"], &[("2025-10-01", "AGE_6_12", 30)]).await;
    world.reach("4601", &["SCHOOL 2"], &["MUSIC"], &[("2025-10-01", "AGE_6_12", 40)]).await;
    for wrong in [["--from", "2026", "--to", "2025"], ["--from", "2025", "--to", "2090"]] {
        let told = refusal(release_command(&server).args(wrong));
        assert!(told.contains("school years"), "{told}");
    }
    let first = succeed(release_command(&server).args(["--label", "Høst 2026", "--note", "Første", "--to", "2025"]));
    let first = json!(first.trim());
    let told = refusal(release_command(&server).args(["--to", "2025"]));
    assert!(told.contains("Nothing has changed since release 1"), "{told}");

    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    let people = async |release: &Value| {
        let told = analyst.data(PEOPLE, json!({ "release": release })).await;
        told["participation"]["nodes"][0]["participants"].clone()
    };
    assert_eq!(people(&first).await["value"], 70);
    let planner = server.planner("4601");
    correct(&planner, &ids[0], 1, 50).await;
    assert_eq!(people(&Value::Null).await["value"], 70, "a release is frozen");
    let second = release(&server);
    assert_eq!(people(&second).await["value"], 90);
    assert_eq!(people(&Value::Null).await["value"], 90, "the latest unless another is named");
    assert_eq!(people(&first).await["value"], 70);
    // A small change is withheld rather than shown.
    correct(&planner, &ids[0], 2, 51).await;
    let third = release(&server);
    assert_eq!(people(&third).await, json!({ "value": null, "suppressed": true }));
    assert_eq!(people(&second).await["value"], 90);

    let releases = "{ releases { totalCount nodes { id number label note coversTo history { totalCount } } } }";
    let told = analyst.data(releases, json!({})).await["releases"].clone();
    assert_eq!(told["totalCount"], 3);
    let one = &told["nodes"][0];
    assert_eq!((&one["id"], &one["label"], &one["note"]), (&first, &json!("Høst 2026"), &json!("Første")));
    assert_eq!((&one["coversTo"], &one["history"]["totalCount"]), (&json!("2026-07-31"), &json!(0)));
    let trail = "query ($id: ID!) { release(id: $id) { history { nodes { action operation subject changes { field after } } } } }";
    let told = server.admin().data(trail, json!({ "id": second })).await["release"]["history"]["nodes"].clone();
    assert_eq!((&told[0]["operation"], &told[0]["subject"]), (&json!("createRelease"), &json!("operator")));
    let changes = told[0]["changes"].as_array().unwrap();
    let cells = changes.iter().find(|change| change["field"] == "participation").unwrap();
    assert!(cells["after"].to_string().contains("suppressed"), "{cells}");
    let told = succeed(crate::support::program::samspill(server.data_dir()).args([
        "audit",
        "verify",
        "--database-url",
        server.database().url(),
    ]));
    assert!(!told.is_empty());
}

/// Neither is decided without the other: one is made, the others see that nothing is left to publish, or that somebody was
/// faster.
async fn two_releases_at_once_are_one_after_the_other_or_one(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    let ids = world.reach("4601", &["SCHOOL 1"], &["MUSIC"], &[("2025-10-01", "AGE_6_12", 30)]).await;
    world.reach("4601", &["SCHOOL 2"], &["MUSIC"], &[("2025-10-01", "AGE_6_12", 40)]).await;
    let planner = server.planner("4601");
    let mut made = 0;
    for round in 1..=4 {
        correct(&planner, &ids[0], round, 30 + 10 * round).await;
        let running: Vec<_> = (0..3).map(|_| release_command(&server).spawn().unwrap()).collect();
        let outputs: Vec<_> = running.into_iter().map(|one| one.wait_with_output().unwrap()).collect();
        let done = outputs.iter().filter(|output| output.status.success()).count();
        assert_eq!(done, 1, "{outputs:?}");
        for refused in outputs.iter().filter(|output| !output.status.success()) {
            let said = String::from_utf8_lossy(&refused.stderr);
            let said = said.split_once("error: ").unwrap().1;
            assert!(said.contains("Nothing has changed") || said.contains("at the same time"), "{said}");
        }
        made += done;
        let told = server.admin().data("{ releases { totalCount nodes { number } } }", json!({})).await;
        let numbers: Vec<Value> = (1..=made).map(|number| json!({ "number": number })).collect();
        assert_eq!(told["releases"], json!({ "totalCount": made, "nodes": numbers }));
    }
}

async fn thresholds_are_set_and_have_a_floor(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    world.reach("4601", &["SCHOOL 1"], &["MUSIC"], &[("2025-10-01", "AGE_6_12", 7)]).await;
    world.reach("4601", &["SCHOOL 2"], &["MUSIC"], &[("2025-10-01", "AGE_6_12", 2)]).await;
    for (setting, value) in [("SAMSPILL_DISCLOSURE_K", "2"), ("SAMSPILL_DISCLOSURE_K_SENSITIVE", "4")] {
        let told = refused(release_command(&server).env(setting, value));
        assert!(told.contains(&setting["SAMSPILL_".len()..].to_lowercase()), "{told}");
    }
    succeed(release_command(&server).env("SAMSPILL_DISCLOSURE_K", "10"));
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    let told = analyst.data(PEOPLE, json!({})).await["participation"]["nodes"][0].clone();
    assert_eq!(told["participants"], json!({ "value": null, "suppressed": true }));
    let told = analyst.data("{ releases { nodes { threshold } } }", json!({})).await;
    assert_eq!(told["releases"]["nodes"], json!([{ "threshold": 10 }]));
}

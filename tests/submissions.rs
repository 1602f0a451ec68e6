//! Counts that other systems submit under ids of their own: sent again, at once, in another order, or with one wrong.

use futures_util::future::join_all;
use samspill::auth::Role;
use serde_json::{Value, json};

use crate::{
    staff::{partnership, place},
    support::{Backend, Client, Server, records::municipality_id},
};

on_both!(
    the_same_counts_at_once_are_kept_once,
    crossing_submissions_all_come_through,
    one_wrong_count_keeps_all_out_whoever_else_submits,
    a_system_of_one_organisation_submits_for_its_partnerships,
);

const SUBMIT: &str = "mutation ($input: SubmitParticipationCountsInput!) {
    submitParticipationCounts(input: $input) {
        participationCounts { id version externalId participants } errors { code field message }
    }
}";

/// Two replicas, and an activity to count for.
struct Registry {
    server: Server,
    clients: Vec<Client>,
    school: Value,
    activity: Value,
}

impl Registry {
    async fn of(backend: Backend) -> Self {
        let server = Server::start(backend).await;
        let place = place(&server).await;
        let partnership = partnership(&place, "Kor").await;
        let create = "mutation ($input: CreateBreadthActivityInput!) {
            createBreadthActivity(input: $input) { breadthActivity { id } errors { code field message } }
        }";
        let activity = json!({ "partnership": partnership["id"], "title": "Kor", "format": "WEEKLY_GROUP",
            "subjectFields": ["MUSIC"], "setting": "SCHOOL", "targetGroups": ["PUPILS"], "ageBands": ["AGE_6_12"],
            "startDate": "2026-01-01", "municipality": municipality_id("4601") });
        let activity = place.planner.ok(create, json!({ "input": activity })).await["breadthActivity"]["id"].clone();
        let system = server.client(Role::Integration, &["4601"], &[]);
        Self { server, clients: vec![system], school: place.school["id"].clone(), activity }
    }

    /// A count of a month, 1 to 9.
    fn count(&self, month: usize, participants: u32) -> Value {
        json!({
            "externalId": format!("c{month}"), "activity": self.activity, "periodFrom": format!("2026-0{month}-01"),
            "periodTo": format!("2026-0{month}-20"), "ageBand": "AGE_6_12", "targetGroup": "PUPILS",
            "participants": participants, "attendances": 2 * participants, "sessions": 2, "minutes": 90,
        })
    }

    /// The counts there are: external id, version and participants.
    async fn kept(&self) -> Vec<Value> {
        let query = "{ participationCounts(first: 100, orderBy: [{ field: PERIOD_FROM }]) {
            nodes { externalId version participants }
        } }";
        let data = self.clients[0].data(query, json!({})).await;
        let rows = data["participationCounts"]["nodes"].as_array().unwrap().clone();
        rows.iter().map(|row| json!([row["externalId"], row["version"], row["participants"]])).collect()
    }
}

fn input(counts: &[Value]) -> Value {
    json!({ "input": { "counts": counts } })
}

async fn the_same_counts_at_once_are_kept_once(backend: Backend) {
    let mut registry = Registry::of(backend).await;
    let replica = registry.server.replica();
    let token = registry.clients[0].token().unwrap().to_owned();
    registry.clients.push(Client::new(replica.address()).with_token(&token));
    let counts = input(&[registry.count(1, 10), registry.count(2, 20), registry.count(3, 30)]);
    let sent = (0..12).map(|n| registry.clients[n % 2].ok(SUBMIT, counts.clone()));
    let answers = join_all(sent).await;
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(registry.kept().await, [json!(["c1", 1, 10]), json!(["c2", 1, 20]), json!(["c3", 1, 30])]);
    // One figure corrected, and sent twelve times at once: one version more of one count.
    let corrected = input(&[registry.count(1, 10), registry.count(2, 21), registry.count(3, 30)]);
    join_all((0..12).map(|n| registry.clients[n % 2].ok(SUBMIT, corrected.clone()))).await;
    assert_eq!(registry.kept().await, [json!(["c1", 1, 10]), json!(["c2", 2, 21]), json!(["c3", 1, 30])]);
}

async fn crossing_submissions_all_come_through(backend: Backend) {
    let registry = Registry::of(backend).await;
    let system = &registry.clients[0];
    // The same counts in opposite orders, with figures of their own: no one waits for another in a circle.
    let sent = (0..10).map(|n| {
        let mut counts: Vec<Value> = (1..=6).map(|month| registry.count(month, n + 1)).collect();
        if n % 2 == 0 {
            counts.reverse();
        }
        let counts = input(&counts);
        async move { system.ok(SUBMIT, counts).await }
    });
    join_all(sent).await;
    let kept = registry.kept().await;
    assert_eq!(kept.len(), 6);
    // Each submission was kept whole: all counts have the figures of the last.
    assert!(kept.iter().all(|count| count[2] == kept[0][2] && count[1] == 10), "{kept:?}");
}

async fn one_wrong_count_keeps_all_out_whoever_else_submits(backend: Backend) {
    let registry = Registry::of(backend).await;
    let system = &registry.clients[0];
    let mut wrong = registry.count(2, 20);
    wrong["attendances"] = json!(1);
    let bad = input(&[registry.count(1, 10), wrong.clone()]);
    let good = input(&[registry.count(3, 30)]);
    let (refused, kept) = tokio::join!(
        join_all((0..5).map(|_| system.user_errors(SUBMIT, bad.clone()))),
        join_all((0..5).map(|_| system.ok(SUBMIT, good.clone()))),
    );
    for errors in refused {
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(
            (&errors[0]["code"], &errors[0]["field"]),
            (&json!("INVALID_VALUE"), &json!(["counts", "1", "attendances"]))
        );
    }
    assert!(kept.iter().all(|answer| answer["participationCounts"][0]["version"] == 1), "{kept:?}");
    assert_eq!(registry.kept().await, [json!(["c3", 1, 30])]);
    // Once it is right, the whole of it is kept.
    system.ok(SUBMIT, input(&[registry.count(1, 10), registry.count(2, 20)])).await;
    assert_eq!(registry.kept().await.len(), 3);
}

async fn a_system_of_one_organisation_submits_for_its_partnerships(backend: Backend) {
    let registry = Registry::of(backend).await;
    let school = registry.server.client(Role::Integration, &[], &[registry.school.as_str().unwrap()]);
    let counts = input(&[registry.count(1, 10)]);
    let first = school.ok(SUBMIT, counts.clone()).await;
    assert_eq!(school.ok(SUBMIT, counts.clone()).await, first);
    // A system of another municipality finds no such activity, and may not take the id.
    let errors = registry.server.client(Role::Integration, &["0301"], &[]).user_errors(SUBMIT, counts).await;
    assert_eq!((&errors[0]["code"], &errors[0]["field"]), (&json!("NOT_FOUND"), &json!(["counts", "0", "activity"])));
}

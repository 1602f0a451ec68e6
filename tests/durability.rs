//! What was acknowledged is kept, whatever happens to the server.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use entity::{audit_event, organisation, organisation_external_id, vocabulary::AuditAction};
use futures_util::future::join_all;
use samspill::audit::verify;
use sea_orm::EntityTrait as _;
use serde_json::json;

use crate::support::{
    Backend, Client, Server,
    records::{CREATE_ORGANISATION, organisation_input},
};

on_both!(acknowledged_writes_survive_a_kill);

const ROUNDS: usize = 3;
const WRITERS: usize = 8;

async fn acknowledged_writes_survive_a_kill(backend: Backend) {
    let mut server = Server::start(backend).await;
    let mut acknowledged = Vec::new();
    for round in 0..ROUNDS {
        let planner = server.planner("4601");
        let count = Arc::new(AtomicUsize::new(0));
        let writers = (0..WRITERS).map(|writer| {
            let name = format!("r{round}w{writer}");
            tokio::spawn(write_until_the_end(planner.clone(), name, Arc::clone(&count)))
        });
        let writers: Vec<_> = writers.collect();
        // However busy the machine is: until the writes are well under way.
        let began = Instant::now();
        while count.load(Ordering::Relaxed) <= 2 * WRITERS && began.elapsed() < Duration::from_secs(30) {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        server.kill();
        let written = join_all(writers).await.into_iter().map(Result::unwrap);
        let before = acknowledged.len();
        acknowledged.extend(written.flatten());
        let written = acknowledged.len() - before;
        assert!(written > WRITERS, "only {written} writes in a round");
        server.restart();
    }

    let planner = server.planner("4601");
    let query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Organisation { externalIds { value } } } }";
    for ids in acknowledged.chunks(100) {
        let data = planner.data(query, json!({ "ids": ids })).await;
        for (id, node) in ids.iter().zip(data["nodes"].as_array().unwrap()) {
            assert_eq!(node["id"], id.as_str(), "acknowledged and lost");
            assert_eq!(node["externalIds"].as_array().unwrap().len(), 1);
        }
    }

    // Past the server: no organisation without its external id, neither without its audit row, and the other way round.
    let database = server.database().connect().await;
    let organisations = organisation::Entity::find().all(&database).await.unwrap();
    assert!(organisations.len() >= acknowledged.len());
    let externals = organisation_external_id::Entity::find().all(&database).await.unwrap();
    let mut expected: HashMap<String, usize> = HashMap::new();
    for id in organisations.iter().map(|row| row.id) {
        let own = externals.iter().filter(|external| external.organisation_id == id);
        assert_eq!(own.count(), 1, "{id} was half written");
        expected.insert(id.to_string(), 1);
    }
    expected.extend(externals.iter().map(|row| (row.id.to_string(), 1)));
    let mut audited: HashMap<String, usize> = HashMap::new();
    verify(&database, &[]).await.unwrap();
    for event in audit_event::Entity::find().all(&database).await.unwrap() {
        assert_eq!((event.action, event.operation.as_str()), (AuditAction::Create, "createOrganisation"));
        *audited.entry(event.record).or_default() += 1;
    }
    assert!(audited == expected, "the audit trail does not fit the records");
    database.close().await.unwrap();
}

/// Writes one organisation after the other until the server is gone. Returns the ids of those acknowledged.
async fn write_until_the_end(planner: Client, name: String, total: Arc<AtomicUsize>) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for count in 0.. {
        let name = format!("{name}n{count}");
        let fields = json!({ "name": name, "externalIds": [{ "scheme": "test", "value": name }] });
        let input = organisation_input("4601", &fields);
        let Ok(reply) = planner.try_run(CREATE_ORGANISATION, input).await else {
            break;
        };
        let payload = &reply.data()["createOrganisation"];
        assert_eq!(payload["errors"], json!([]));
        acknowledged.push(payload["organisation"]["id"].as_str().unwrap().to_owned());
        total.fetch_add(1, Ordering::Relaxed);
    }
    acknowledged
}

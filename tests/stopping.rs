//! Stopping in order: what runs is finished, and nobody is left without an answer.

use std::{
    net::SocketAddr,
    sync::{
        Arc, RwLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, TransactionTrait as _};
use serde_json::{Value, json};

use crate::support::{
    Backend, Client, Server,
    records::{CREATE_ORGANISATION, organisation_input},
};

on_both!(a_rolling_restart_under_load_loses_no_request, what_runs_is_finished, what_does_not_end_is_broken_off);

/// One of the servers behind the balancer.
struct Upstream {
    client: RwLock<Client>,
    ready: AtomicBool,
}

/// What stands before the servers: it sends requests to those that are ready, and to another one when it cannot connect.
struct Balancer {
    upstreams: [Upstream; 2],
    turn: AtomicUsize,
    sent: AtomicUsize,
}

impl Balancer {
    fn before(clients: [Client; 2]) -> Arc<Self> {
        let upstreams = clients.map(|client| Upstream { client: RwLock::new(client), ready: AtomicBool::new(true) });
        Arc::new(Self { upstreams, turn: AtomicUsize::default(), sent: AtomicUsize::default() })
    }

    /// A server came back at another address.
    fn replace(&self, place: usize, client: Client) {
        *self.upstreams[place].client.write().unwrap() = client;
    }

    /// Asks the servers again and again whether they are ready.
    async fn look_after(self: Arc<Self>) {
        loop {
            for upstream in &self.upstreams {
                let client = upstream.client.read().unwrap().clone();
                let answer = client.request(reqwest::Method::GET, "/health/ready").send().await;
                let ready = answer.is_ok_and(|answer| answer.status() == 200);
                upstream.ready.store(ready, Ordering::Relaxed);
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Sends a write. Only when no connection is made it goes to the next; whatever else breaks is lost.
    async fn write(&self, input: &Value) -> Result<Value, String> {
        for _ in 0..50 {
            let turn = self.turn.fetch_add(1, Ordering::Relaxed);
            let upstream = &self.upstreams[turn % 2];
            if !upstream.ready.load(Ordering::Relaxed) {
                tokio::time::sleep(Duration::from_millis(1)).await;
                continue;
            }
            let client = upstream.client.read().unwrap().clone();
            match client.try_run(CREATE_ORGANISATION, input.clone()).await {
                Ok(reply) if reply.status == 200 && reply.body.get("errors").is_none() => {
                    self.sent.fetch_add(1, Ordering::Relaxed);
                    return Ok(reply.body["data"]["createOrganisation"].clone());
                }
                Ok(reply) => return Err(format!("{reply:?}")),
                Err(error) if error.is_connect() => {}
                Err(error) => return Err(format!("{error:?}")),
            }
        }
        Err("no server is ready".to_owned())
    }

    /// Waits until so many more writes have come through.
    async fn carries(&self, more: usize) {
        let (before, began) = (self.sent.load(Ordering::Relaxed), Instant::now());
        while self.sent.load(Ordering::Relaxed) < before + more {
            assert!(began.elapsed() < Duration::from_secs(30), "nothing comes through");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn a_rolling_restart_under_load_loses_no_request(backend: Backend) {
    let mut first = Server::start_with(backend, &[("SAMSPILL_SHUTDOWN_DELAY_SECONDS", "1")]).await;
    let mut second = first.replica();
    let planner = first.planner("4601");
    let at = |address: SocketAddr| Client::new(address).with_token(planner.token().unwrap());
    let balancer = Balancer::before([at(first.address()), at(second.address())]);
    let health = tokio::spawn(Arc::clone(&balancer).look_after());
    let over = Arc::new(AtomicBool::new(false));
    let writers = (0..8).map(|writer| {
        let (balancer, over) = (Arc::clone(&balancer), Arc::clone(&over));
        tokio::spawn(async move {
            let mut kept = Vec::new();
            for count in 0.. {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let input = organisation_input("4601", &json!({ "name": format!("w{writer}n{count}") }));
                let payload = balancer.write(&input).await.unwrap_or_else(|lost| panic!("a request was lost: {lost}"));
                assert_eq!(payload["errors"], json!([]));
                kept.push(payload["organisation"]["id"].clone());
            }
            kept
        })
    });
    let writers: Vec<_> = writers.collect();
    balancer.carries(50).await;
    let stopped = tokio::task::spawn_blocking(move || (first.stop(), first));
    let (status, mut first) = stopped.await.unwrap();
    assert!(status.success(), "{status}");
    balancer.carries(20).await;
    first.restart();
    balancer.replace(0, at(first.address()));
    balancer.carries(50).await;
    let stopped = tokio::task::spawn_blocking(move || second.stop());
    assert!(stopped.await.unwrap().success());
    balancer.carries(20).await;
    let second = first.replica();
    balancer.replace(1, at(second.address()));
    balancer.carries(50).await;
    over.store(true, Ordering::Relaxed);
    let kept: Vec<Value> = join_all(writers).await.into_iter().flat_map(Result::unwrap).collect();
    health.abort();
    assert!(kept.len() > 150, "{}", kept.len());
    assert_eq!(kept.len(), balancer.sent.load(Ordering::Relaxed));

    let reader = at(second.address());
    let query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    for ids in kept.chunks(100) {
        let found = reader.data(query, json!({ "ids": ids })).await;
        let found: Vec<&Value> = found["nodes"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
        assert_eq!(found, ids.iter().collect::<Vec<_>>(), "acknowledged and lost");
    }
    let count = reader.data("{ organisations { totalCount } }", json!({})).await;
    assert_eq!(count["organisations"]["totalCount"], kept.len(), "written and not acknowledged");
}

/// Keeps every writer waiting until it is rolled back.
async fn block(server: &Server, backend: Backend) -> DatabaseTransaction {
    let blocking = server.database().connect().await.begin().await.unwrap();
    let lock = match backend {
        Backend::Postgres => "LOCK TABLE organisation IN SHARE MODE",
        Backend::Sqlite => "UPDATE organisation SET version = version",
    };
    blocking.execute_unprepared(lock).await.unwrap();
    blocking
}

fn write_in_background(planner: &Client) -> tokio::task::JoinHandle<reqwest::Result<crate::support::Reply>> {
    let planner = planner.clone();
    tokio::spawn(async move { planner.try_run(CREATE_ORGANISATION, organisation_input("4601", &json!({}))).await })
}

async fn what_runs_is_finished(backend: Backend) {
    let mut server = Server::start_with(backend, &[("SAMSPILL_SHUTDOWN_DELAY_SECONDS", "1")]).await;
    let planner = server.planner("4601");
    planner.data("{ organisations { totalCount } }", json!({})).await;
    let blocking = block(&server, backend).await;
    let writing = write_in_background(&planner);
    tokio::time::sleep(Duration::from_millis(300)).await;
    server.terminate();
    tokio::time::sleep(Duration::from_millis(300)).await;
    // It says that it leaves, and still answers whoever has not heard of it.
    let ready = server.stranger().get("/health/ready").await;
    assert_eq!((ready.status.as_u16(), &ready.headers["connection"]), (503, &"close".parse().unwrap()));
    assert_eq!(ready.body["checks"]["requests"], "stopping");
    assert_eq!(server.stranger().get("/health/live").await.status, 200);
    let late = planner.run("{ organisations { totalCount } }", json!({})).await;
    assert_eq!((late.status.as_u16(), &late.headers["connection"]), (200, &"close".parse().unwrap()));
    tokio::time::sleep(Duration::from_secs(1)).await;
    let refused = planner.try_run("{ organisations { totalCount } }", json!({})).await;
    assert!(refused.unwrap_err().is_connect());
    blocking.rollback().await.unwrap();
    let written = writing.await.unwrap().unwrap();
    assert_eq!(written.data()["createOrganisation"]["errors"], json!([]));
    assert_eq!(written.headers["connection"], "close");
    let status = tokio::task::spawn_blocking(move || (server.wait(), server)).await.unwrap();
    assert_eq!(status.0.code(), Some(0));
    assert!(status.1.log().contains("\"stopped\""));
}

async fn what_does_not_end_is_broken_off(backend: Backend) {
    let mut server = Server::start_with(backend, &[("SAMSPILL_SHUTDOWN_SECONDS", "1")]).await;
    let planner = server.planner("4601");
    planner.data("{ organisations { totalCount } }", json!({})).await;
    let blocking = block(&server, backend).await;
    let writing = write_in_background(&planner);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let began = Instant::now();
    let status = tokio::task::spawn_blocking(move || (server.stop(), server)).await.unwrap();
    assert_eq!(status.0.code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(6), "{:?}", began.elapsed());
    assert!(status.1.log().contains("broken off"), "{}", status.1.log());
    assert!(writing.await.unwrap().is_err());
    blocking.rollback().await.unwrap();
}

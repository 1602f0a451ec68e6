//! Exports of many rows: little memory, and no reader holds anything up.

use std::{io::ErrorKind, time::Duration};

use reqwest::{Method, StatusCode, header};
use samspill::auth::Role;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{
    ask, bytes, refused,
    table::{Budget, repeat},
};
use crate::support::{Backend, Client, Server};

on_both!(
    memory_does_not_grow_with_the_rows,
    readers_that_stop_hold_nothing_up,
    readers_that_stop_are_cut_off,
    one_that_breaks_off_does_not_look_whole,
    rows_that_come_meanwhile_are_left_out,
);

const MEBIBYTE: u64 = 1024 * 1024;

/// Ten times the rows take no more memory: what is held does not depend on how many they are.
async fn memory_does_not_grow_with_the_rows(backend: Backend) {
    let server = Server::start(backend).await;
    let budget = Budget::make(&server, "Dans").await;
    let database = server.database().connect().await;
    // Enough for a row group of Parquet, which is as much as is ever held.
    repeat(&database, 11_999).await;
    let sizes = async || {
        let mut sizes = Vec::new();
        for ending in ["csv", "ndjson", "parquet"] {
            sizes.push(bytes(&budget.planner, &format!("budget.{ending}"), &[]).await.len());
        }
        sizes
    };
    let few = sizes().await;
    let before = server.peak_memory();
    // Each of the 12 000 lines nine times more.
    repeat(&database, 9).await;
    let many = sizes().await;
    let rows = String::from_utf8(bytes(&budget.planner, "budget.ndjson", &[]).await).unwrap().lines().count();
    assert_eq!(rows, 120_000);
    for (few, many) in few.iter().zip(&many) {
        assert!(*many > few * 8, "{few} bytes, then {many}");
    }
    let (Some(before), Some(after)) = (before, server.peak_memory()) else {
        return;
    };
    let (before, after) = (before / MEBIBYTE, after / MEBIBYTE);
    // What a busy machine lets pile up between the database and the socket varies by some twenty mebibytes; the rows
    // themselves would take more than a hundred.
    assert!(after < 100, "{after} MiB");
    assert!(after - before < 40, "{before} MiB for 12 000 rows, {after} MiB for 120 000");
}

/// Asks for an export and reads no more than its first bytes.
async fn stall(server: &Server, client: &Client) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let token = client.token().unwrap();
    let request =
        format!("GET /export/budget.ndjson HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut first = [0; 15];
    stream.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    stream
}

async fn readers_that_stop_hold_nothing_up(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_DATABASE_CONNECTIONS", "2")]).await;
    let budget = Budget::make(&server, "Dans").await;
    repeat(&server.database().connect().await, 59_999).await;
    // Eight is as many as there may be: four times the connections to the database.
    let colleague = server.client_named("colleague", Role::MunicipalPlanner, &["4601"], &[]);
    let mut stalled = Vec::new();
    for _ in 0..4 {
        stalled.push(stall(&server, &budget.planner).await);
    }
    // Four of them may be one caller's.
    let reply = refused(&budget.planner, "budget.csv", &[]).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (429, "RATE_LIMITED"));
    assert_eq!(reply.headers[header::RETRY_AFTER], "5");
    for _ in 0..4 {
        stalled.push(stall(&server, &colleague).await);
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    for _ in 0..20 {
        let data = budget.planner.data("{ budgets { totalCount } }", json!({}));
        let data = tokio::time::timeout(Duration::from_secs(5), data).await.expect("the API answers");
        assert_eq!(data["budgets"]["totalCount"], 1);
    }
    budget.add("Noter").await;
    let third = server.client_named("third", Role::Reader, &["4601"], &[]);
    let reply = refused(&third, "budget.csv", &[]).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (503, "UNAVAILABLE"));
    assert_eq!(reply.headers[header::RETRY_AFTER], "5");
    // Whoever hangs up makes room, and whoever goes on reading gets all of it.
    let mut patient = stalled.pop().unwrap();
    drop(stalled);
    let mut whole = Vec::new();
    let reading = async {
        let mut piece = vec![0; 64 * 1024];
        while !whole.ends_with(b"\r\n0\r\n\r\n") {
            let read = patient.read(&mut piece).await.unwrap();
            assert!(read > 0, "the export broke off after {} bytes", whole.len());
            whole.extend_from_slice(&piece[..read]);
        }
    };
    tokio::time::timeout(Duration::from_mins(1), reading).await.expect("the export goes on");
    let rows = whole.windows(8).filter(|window| window == b"{\"id\":\"b").count();
    assert!(rows >= 59_990, "{rows} rows, save those that two pieces share");
    let mut tries = 0;
    while ask(&budget.planner, "budget.csv", &[("limit", "1")]).await.status() != StatusCode::OK {
        tries += 1;
        assert!(tries < 50, "the places are not given back");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Nobody hangs up: the server does, and does not pretend that this was all.
async fn readers_that_stop_are_cut_off(backend: Backend) {
    let settings = [("SAMSPILL_DATABASE_CONNECTIONS", "2"), ("SAMSPILL_ANSWER_SECONDS", "1")];
    let server = Server::start_with(backend, &settings).await;
    let budget = Budget::make(&server, "Dans").await;
    repeat(&server.database().connect().await, 59_999).await;
    let colleague = server.client_named("colleague", Role::MunicipalPlanner, &["4601"], &[]);
    let mut stalled = Vec::new();
    for client in [&budget.planner, &colleague].into_iter().cycle().take(8) {
        stalled.push(stall(&server, client).await);
    }
    let gone = "an export was broken off: its reader hung up, or was cut off because it stopped reading";
    let mut tries = 0;
    while server.logged(gone).len() < 8 {
        tries += 1;
        assert!(tries < 150, "{} of 8 are cut off", server.logged(gone).len());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for client in [&budget.planner, &colleague] {
        assert_eq!(ask(client, "budget.csv", &[("limit", "1")]).await.status(), StatusCode::OK);
    }
    for mut stream in stalled {
        let (mut piece, mut size, mut last) = (vec![0; 64 * 1024], 0, Vec::new());
        // What the operating system holds still comes; then the connection ends.
        let reading = async {
            while let Ok(read @ 1..) = stream.read(&mut piece).await {
                size += read;
                last = piece[..read].to_vec();
            }
        };
        tokio::time::timeout(Duration::from_secs(10), reading).await.expect("the connection is ended");
        assert!(!last.ends_with(b"\r\n0\r\n\r\n"), "{size} bytes look like all of it");
    }
}

/// The table is gone while the export is under way: what has come must not pass for all of it.
async fn one_that_breaks_off_does_not_look_whole(backend: Backend) {
    let server = Server::start(backend).await;
    let budget = Budget::make(&server, "Dans").await;
    let database = server.database().connect().await;
    repeat(&database, 59_999).await;
    let mut response = budget.planner.request(Method::GET, "/export/budget.ndjson").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let first = response.chunk().await.unwrap().unwrap();
    assert!(first.starts_with(b"{\"id\":\"budgetLine_"));
    database.execute_unprepared("ALTER TABLE budget_line RENAME TO gone").await.unwrap();
    let error = loop {
        match response.chunk().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the export ended as if it were whole"),
            Err(error) => break error,
        }
    };
    assert!(!error.is_timeout(), "{error}");
    let mut tries = 0;
    while !server.log().contains("an export was broken off") {
        tries += 1;
        assert!(tries < 50, "{}", server.log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    database.execute_unprepared("ALTER TABLE gone RENAME TO budget_line").await.unwrap();
    assert_eq!(ask(&budget.planner, "budget.csv", &[("limit", "1")]).await.status(), StatusCode::OK);
}

async fn rows_that_come_meanwhile_are_left_out(backend: Backend) {
    let server = Server::start(backend).await;
    let budget = Budget::make(&server, "Dans").await;
    repeat(&server.database().connect().await, 59_999).await;
    let mut stream = stall(&server, &budget.planner).await;
    let added = budget.add("Kom etterpå").await;
    let mut whole = Vec::new();
    let mut piece = vec![0; 64 * 1024];
    while !whole.ends_with(b"\r\n0\r\n\r\n") {
        match stream.read(&mut piece).await {
            Ok(0) => panic!("the export broke off"),
            Ok(read) => whole.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => panic!("{error}"),
        }
    }
    let id = added["id"].as_str().unwrap().as_bytes();
    assert!(!whole.windows(id.len()).any(|window| window == id));
    let again = bytes(&budget.planner, "budget.ndjson", &[]).await;
    assert!(again.windows(id.len()).any(|window| window == id));
}

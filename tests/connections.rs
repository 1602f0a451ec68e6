//! Connections to the real program: many of them, and those of clients that do not keep pace.

use std::{fs, net::SocketAddr, process::Command, time::Duration};

use futures_util::future::join_all;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{Instant, timeout},
};

use crate::support::{Backend, Client, Server};

const MANY: usize = 1_000;
const MIB: u64 = 1024 * 1024;

/// A request of this client's, as bytes.
fn request_of(client: &Client) -> Vec<u8> {
    let body = json!({ "query": "{ organisations { totalCount } }" }).to_string();
    let token = client.token().unwrap();
    let (size, kind) = (body.len(), "application/json");
    format!(
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: {kind}\r\n\
         Content-Length: {size}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Connects, asks and reads the answer. The connection stays open.
async fn connect_and_ask(address: SocketAddr, request: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = vec![0; 8 * 1024];
    let size = timeout(Duration::from_secs(30), stream.read(&mut answer)).await.unwrap().unwrap();
    assert!(answer[..size].starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..size]));
    stream
}

/// Memory of a process that is in use, in bytes.
fn resident(server: &Server) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

/// Lets this process open as many files as it may.
fn allow_files() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_idle_connections_cost_little() {
    allow_files();
    let server = Server::start(Backend::Sqlite).await;
    let (address, request) = (server.address(), request_of(&server.planner("4601")));
    // What the first requests cost is not the connections': caches, connections to the database, threads.
    for _ in 0..4 {
        join_all((0..64).map(|_| connect_and_ask(address, &request))).await;
    }
    let before = resident(&server);
    let mut idle = Vec::new();
    while idle.len() < MANY {
        idle.extend(join_all((0..50).map(|_| connect_and_ask(address, &request))).await);
    }
    let cost = resident(&server).saturating_sub(before);
    eprintln!("{MANY} idle connections: {} KiB, {} KiB before", cost / 1024, before / 1024);
    assert!(cost < 50 * MIB, "{MANY} idle connections cost {} MiB", cost / MIB);
    // All of them are still good.
    for stream in idle.iter_mut().step_by(100) {
        stream.write_all(&request).await.unwrap();
        assert!(stream.read(&mut [0; 8 * 1024]).await.unwrap() > 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_of_one_byte_a_second_is_cut_off() {
    let server = Server::start(Backend::Sqlite).await;
    let request = request_of(&server.planner("4601"));
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let (mut from, mut to) = stream.split();
    let trickle = async {
        for byte in &request {
            if to.write_all(&[*byte]).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        std::future::pending::<()>().await;
    };
    let began = Instant::now();
    let mut answer = Vec::new();
    tokio::select! {
        () = trickle => {}
        ended = timeout(Duration::from_secs(30), from.read_to_end(&mut answer)) => drop(ended.unwrap()),
    }
    let took = began.elapsed();
    assert!(took > Duration::from_secs(8) && took < Duration::from_secs(14), "{took:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_asks_nothing_is_closed_after_a_while() {
    let server = Server::start_with(Backend::Sqlite, &[("SAMSPILL_KEEP_ALIVE_SECONDS", "1")]).await;
    let mut stream = connect_and_ask(server.address(), &request_of(&server.planner("4601"))).await;
    let began = Instant::now();
    let end = timeout(Duration::from_secs(10), stream.read(&mut [0; 16])).await.unwrap();
    assert_eq!(end.unwrap(), 0);
    assert!(began.elapsed() > Duration::from_millis(800), "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_out_of_files_takes_connections_again() {
    let server = Server::start(Backend::Sqlite).await;
    let (address, request) = (server.address(), request_of(&server.planner("4601")));
    let kept = join_all((0..8).map(|_| connect_and_ask(address, &request))).await;
    let limit = |files: u64| {
        let mut command = Command::new("prlimit");
        command.arg(format!("--pid={}", server.id())).arg(format!("--nofile={files}:"));
        assert!(command.status().unwrap().success());
    };
    limit(8);
    // The operating system takes it; the program cannot.
    let mut waiting = TcpStream::connect(address).await.unwrap();
    waiting.write_all(&request).await.unwrap();
    let mut answer = vec![0; 8 * 1024];
    let early = timeout(Duration::from_secs(1), waiting.read(&mut answer)).await;
    assert!(early.is_err(), "{early:?}");
    assert!(server.log().contains("connections cannot be taken"), "{}", server.log());
    limit(4_096);
    let size = timeout(Duration::from_secs(5), waiting.read(&mut answer)).await.unwrap().unwrap();
    assert!(answer[..size].starts_with(b"HTTP/1.1 200"));
    drop(kept);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_connections_than_there_is_room_for_wait_for_idle_ones() {
    let server = Server::start_with(Backend::Sqlite, &[("SAMSPILL_CONNECTIONS", "8")]).await;
    let (address, request) = (server.address(), request_of(&server.planner("4601")));
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(connect_and_ask(address, &request).await);
    }
    let mut closed = 0;
    for stream in &mut streams {
        let ended = timeout(Duration::from_millis(20), stream.read(&mut [0; 16])).await;
        closed += usize::from(ended.is_ok());
    }
    assert!(closed >= 12, "{closed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_of_open_files_is_raised_or_kept_to() {
    let (settings, warning) = ([("SAMSPILL_CONNECTIONS", "100")], "the limit of open files is too low");
    let database = Backend::Sqlite.database().await;
    let server = Server::start_after(Some("ulimit -Sn 64"), database, &settings);
    let (address, request) = (server.address(), request_of(&server.planner("4601")));
    let all = join_all((0..100).map(|_| connect_and_ask(address, &request))).await;
    assert_eq!(all.len(), 100);
    assert!(!server.log().contains(warning));
    drop((all, server));

    let database = Backend::Sqlite.database().await;
    let server = Server::start_after(Some("ulimit -n 160"), database, &settings);
    assert!(server.log().contains(warning), "{}", server.log());
    let request = request_of(&server.planner("4601"));
    // More than there may be take turns.
    join_all((0..50).map(|_| connect_and_ask(server.address(), &request))).await;
}

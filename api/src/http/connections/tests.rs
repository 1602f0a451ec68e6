//! Clients that do not keep pace, with shorter times than the service's.

use std::{net::SocketAddr, time::Duration};

use axum::{Router, extract::ConnectInfo, routing::get};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
    time::{Instant, timeout},
};

use super::{Bounds, Stage, serve};

const BOUNDS: Bounds = Bounds {
    connections: 8,
    idle: Duration::from_millis(1_200),
    head: Duration::from_millis(300),
    answer: Duration::from_millis(400),
};
const ASK: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
/// More than what sockets hold.
const MUCH: usize = 64 << 20;

struct House {
    address: SocketAddr,
    stage: watch::Sender<Stage>,
    serving: JoinHandle<()>,
}

impl House {
    async fn open(bounds: Bounds) -> Self {
        let router = Router::new()
            .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { format!("you are {peer}") }))
            .route("/slow", get(|| tokio::time::sleep(Duration::from_millis(700))))
            .route("/much", get(|| async { vec![b'x'; MUCH] }));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stage, staged) = watch::channel(Stage::Serving);
        Self { address, stage, serving: tokio::spawn(serve(listener, router, bounds, staged)) }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Waits until it has closed.
    async fn closed(self) {
        timeout(Duration::from_secs(5), self.serving).await.unwrap().unwrap();
    }
}

/// Asks and reads one answer, as text.
async fn ask(stream: &mut TcpStream) -> String {
    stream.write_all(ASK).await.unwrap();
    let mut answer = vec![0; 2048];
    let size = timeout(Duration::from_secs(5), stream.read(&mut answer)).await.unwrap().unwrap();
    String::from_utf8_lossy(&answer[..size]).into_owned()
}

/// How long it takes until the other side closes.
async fn until_closed(stream: &mut TcpStream) -> Duration {
    let began = Instant::now();
    let mut rest = Vec::new();
    let ended = timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await;
    // Cut off rather than closed is as good.
    let _ = ended.expect("the connection stays open");
    began.elapsed()
}

#[tokio::test]
async fn the_address_of_the_client_is_known() {
    let house = House::open(BOUNDS).await;
    let mut stream = house.connect().await;
    let answer = ask(&mut stream).await;
    assert!(answer.contains(&format!("you are {}", stream.local_addr().unwrap())), "{answer}");
}

#[tokio::test]
async fn an_idle_connection_is_kept_and_then_closed() {
    let house = House::open(BOUNDS).await;
    let mut stream = house.connect().await;
    for _ in 0..3 {
        assert!(ask(&mut stream).await.starts_with("HTTP/1.1 200"));
        // Longer than a head may take: idle is another matter.
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let took = until_closed(&mut stream).await;
    assert!(took > Duration::from_millis(400) && took < Duration::from_secs(2), "{took:?}");
    // So is one that never says anything.
    let took = until_closed(&mut house.connect().await).await;
    assert!(took > Duration::from_millis(900) && took < Duration::from_millis(2_500), "{took:?}");
}

#[tokio::test]
async fn a_head_that_trickles_is_cut_off_on_the_first_request_and_later() {
    let house = House::open(BOUNDS).await;
    for asked_before in [false, true] {
        let mut stream = house.connect().await;
        if asked_before {
            ask(&mut stream).await;
        }
        let (mut from, mut to) = stream.split();
        let trickle = async {
            for byte in ASK.iter().cycle() {
                if to.write_all(&[*byte]).await.is_err() {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let began = Instant::now();
        let mut answer = Vec::new();
        tokio::select! {
            () = trickle => {}
            ended = from.read_to_end(&mut answer) => drop(ended),
        }
        assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
        assert_eq!(answer, b"");
    }
}

#[tokio::test]
async fn an_answer_that_takes_long_is_not_cut_off() {
    let house = House::open(BOUNDS).await;
    let mut stream = house.connect().await;
    stream.write_all(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let mut answer = [0; 64];
    let size = stream.read(&mut answer).await.unwrap();
    assert!(answer[..size].starts_with(b"HTTP/1.1 200"));
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_off() {
    let house = House::open(BOUNDS).await;
    let ask = b"GET /much HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut stream = house.connect().await;
    stream.write_all(ask).await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut got = Vec::new();
    let _ = timeout(Duration::from_secs(5), stream.read_to_end(&mut got)).await.unwrap();
    assert!(got.len() < MUCH, "all {} bytes came", got.len());
    // One that reads gets it all.
    let mut stream = house.connect().await;
    stream.write_all(b"GET /much HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await.unwrap();
    got.clear();
    timeout(Duration::from_secs(5), stream.read_to_end(&mut got)).await.unwrap().unwrap();
    assert!(got.len() > MUCH);
}

#[tokio::test]
async fn there_is_room_for_so_many_and_idle_ones_make_more() {
    let house = House::open(Bounds { idle: Duration::from_mins(1), ..BOUNDS }).await;
    let mut idle = Vec::new();
    for _ in 0..BOUNDS.connections {
        let mut stream = house.connect().await;
        ask(&mut stream).await;
        idle.push(stream);
    }
    // One more waits, and then those give way that have been idle for a while.
    let began = Instant::now();
    let mut late = house.connect().await;
    assert!(ask(&mut late).await.starts_with("HTTP/1.1 200"));
    assert!(began.elapsed() > Duration::from_millis(500), "{:?}", began.elapsed());
    until_closed(&mut idle[0]).await;
}

#[tokio::test]
async fn closing_finishes_what_is_under_way_and_ends_what_is_idle() {
    let house = House::open(BOUNDS).await;
    let mut idle = house.connect().await;
    ask(&mut idle).await;
    let mut silent = house.connect().await;
    let mut busy = house.connect().await;
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    house.stage.send_replace(Stage::Closing);
    assert!(until_closed(&mut idle).await < Duration::from_millis(300));
    assert!(until_closed(&mut silent).await < Duration::from_millis(300));
    let mut answer = String::new();
    busy.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("connection: close"), "{answer}");
    let address = house.address;
    house.closed().await;
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn leaving_still_answers_and_says_so() {
    let house = House::open(BOUNDS).await;
    let mut kept = house.connect().await;
    assert!(!ask(&mut kept).await.contains("connection: close"));
    house.stage.send_replace(Stage::Leaving);
    for stream in [&mut kept, &mut house.connect().await] {
        let answer = ask(stream).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("connection: close"), "{answer}");
        assert!(until_closed(stream).await < Duration::from_millis(300));
    }
}

//! Nobody holds up anybody else: requests over time, and files on their way, by address.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::Method;
use sea_orm::{ConnectionTrait as _, DbBackend};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{Stranger, release, serve, world};
use crate::support::{Backend, Server};

on_both!(an_address_may_not_ask_too_often, slow_readers_hold_up_nobody_else, it_is_logged_and_counted_like_the_rest);

async fn an_address_may_not_ask_too_often(backend: Backend) {
    let server = serve(backend, &[("SAMSPILL_ADDRESS_REQUESTS_PER_SECOND", "1")]).await;
    let stranger = Stranger::of(&server);
    // With a good token too: here it counts for nothing.
    let planner = server.planner("4601");
    let token = planner.token().unwrap().to_owned();
    planner.data("{ releases { totalCount } }", json!({})).await;
    let flood = (0..20).map(|_| stranger.request(Method::GET, "/open/").bearer_auth(&token).send());
    let statuses: Vec<u16> =
        join_all(flood).await.into_iter().map(|response| response.unwrap().status().as_u16()).collect();
    assert!(statuses.contains(&200) && statuses.contains(&429), "{statuses:?}");
    let refused = stranger.get("/open/catalog.ttl").await;
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after") && refused.headers().contains_key("ratelimit"));
    assert_eq!(refused.headers()["access-control-allow-origin"], "*");
    // Known callers are not held up.
    assert_eq!(planner.data("{ releases { totalCount } }", json!({})).await["releases"]["totalCount"], 0);
}

/// Repeats the cells of the release until they are many.
async fn many_cells(server: &Server) {
    let database = server.database().connect().await;
    let copied = "place_kind, place, school_year, service, subject, age_band, suppressed, participants, attendances, \
                  sessions, minutes, activities";
    let numbers = match database.get_database_backend() {
        DbBackend::Sqlite => {
            "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i FROM n)"
        }
        _ => "(SELECT generate_series(1, 400) AS i)",
    };
    let sql = format!(
        "INSERT INTO released_participation (release_id, ordinal, {copied})
         SELECT release_id, ordinal + 1000 * numbers.i, {copied} FROM released_participation CROSS JOIN {numbers} AS numbers"
    );
    database.execute_unprepared(&sql).await.unwrap();
}

/// Asks for a file and reads no more than its first bytes.
async fn stall(server: &Server) -> (TcpStream, String) {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let request = "GET /open/releases/1/participation.ndjson HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut first = [0; 15];
    stream.read_exact(&mut first).await.unwrap();
    (stream, String::from_utf8_lossy(&first).into_owned())
}

async fn slow_readers_hold_up_nobody_else(backend: Backend) {
    let server = serve(backend, &[]).await;
    let (_world, _) = world(&server).await;
    release(&server, "Vår");
    many_cells(&server).await;
    let stranger = Stranger::of(&server);
    let mut stalled = Vec::new();
    for _ in 0..4 {
        let (stream, status) = stall(&server).await;
        assert_eq!(status, "HTTP/1.1 200 OK");
        stalled.push(stream);
    }
    let refused = stranger.get("/open/releases/1/participation.csv").await;
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str().unwrap()), (429, "5"));
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["errors"][0]["extensions"]["code"], "RATE_LIMITED");
    // What takes no place is there for everybody, and so are exports of callers.
    assert_eq!(stranger.get("/open/catalog.ttl").await.status(), 200);
    let export = server.reader("4601").request(Method::GET, "/export/participation.csv?limit=1").send().await.unwrap();
    assert_eq!(export.status(), 200);
    drop(stalled);
    let mut tries = 0;
    while stranger.get("/open/releases/1/participation.csv?limit=1").await.status() != 200 {
        tries += 1;
        assert!(tries < 50, "the places are not given back");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn it_is_logged_and_counted_like_the_rest(backend: Backend) {
    let server = serve(backend, &[("SAMSPILL_METRICS_BIND", "127.0.0.1:0")]).await;
    let (_world, _) = world(&server).await;
    release(&server, "Vår");
    let stranger = Stranger::of(&server);
    for path in ["/open/releases/1/participation.csv", "/open/releases/9/x.csv", "/open/releases/7/y", "/open/z"] {
        stranger.get(path).await;
    }
    let metrics = format!("http://{}/metrics", server.address_logged("metrics are served"));
    let figures = stranger.http.get(metrics).send().await.unwrap().text().await.unwrap();
    let routes: Vec<&str> = figures.lines().filter(|line| line.contains("route=\"/open")).collect();
    assert!(routes.iter().any(|line| line.contains("route=\"/open/releases/{release}/{file}\"")), "{routes:?}");
    assert!(routes.iter().all(|line| !line.contains("/x.csv") && !line.contains("/9/")), "{routes:?}");
    let lines = server.logged("answered");
    let line = lines.iter().find(|line| line.to_string().contains("\"/open/releases/1/participation.csv\"")).unwrap();
    assert_eq!((&line["fields"]["status"], &line["fields"]["roles"]), (&json!(200), &Value::Null));
}

//! Addresses: off they are nobody's, on they stay; what may be kept, and who may ask from where.

use reqwest::{Method, Response};
use serde_json::Value;

use super::{BASE, DATASETS, SETTINGS, Stranger, release, serve, world};
use crate::support::{
    Backend, Server,
    program::{refused, samspill},
};

on_both!(
    off_it_is_as_if_it_were_not_there,
    the_latest_is_at_an_address_of_its_own,
    what_is_known_already_is_not_sent_again,
    pages_of_any_site_may_read_it,
);

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

async fn off_it_is_as_if_it_were_not_there(backend: Backend) {
    // All is set, but it is not on.
    let mut settings = SETTINGS.to_vec();
    settings[0].1 = "false";
    let server = Server::start_with(backend, &settings).await;
    let (_world, _) = world(&server).await;
    release(&server, "Vår");
    let stranger = Stranger::of(&server);
    let as_told = async |method: Method, path: &str| {
        let response = stranger.request(method, path).send().await.unwrap();
        let (status, mut headers) = (response.status(), response.headers().clone());
        for name in ["date", "x-request-id"] {
            headers.remove(name);
        }
        let mut body: Value = response.json().await.unwrap_or_default();
        if let Some(id) = body.pointer_mut("/errors/0/extensions/requestId") {
            id.take();
        }
        (status, headers, body)
    };
    for method in [Method::GET, Method::HEAD, Method::POST, Method::OPTIONS] {
        let nowhere = as_told(method.clone(), "/nowhere").await;
        assert_eq!(nowhere.0, 404);
        for path in ["/open", "/open/", "/open/catalog.ttl", "/open/releases/1", "/open/releases/1/participation.csv"] {
            assert_eq!(as_told(method.clone(), path).await, nowhere, "{method} {path}");
        }
    }
    let directory = tempfile::tempdir().unwrap();
    let said = refused(samspill(directory.path()).arg("serve").env("SAMSPILL_OPEN_DATA", "true"));
    for name in
        ["SAMSPILL_OPEN_DATA", "public_url", "open_data_publisher", "open_data_publisher_number", "open_data_email"]
    {
        assert!(said.contains(name), "{name} is not in {said}");
    }
}

async fn the_latest_is_at_an_address_of_its_own(backend: Backend) {
    let server = serve(backend, &[]).await;
    let stranger = Stranger::of(&server);
    assert_eq!(stranger.get("/open/releases/latest/participation.csv").await.status(), 404, "nothing is released");
    assert!(stranger.text("/open/").await.contains("Ingenting er publisert ennå"));
    let (mut world, _) = world(&server).await;
    release(&server, "Vår");
    let sent = async |path: &str, to: String| {
        let response = stranger.get(path).await;
        assert_eq!((response.status().as_u16(), header(&response, "location")), (307, &*to), "{path}");
        assert_eq!(header(&response, "cache-control"), "no-store");
    };
    sent("/open/releases/latest", format!("{BASE}/open/releases/1")).await;
    sent("/open/releases/latest.ttl", format!("{BASE}/open/releases/1.ttl")).await;
    let excel = "participation.csv?excel=nb&limit=3";
    sent(&format!("/open/releases/latest/{excel}"), format!("{BASE}/open/releases/1/{excel}")).await;
    world.reach("4601", &["SCHOOL 3"], &["CIRCUS"], &[("2025-10-02", "AGE_6_12", 30)]).await;
    release(&server, "Høst");
    sent("/open/releases/latest/outcomes.parquet", format!("{BASE}/open/releases/2/outcomes.parquet")).await;
    let metadata = "outcomes.csv-metadata.json";
    sent(&format!("/open/releases/latest/{metadata}"), format!("{BASE}/open/releases/2/{metadata}")).await;
    let response = stranger.get("/open").await;
    assert_eq!((response.status().as_u16(), header(&response, "location")), (308, &*format!("{BASE}/open/")));
    // What cannot be had is refused before anybody is sent on.
    assert_eq!(stranger.get("/open/releases/latest/budget.csv").await.status(), 404);
    assert_eq!(stranger.get("/open/releases/latest/outcomes.csv?filter=1").await.status(), 400);
}

async fn what_is_known_already_is_not_sent_again(backend: Backend) {
    let server = serve(backend, &[]).await;
    let (_world, _) = world(&server).await;
    release(&server, "Vår");
    let stranger = Stranger::of(&server);
    let mut paths = vec!["/open/".to_owned(), "/open/catalog.ttl".to_owned(), "/open/columns".to_owned()];
    paths.extend(
        ["/open/releases/1", "/open/style.css", "/open/releases/1/outcomes.csv-metadata.json"].map(str::to_owned),
    );
    paths.extend(DATASETS.map(|dataset| format!("/open/releases/1/{dataset}.csv")));
    for path in &paths {
        let first = stranger.get(path).await;
        assert_eq!(first.status(), 200, "{path}");
        let (tag, cached) = (header(&first, "etag").to_owned(), header(&first, "cache-control").to_owned());
        let expected = match path.as_str() {
            "/open/releases/1/outcomes.csv" => "public, no-cache",
            file if file.contains(".csv") && !file.contains("metadata") => "public, max-age=86400",
            _ => "public, max-age=300",
        };
        assert!(tag.starts_with("W/\"") && cached == expected, "{path}: {tag} {cached}");
        assert!(!header(&first, "vary").to_lowercase().contains("authorization"), "{path}");
        let known = stranger.request(Method::GET, path).header("if-none-match", &tag).send().await.unwrap();
        assert_eq!((known.status().as_u16(), header(&known, "etag")), (304, &*tag), "{path}");
        assert_eq!(header(&known, "cache-control"), cached);
        assert!(known.bytes().await.unwrap().is_empty());
        let head = stranger.request(Method::HEAD, path).send().await.unwrap();
        for name in ["content-type", "etag", "content-disposition", "link"] {
            assert_eq!(header(&head, name), header(&first, name), "{path}: {name}");
        }
        assert!(head.bytes().await.unwrap().is_empty());
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            let refused = stranger.request(method, path).send().await.unwrap();
            assert_eq!((refused.status().as_u16(), header(&refused, "allow")), (405, "GET,HEAD"), "{path}");
        }
    }
    let file = stranger.get("/open/releases/1/participation.csv").await;
    assert_eq!(header(&file, "content-disposition"), "attachment; filename=\"samspill-participation-1.csv\"");
    let described = format!(
        "<{BASE}/open/releases/1/participation.csv-metadata.json>; rel=\"describedby\"; \
        type=\"application/csvm+json\""
    );
    assert_eq!(header(&file, "link"), described);
}

async fn pages_of_any_site_may_read_it(backend: Backend) {
    for cors in [None, Some(("SAMSPILL_CORS_ORIGINS", "https://app.example.no"))] {
        let settings: Vec<_> = cors.into_iter().collect();
        let server = serve(backend, &settings).await;
        let stranger = Stranger::of(&server);
        for origin in ["https://anybody.example.com", "https://app.example.no"] {
            let asked =
                stranger.request(Method::GET, "/open/catalog.ttl").header("origin", origin).send().await.unwrap();
            assert_eq!(header(&asked, "access-control-allow-origin"), "*");
            assert_eq!(header(&asked, "access-control-allow-credentials"), "");
            assert_eq!(header(&asked, "cross-origin-resource-policy"), "cross-origin");
            assert!(header(&asked, "access-control-expose-headers").contains("etag"));
            let preflight = stranger.request(Method::OPTIONS, "/open/releases/1/outcomes.csv").header("origin", origin);
            let preflight = preflight.header("access-control-request-method", "GET");
            let preflight = preflight.header("access-control-request-headers", "if-none-match").send().await.unwrap();
            assert!(preflight.status().is_success());
            assert_eq!(header(&preflight, "access-control-allow-origin"), "*");
            assert_eq!(header(&preflight, "access-control-allow-methods"), "GET,HEAD");
            assert!(!header(&preflight, "access-control-allow-headers").contains("authorization"));
        }
        // The rest is as it was.
        let others =
            stranger.request(Method::GET, "/export/participation.csv").header("origin", "https://evil.example");
        let others = others.send().await.unwrap();
        assert_eq!(header(&others, "access-control-allow-origin"), "");
        assert_eq!(header(&others, "cross-origin-resource-policy"), "same-origin");
    }
}

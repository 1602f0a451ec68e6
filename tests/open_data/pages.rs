//! Descriptions: for people, and for catalogues; none of them tells what is for those with access.

use reqwest::{Method, Response};
use serde_json::Value;

use super::{BASE, DATASETS, NOTE, NUMBER, Stranger, release, serve, world};
use crate::support::Backend;

on_both!(descriptions_come_as_they_are_asked_for, columns_are_those_of_the_files, notes_are_not_told);

async fn asked(stranger: &Stranger, path: &str, accept: &str) -> (String, String) {
    let response: Response = stranger.request(Method::GET, path).header("accept", accept).send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    assert!(response.headers()["vary"].to_str().unwrap().contains("Accept"));
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    (kind, response.text().await.unwrap())
}

async fn descriptions_come_as_they_are_asked_for(backend: Backend) {
    let server = serve(backend, &[]).await;
    let (_world, _) = world(&server).await;
    release(&server, "Vår & \"høst\"");
    let stranger = Stranger::of(&server);
    for (path, turtle, json) in [
        ("/open/", "/open/catalog.ttl", "/open/catalog.jsonld"),
        ("/open/releases/1", "/open/releases/1.ttl", "/open/releases/1.jsonld"),
    ] {
        let (kind, page) = asked(&stranger, path, "text/html,application/xhtml+xml,*/*;q=0.8").await;
        assert_eq!(kind, "text/html; charset=utf-8");
        assert!(page.contains("<html lang=\"nb\">") && page.contains("Vår &amp; &quot;høst&quot;"), "{page}");
        assert!(page.contains("NLOD") && page.contains("mailto:apne.data@example.no") && page.contains(NUMBER));
        let response = stranger.get(path).await;
        let policy = response.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'self';") && !policy.contains("script"), "{policy}");
        assert_eq!(response.headers()["content-language"], "nb");
        let (kind, as_turtle) = asked(&stranger, path, "text/turtle").await;
        assert_eq!(kind, "text/turtle; charset=utf-8");
        assert_eq!(as_turtle, stranger.text(turtle).await);
        assert!(
            as_turtle.contains("@prefix dcat:") && as_turtle.contains(&format!("{BASE}/open/releases/1/outcomes.csv>"))
        );
        let (kind, as_json) = asked(&stranger, path, "application/ld+json, text/turtle;q=0.9").await;
        assert_eq!(kind, "application/ld+json");
        assert_eq!(as_json, stranger.text(json).await);
        let graph: Value = serde_json::from_str(&as_json).unwrap();
        assert!(graph["@graph"].as_array().unwrap().len() > 10);
    }
}

async fn columns_are_those_of_the_files(backend: Backend) {
    let server = serve(backend, &[]).await;
    let (_world, _) = world(&server).await;
    release(&server, "Vår");
    let stranger = Stranger::of(&server);
    let page = stranger.text("/open/columns").await;
    for dataset in DATASETS {
        let csv = stranger.text(&format!("/open/releases/1/{dataset}.csv")).await;
        let response = stranger.get(&format!("/open/releases/1/{dataset}.csv-metadata.json")).await;
        assert_eq!(response.headers()["content-type"], "application/csvm+json");
        let told: Value = response.json().await.unwrap();
        assert_eq!(told["url"], format!("{dataset}.csv"));
        let columns = told["tableSchema"]["columns"].as_array().unwrap();
        let names: Vec<&str> = columns.iter().map(|column| column["titles"].as_str().unwrap()).collect();
        assert_eq!(csv.lines().next().unwrap(), names.join(","), "{dataset}");
        for column in columns {
            let name = column["name"].as_str().unwrap();
            assert!(page.contains(&format!("<code>{name}</code>")), "{name}");
            assert!(column["dc:description"]["@value"].as_str().unwrap().len() > 8, "{name}");
        }
        // Each code that is there is one of the list.
        let rows = stranger.rows(&format!("/open/releases/1/{dataset}.ndjson")).await;
        for column in columns.iter().filter(|column| !column["dc:conformsTo"].is_null()) {
            let codes: Vec<&Value> = column["dc:conformsTo"]["skos:hasTopConcept"].as_array().unwrap().iter().collect();
            for row in &rows {
                let code = &row[column["name"].as_str().unwrap()];
                assert!(code.is_null() || codes.iter().any(|known| known["skos:notation"] == *code), "{code}");
            }
        }
    }
}

async fn notes_are_not_told(backend: Backend) {
    let server = serve(backend, &[]).await;
    let (_world, own) = world(&server).await;
    release(&server, "Vår");
    let stranger = Stranger::of(&server);
    let mut paths: Vec<String> = ["/open/", "/open/catalog.ttl", "/open/catalog.jsonld", "/open/columns"]
        .into_iter()
        .chain(["/open/releases/1", "/open/releases/1.ttl", "/open/releases/1.jsonld"])
        .map(str::to_owned)
        .collect();
    for dataset in DATASETS {
        for ending in ["csv", "ndjson", "csv-metadata.json"] {
            paths.push(format!("/open/releases/1/{dataset}.{ending}"));
        }
    }
    for path in paths {
        let text = stranger.text(&path).await;
        for untold in [NOTE, "Barnevernet", "BERGENS", own.as_str().unwrap(), "operator", "frozen", "fingerprint"] {
            assert!(!text.contains(untold), "{path} tells {untold}");
        }
    }
    // Those with access read the note.
    let told = server.reader("4601").data("{ releases { nodes { note } } }", serde_json::json!({})).await;
    assert_eq!(told["releases"]["nodes"][0]["note"], NOTE);
}

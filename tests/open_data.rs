//! Open data: what everybody gets without a token, where the operator turns it on, and that it is nothing more.

mod addresses;
mod bounds;
mod figures;
mod pages;

use reqwest::{Method, RequestBuilder, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};

use crate::{
    releases::{
        compared::{share, win},
        figures::{CREATE_INDICATOR, came_to},
        world::{World, release_command},
    },
    support::{Backend, Client, Server, program::succeed, records::municipality_id},
};

/// Where others reach the service: a proxy that is not there.
const BASE: &str = "https://samspill.example.no/kultur";
const NUMBER: &str = "958935420";
const SETTINGS: [(&str, &str); 6] = [
    ("SAMSPILL_OPEN_DATA", "true"),
    ("SAMSPILL_PUBLIC_URL", "https://samspill.example.no/kultur/"),
    ("SAMSPILL_OPEN_DATA_PUBLISHER", "Bergen kommune"),
    ("SAMSPILL_OPEN_DATA_PUBLISHER_NUMBER", NUMBER),
    ("SAMSPILL_OPEN_DATA_CONTACT", "Statistikk"),
    ("SAMSPILL_OPEN_DATA_EMAIL", "apne.data@example.no"),
];
/// What is published, and in what.
const DATASETS: [&str; 3] = ["participation", "outcomes", "resources"];
const ENDINGS: [&str; 4] = ["csv", "csv?excel=nb", "ndjson", "parquet"];
/// What an operator wrote for those with access.
const NOTE: &str = "Barnevernet i Bergen er holdt tilbake fordi to barn deltok";

/// Serves open data.
async fn serve(backend: Backend, settings: &[(&'static str, &'static str)]) -> Server {
    let all: Vec<_> = SETTINGS.iter().chain(settings).copied().collect();
    Server::start_with(backend, &all).await
}

/// Somebody without a token, who does not go where they are sent.
struct Stranger {
    http: reqwest::Client,
    server: String,
}

impl Stranger {
    fn of(server: &Server) -> Self {
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).redirect(Policy::none());
        Self { http: http.build().unwrap(), server: format!("http://{}", server.address()) }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.server))
    }

    async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// What must be there.
    async fn bytes(&self, path: &str) -> Vec<u8> {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.bytes().await.unwrap().to_vec()
    }

    async fn text(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path).await).unwrap()
    }

    async fn rows(&self, path: &str) -> Vec<Value> {
        let text = self.text(path).await;
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// An export of a caller's that must be there.
async fn export(client: &Client, path: &str) -> Vec<u8> {
    let response = client.request(Method::GET, path).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    response.bytes().await.unwrap().to_vec()
}

/// A registry with small counts, an indicator of the country's and one of Bergen's own; the world, and Bergen's indicator.
async fn world(server: &Server) -> (World<'_>, Value) {
    let mut world = World::new(server);
    for (service, subject, people) in [("SCHOOL 1", "MUSIC", 12), ("SCHOOL 2", "MUSIC", 20), ("LIBRARY 1", "DANCE", 8)]
    {
        world.reach("4601", &[service], &[subject], &[("2025-10-01", "AGE_6_12", people)]).await;
    }
    world.reach("4601", &["CHILD_WELFARE 1"], &["THEATRE"], &[("2025-11-01", "AGE_6_12", 2)]).await;
    for school in ["KINDERGARTEN 1", "KINDERGARTEN 2"] {
        world.reach("1103", &[school], &["MUSIC"], &[("2025-10-01", "AGE_0_5", 9)]).await;
    }
    let indicator = |code: &str, municipality: Option<&str>| {
        json!({ "input": { "code": code, "name": format!("Navnet på {code}"), "definition": "Telles", "measure": "COUNT",
            "qualityDimension": "RESULT", "resultType": "OUTCOME", "goalOwner": "SCHOOL",
            "municipality": municipality.map(municipality_id) } })
    };
    let national = server.admin().ok(CREATE_INDICATOR, indicator("LANDETS", None)).await["indicator"]["id"].clone();
    let own = server.planner("4601").ok(CREATE_INDICATOR, indicator("BERGENS", Some("4601"))).await;
    let own = own["indicator"]["id"].clone();
    for (school, indicator) in
        [("SCHOOL 1", &national), ("SCHOOL 2", &national), ("SCHOOL 3", &own), ("SCHOOL 4", &own)]
    {
        came_to(&mut world, ("4601", school), indicator, ("10", "40", "30")).await;
    }
    for person in ["Kari", "Ola", "Per", "Siri"] {
        share(&mut world, "4601", person, "20").await;
    }
    share(&mut world, "1103", "Anne", "40").await;
    win(&mut world, "4601", "120000.50").await;
    (world, own)
}

/// Makes a release with a label and a note; its id.
fn release(server: &Server, label: &str) -> String {
    succeed(release_command(server).args(["--label", label, "--note", NOTE])).trim().to_owned()
}

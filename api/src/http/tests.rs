//! A resolver that panics takes nothing but its own request with it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use async_graphql::{
    ServerResult, Value,
    async_trait::async_trait,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextResolve, ResolveInfo},
};
use serde_json::json;

use super::{
    App, Stage,
    edge::{Edge, EdgeSettings},
    router,
};
use crate::{
    auth::{Grant, LocalKey, Role, Verifier, issue},
    clock::{Clock as _, Ids, SystemClock},
    graphql::{guard::LIMITS, schema},
    idempotency::Terms,
    persisted::Documents,
    store::{Outage, Probe, Registry, RuleSettings, connect, migrate},
    watch::Metrics,
};

/// Makes the field `limits` panic.
struct Panics;

impl ExtensionFactory for Panics {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Panics {
    async fn resolve(
        &self,
        context: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        assert!(info.name != "limits", "a secret of the resolver");
        next.run(context, info).await
    }
}

#[tokio::test]
async fn a_panic_is_a_coded_error_and_the_server_lives_on() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", directory.path().join("test.db").display());
    let database = connect(&url, 2).await.unwrap();
    migrate(&database).await.unwrap();
    let key = LocalKey::open_or_create(directory.path()).unwrap();
    let grant = Grant {
        subject: "test".to_owned(),
        role: Role::RegistryAdmin,
        municipalities: Vec::new(),
        organisations: Vec::new(),
    };
    let token = issue(&key, &grant, SystemClock.now(), Duration::from_hours(1)).unwrap();
    let app = App {
        registry: Registry {
            database,
            clock: Arc::new(SystemClock),
            ids: Ids::seeded(1),
            rules: RuleSettings::default(),
        },
        schema: schema::builder(LIMITS).extension(Panics).finish(),
        guard: Arc::new(schema::guard(LIMITS)),
        edge: Arc::new(Edge::new(EdgeSettings::default(), &LIMITS)),
        request_time: Duration::from_secs(10),
        answer_time: Duration::from_secs(30),
        verifier: Arc::new(Verifier::new(Some(key), &[], false).unwrap()),
        idempotency: Terms::new(Duration::from_secs(10), Duration::from_hours(1)),
        documents: Arc::new(Documents::none()),
        server_timing: false,
        stage: tokio::sync::watch::channel(Stage::Serving).1,
        outage: Outage::default(),
        probe: Arc::new(Probe::new(&url)),
        metrics: Arc::new(Metrics::new(SystemClock.now())),
        open_data: None,
    };
    let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router(app)).await });
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let ask = async |query: &str| {
        let request =
            client.post(format!("http://{address}/graphql")).bearer_auth(&token).header("x-request-id", "tidy-7");
        let response = request.json(&json!({ "query": query })).send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_slice::<serde_json::Value>(&response.bytes().await.unwrap()).unwrap())
    };
    for query in ["{ limits { most } }", "{ a: __typename limits { most } }"] {
        let (status, body) = ask(query).await;
        assert_eq!(status, 500, "{body}");
        assert_eq!(body["errors"][0]["extensions"], json!({ "code": "INTERNAL", "requestId": "tidy-7" }));
        assert!(body.get("data").is_none() && !body.to_string().contains("secret"), "{body}");
    }
    let (status, body) = ask("{ __typename }").await;
    assert_eq!((status, &body["data"]["__typename"]), (200, &json!("Query")));
}

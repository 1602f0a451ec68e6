//! Asks a server over HTTP, as any client would.

use std::{net::SocketAddr, time::Duration};

use reqwest::{
    Method, RequestBuilder, StatusCode,
    header::{ACCEPT_LANGUAGE, HeaderMap},
};
use serde_json::{Value, json};

/// Somebody who asks: a token and a language.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    address: SocketAddr,
    token: Option<String>,
    language: Option<&'static str>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The JSON of the body; null when it is none.
    pub body: Value,
}

impl Client {
    /// Somebody without a token.
    pub fn new(address: SocketAddr) -> Self {
        // Plain HTTP needs no certificates; looking for them takes long.
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).timeout(Duration::from_mins(1));
        let http = http.build().unwrap();
        Self { http, address, token: None, language: None }
    }

    /// The same with this token.
    pub fn with_token(self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self }
    }

    /// The same, preferring a language: `nb`, `nn` or `en`.
    pub fn speaking(&self, language: &'static str) -> Self {
        Self { language: Some(language), ..self.clone() }
    }

    /// The token, if there is one.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// A POST to the GraphQL endpoint, to be given a body.
    pub fn post(&self) -> RequestBuilder {
        self.request(Method::POST, "/graphql")
    }

    /// A request of any kind, to any page.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.http.request(method, self.url(path));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(language) = self.language {
            request = request.header(ACCEPT_LANGUAGE, language);
        }
        request
    }

    /// A GET of another page.
    pub async fn get(&self, path: &str) -> Reply {
        Reply::of(self.http.get(self.url(path))).await.unwrap()
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Runs an operation; an error when the connection breaks off.
    pub async fn try_run(&self, query: &str, variables: Value) -> reqwest::Result<Reply> {
        let body = json!({ "query": query, "variables": variables });
        Reply::of(self.post().json(&body)).await
    }

    /// Runs an operation, whatever comes of it.
    pub async fn run(&self, query: &str, variables: Value) -> Reply {
        self.try_run(query, variables).await.unwrap()
    }

    /// The data of an operation that must succeed.
    pub async fn data(&self, query: &str, variables: Value) -> Value {
        self.run(query, variables).await.data()
    }

    /// The errors of an operation that must fail.
    pub async fn errors(&self, query: &str, variables: Value) -> Vec<Value> {
        let reply = self.run(query, variables).await;
        let errors = reply.body["errors"].as_array();
        errors.unwrap_or_else(|| panic!("no errors in {reply:#?}")).clone()
    }

    /// The payload of a single mutation that must be carried out. It has to select `errors { code field message }`.
    pub async fn ok(&self, mutation: &str, variables: Value) -> Value {
        let payload = self.payload(mutation, variables).await;
        assert_eq!(payload["errors"], json!([]), "refused");
        payload
    }

    /// The user errors of a single mutation that must be refused.
    pub async fn user_errors(&self, mutation: &str, variables: Value) -> Vec<Value> {
        let payload = self.payload(mutation, variables).await;
        let errors = payload["errors"].as_array().unwrap();
        assert!(!errors.is_empty(), "not refused: {payload:#}");
        errors.clone()
    }

    async fn payload(&self, mutation: &str, variables: Value) -> Value {
        let data = self.data(mutation, variables).await;
        let mut payloads = data.as_object().unwrap().values();
        payloads.next().unwrap().clone()
    }
}

impl Reply {
    /// Sends a request and reads the answer.
    pub async fn of(request: RequestBuilder) -> reqwest::Result<Self> {
        let response = request.send().await?;
        Ok(Self {
            status: response.status(),
            headers: response.headers().clone(),
            body: serde_json::from_slice(&response.bytes().await?).unwrap_or_default(),
        })
    }

    /// The data of an answer without errors.
    pub fn data(&self) -> Value {
        assert!(self.body.get("errors").is_none(), "{self:#?}");
        assert_eq!(self.status, StatusCode::OK);
        self.body["data"].clone()
    }

    /// The code of the first error.
    pub fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
    }

    /// How many statements the answer took.
    pub fn statements(&self) -> u32 {
        let header = self.headers["server-timing"].to_str().unwrap();
        let digits: String = header.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    }
}

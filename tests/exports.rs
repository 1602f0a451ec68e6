//! Exports: what is in them, who gets what, how they are written, and that they hold nothing up.

mod contents;
mod cubes;
mod files;
mod load;
mod table;

use reqwest::{Method, Response, StatusCode};
use serde_json::Value;

use crate::support::{Client, Reply};

/// The tables with the rows of lists of the API.
const TABLES: [&str; 6] =
    ["partnerships", "staffing", "budget", "participation-counts", "outcome-targets", "outcome-observations"];

/// The address of an export.
fn address(file: &str, parameters: &[(&str, &str)]) -> String {
    let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    let pairs: Vec<String> = parameters.iter().map(|(name, text)| format!("{name}={}", encode(text))).collect();
    format!("/export/{file}?{}", pairs.join("&"))
}

/// Asks for an export.
async fn ask(client: &Client, file: &str, parameters: &[(&str, &str)]) -> Response {
    client.request(Method::GET, &address(file, parameters)).send().await.unwrap()
}

/// An export that must be there, whole.
async fn bytes(client: &Client, file: &str, parameters: &[(&str, &str)]) -> Vec<u8> {
    let response = ask(client, file, parameters).await;
    assert_eq!(response.status(), StatusCode::OK, "{file} {parameters:?}");
    response.bytes().await.unwrap().to_vec()
}

/// The same as text.
async fn text(client: &Client, file: &str, parameters: &[(&str, &str)]) -> String {
    String::from_utf8(bytes(client, file, parameters).await).unwrap()
}

/// The rows of a table, as JSON.
async fn rows(client: &Client, table: &str, parameters: &[(&str, &str)]) -> Vec<Value> {
    let text = text(client, &format!("{table}.ndjson"), parameters).await;
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What comes of a request that must be refused.
async fn refused(client: &Client, file: &str, parameters: &[(&str, &str)]) -> Reply {
    let request = client.request(Method::GET, &address(file, parameters));
    let reply = Reply::of(request).await.unwrap();
    assert!(reply.status.is_client_error() || reply.status.is_server_error(), "{file} {parameters:?}");
    assert!(!reply.code().is_empty(), "{reply:#?}");
    reply
}

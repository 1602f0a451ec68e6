//! The parameters of a GraphQL request, from JSON or from an address.

use async_graphql::Variables;
use axum::{extract::Query, http::Uri};
use serde_json::{Map, Value};

use crate::{graphql::refusal::Refusal, http::refusals::HttpRefusal, persisted::Document};

/// What a request asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct Parameters {
    /// The document, or what stands for it.
    pub document: Document,
    /// Which of its operations; none when there is only one.
    pub operation_name: Option<String>,
    /// The variables, not yet checked.
    pub variables: Variables,
}

impl Parameters {
    /// Reads the body of a POST.
    ///
    /// # Errors
    /// When it is no JSON object, or one of its members has the wrong type.
    pub fn of_body(body: &[u8]) -> Result<Self, Refusal> {
        match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => Self::of_members(members),
            Ok(Value::Array(_)) => Err(HttpRefusal::Batch {}.into()),
            Ok(_) => Err(HttpRefusal::NotAnObject {}.into()),
            Err(_) => Err(HttpRefusal::NotJson {}.into()),
        }
    }

    /// Reads the address of a GET.
    ///
    /// # Errors
    /// When a parameter is there twice, or is not what it should be.
    pub fn of_address(uri: &Uri) -> Result<Self, Refusal> {
        let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(uri) else {
            return Err(HttpRefusal::UnreadableAddress {}.into());
        };
        let mut members = Map::new();
        for (name, text) in pairs {
            let (name, value) = match name.as_str() {
                "query" => ("query", Value::String(text)),
                "operationName" => ("operationName", Value::String(text)),
                "variables" => ("variables", json("variables", &text)?),
                "extensions" => ("extensions", json("extensions", &text)?),
                "documentId" => ("documentId", Value::String(text)),
                "doc_id" => ("doc_id", Value::String(text)),
                "id" => ("id", Value::String(text)),
                _ => continue,
            };
            if members.insert(name.to_owned(), value).is_some() {
                return Err(HttpRefusal::GivenTwice { name }.into());
            }
        }
        Self::of_members(members)
    }

    fn of_members(mut members: Map<String, Value>) -> Result<Self, Refusal> {
        let query = text(&mut members, "query")?;
        // An empty name is no name: forms send it so.
        let operation_name = text(&mut members, "operationName")?.filter(|name| !name.is_empty());
        let extensions = map(&mut members, "extensions")?;
        let persisted = extensions.and_then(|mut extensions| extensions.remove("persistedQuery"));
        let persisted = persisted.filter(|persisted| !persisted.is_null());
        // Beside a document they mean nothing.
        let id = if query.is_none() { id(&mut members)? } else { None };
        if query.is_none() && id.is_none() && persisted.is_none() {
            return Err(HttpRefusal::NoQuery {}.into());
        }
        let variables = map(&mut members, "variables")?.unwrap_or_default();
        let document = Document { query, id, persisted };
        Ok(Self { document, operation_name, variables: Variables::from_json(Value::Object(variables)) })
    }
}

/// What a document is called: `documentId` (GraphQL over HTTP), `doc_id` or `id` (Relay).
fn id(members: &mut Map<String, Value>) -> Result<Option<String>, Refusal> {
    for name in ["documentId", "doc_id", "id"] {
        if let Some(id) = text(members, name)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn text(members: &mut Map<String, Value>, name: &'static str) -> Result<Option<String>, Refusal> {
    match members.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(HttpRefusal::NotText { name }.into()),
    }
}

fn map(members: &mut Map<String, Value>, name: &'static str) -> Result<Option<Map<String, Value>>, Refusal> {
    match members.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(map)) => Ok(Some(map)),
        Some(_) => Err(HttpRefusal::NotAMap { name }.into()),
    }
}

fn json(name: &'static str, text: &str) -> Result<Value, Refusal> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(text).map_err(|_| HttpRefusal::NotAMap { name }.into())
}

#[cfg(test)]
mod tests {
    use super::Parameters;
    use crate::vocabulary::ErrorCode;
    use proptest::prelude::*;

    #[test]
    fn bodies_of_another_shape_are_refused() {
        for body in [
            "",
            "[]",
            "{}",
            "1",
            "null",
            "\"x\"",
            "[{\"query\":\"{a}\"}]",
            "{\"query\":1}",
            "{\"query\":null}",
            "{\"query\":[]}",
            "{\"query\":\"{a}\",\"variables\":[]}",
            "{\"query\":\"{a}\",\"variables\":\"{}\"}",
            "{\"query\":\"{a}\",\"operationName\":1}",
            "{\"query\":\"{a}\",\"extensions\":1}",
            "{\"query\":\"\\ud800\"}",
            "{\"query\":\"{a}\"",
        ] {
            let refusal = Parameters::of_body(body.as_bytes()).unwrap_err();
            assert_eq!(refusal.code, ErrorCode::BadRequest, "{body}");
        }
        assert!(Parameters::of_body(b"{\"query\":\"\xff\"}").is_err());
        let deep = format!("{{\"query\":\"{{a}}\",\"variables\":{}1{}}}", "{\"a\":".repeat(9_000), "}".repeat(9_000));
        assert!(Parameters::of_body(deep.as_bytes()).is_err());
    }

    #[test]
    fn an_address_holds_the_same_as_a_body() {
        let body = br#"{ "query": "query Q($a: Int) { b }", "operationName": "Q", "variables": { "a": 1 } }"#;
        let uri =
            "/graphql?query=query+Q($a:%20Int)+%7B+b+%7D&operationName=Q&variables=%7B%22a%22:1%7D&extensions=&x=y";
        assert_eq!(Parameters::of_address(&uri.parse().unwrap()), Parameters::of_body(body));
        for uri in ["/", "/?query", "/?query=a&query=b", "/?query=a&variables=1", "/?query=a&extensions=%5B%5D"] {
            let refused = Parameters::of_address(&uri.parse().unwrap());
            if uri == "/?query" {
                assert_eq!(refused.unwrap().document.query.as_deref(), Some(""));
            } else {
                assert_eq!(refused.unwrap_err().code, ErrorCode::BadRequest, "{uri}");
            }
        }
    }

    #[test]
    fn a_document_can_be_named() {
        let id = |body: &str| Parameters::of_body(body.as_bytes()).unwrap().document.id;
        assert_eq!(id(r#"{"documentId":"a"}"#).as_deref(), Some("a"));
        assert_eq!(id(r#"{"doc_id":"a","variables":{}}"#).as_deref(), Some("a"));
        assert_eq!(id(r#"{"query":null,"id":"a"}"#).as_deref(), Some("a"));
        assert_eq!(id(r#"{"query":"{a}","id":7}"#), None);
        let persisted = r#"{"extensions":{"persistedQuery":{"version":1}}}"#;
        assert!(Parameters::of_body(persisted.as_bytes()).unwrap().document.persisted.is_some());
        let named = "/?documentId=a&variables=%7B%7D".parse().unwrap();
        assert_eq!(Parameters::of_address(&named).unwrap().document.id.as_deref(), Some("a"));
        for body in [r#"{"id":7}"#, r#"{"documentId":null}"#, r#"{"extensions":{"persistedQuery":null}}"#] {
            assert_eq!(Parameters::of_body(body.as_bytes()).unwrap_err().code, ErrorCode::BadRequest, "{body}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(body in any::<Vec<u8>>(), address in "/[?][a-z=&%0-9{}\"]{0,40}") {
            let _ = Parameters::of_body(&body);
            if let Ok(uri) = address.parse() {
                let _ = Parameters::of_address(&uri);
            }
        }
    }
}

//! What is found, what is remembered, and for how long.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    Document, Documents, Found, Known, hash_of,
    memory::{MOST, MOST_BYTES, Memory},
    trusted::Trusted,
};
use crate::vocabulary::ErrorCode;

const QUERY: &str = "{ __typename }";
/// Its SHA-256, as `sha256sum` tells it.
const HASH: &str = "7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b";

fn persisted(hash: &str) -> Value {
    json!({ "version": 1, "sha256Hash": hash })
}

fn by_text(query: &str) -> Document {
    Document { query: Some(query.to_owned()), ..Document::default() }
}

fn by_id(id: &str) -> Document {
    Document { id: Some(id.to_owned()), ..Document::default() }
}

fn by_hash(hash: &str) -> Document {
    Document { persisted: Some(persisted(hash)), ..Document::default() }
}

fn code(documents: &Documents, document: Document) -> ErrorCode {
    documents.find(document).unwrap_err().code
}

fn text(documents: &Documents, document: Document) -> String {
    documents.find(document).unwrap().query.to_string()
}

#[test]
fn a_document_is_remembered_by_its_hash() {
    let documents = Documents::remembered();
    assert_eq!(code(&documents, by_hash(HASH)), ErrorCode::DocumentNotFound);
    assert_eq!(documents.find(by_hash(HASH)).unwrap_err().text.nb, "PersistedQueryNotFound");
    let both = Document { persisted: Some(persisted(HASH)), ..by_text(QUERY) };
    let Found { query, new } = documents.find(both).unwrap();
    // Not before it is approved.
    assert_eq!(code(&documents, by_hash(HASH)), ErrorCode::DocumentNotFound);
    documents.remember(new.unwrap(), &query);
    assert_eq!(text(&documents, by_hash(HASH)), QUERY);
    assert_eq!(text(&documents, by_hash(&HASH.to_uppercase())), QUERY);
    assert_eq!(text(&documents, by_id(&format!("sha256:{HASH}"))), QUERY);
    // A text without a hash is not remembered.
    assert_eq!(documents.find(by_text("{ a }")).unwrap().new, None);
}

#[test]
fn a_hash_must_be_one_and_fit() {
    let documents = Documents::remembered();
    let other = Document { persisted: Some(persisted(HASH)), ..by_text("{ other }") };
    assert_eq!(code(&documents, other), ErrorCode::BadRequest);
    for persisted in [
        json!(1),
        json!([]),
        json!({}),
        json!({ "version": 2, "sha256Hash": HASH }),
        json!({ "sha256Hash": HASH }),
        json!({ "version": 1 }),
        json!({ "version": 1, "sha256Hash": 7 }),
        json!({ "version": 1, "sha256Hash": "ab" }),
        json!({ "version": 1, "sha256Hash": format!("+{}", &HASH[1..]) }),
        json!({ "version": 1, "sha256Hash": "æ".repeat(32) }),
    ] {
        let document = Document { persisted: Some(persisted.clone()), ..Document::default() };
        assert_eq!(code(&documents, document), ErrorCode::BadRequest, "{persisted}");
    }
    assert_eq!(code(&documents, by_id("something")), ErrorCode::DocumentsNotRemembered);
}

#[test]
fn nothing_is_remembered_where_that_is_off() {
    let documents = Documents::none();
    assert_eq!(code(&documents, by_hash(HASH)), ErrorCode::DocumentsNotRemembered);
    assert_eq!(documents.find(by_hash(HASH)).unwrap_err().text.en, "PersistedQueryNotSupported");
    assert_eq!(code(&documents, by_id("a")), ErrorCode::DocumentsNotRemembered);
    // What it does not know it does not look at.
    let both = Document { persisted: Some(json!("nonsense")), ..by_text(QUERY) };
    assert_eq!(documents.find(both).unwrap(), Found { query: QUERY.into(), new: None });
}

#[test]
fn memory_is_bounded() {
    let memory = Memory::default();
    for n in 0..MOST + 10 {
        let text = format!("{{ a{n} }}");
        memory.put(hash_of(&text), text.as_str().into());
        memory.put(hash_of(&text), text.as_str().into());
        // The first one is used all the time.
        assert!(memory.get(&hash_of("{ a0 }")).is_some());
    }
    assert_eq!(memory.size().0, MOST);
    assert!(memory.get(&hash_of("{ a1 }")).is_none());

    let large: Arc<str> = "x".repeat(32 * 1024).into();
    for n in 0_u8..=255 {
        for m in 0_u8..2 {
            memory.put([n, m].repeat(16).try_into().unwrap(), Arc::clone(&large));
        }
    }
    let (count, bytes) = memory.size();
    assert!(bytes <= MOST_BYTES && count == MOST_BYTES / large.len(), "{count} {bytes}");
}

#[test]
fn only_what_is_registered_runs() {
    let relay = json!({ "0123": QUERY }).to_string();
    let apollo = json!({
        "format": "apollo-persisted-query-manifest",
        "version": 1,
        "operations": [{ "id": "0123", "name": "A", "type": "query", "body": QUERY }],
    });
    for file in [relay, apollo.to_string()] {
        let documents = Documents(Known::Trusted(Trusted::of(&file).unwrap()));
        assert_eq!(documents.registered(), Some(1));
        let named = [by_text(QUERY), by_id("0123"), by_hash("0123"), by_hash(HASH), by_id(HASH)];
        for document in named.into_iter().chain([by_id(&format!("sha256:{HASH}"))]) {
            assert_eq!(text(&documents, document.clone()), QUERY, "{document:?}");
        }
        let hash = "a".repeat(64);
        let foreign = [by_text("{ __typename  }"), by_id("012"), by_hash(&hash), by_id(QUERY), Document::default()];
        for document in foreign {
            assert_eq!(code(&documents, document.clone()), ErrorCode::NotTrusted, "{document:?}");
        }
        // A hash or an id beside a foreign document does not let it in.
        let smuggled = Document { persisted: Some(persisted(HASH)), id: Some("0123".to_owned()), ..by_text("{ a }") };
        assert_eq!(code(&documents, smuggled), ErrorCode::NotTrusted);
    }
}

#[test]
fn a_file_of_another_shape_is_refused_with_the_reason() {
    for (file, reason) in [
        ("", "EOF"),
        ("[]", "map"),
        ("{}", "no document"),
        (r#"{"a":1}"#, "\"a\" is no text"),
        (r#"{"a":"{"}"#, "\"a\" is no GraphQL document"),
        (r#"{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}"#, "version 2"),
        (r#"{"format":"apollo-persisted-query-manifest","version":1}"#, "operations"),
        (
            r#"{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"a","body":"{a}"},{"id":"a","body":"{b}"}]}"#,
            "two documents",
        ),
    ] {
        let error = Trusted::of(file).unwrap_err();
        assert!(error.contains(reason), "{file}: {error}");
    }
}

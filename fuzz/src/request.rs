//! A request, from its bytes to a document that may run: it is approved within the limits, or refused in few, coded and
//! readable words; and the GraphQL engine validates what was approved without growing.

use std::sync::{Arc, LazyLock};

use async_graphql::{
    Request, ServerError, ValidationResult, Variables,
    async_trait::async_trait,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation},
};
use axum::http::Uri;
use futures_util::FutureExt as _;
use samspill::{
    graphql::{
        errors,
        guard::{Guard, LIMITS},
        refusal::Refusal,
        schema::{self, Schema},
    },
    http::Parameters,
    persisted::{Documents, Found},
    problem::Language,
};
use serde_json::{Value, json};

/// The bytes that a refusal may take.
const LARGEST_REFUSAL: usize = 4_096;

static GUARD: LazyLock<Guard> = LazyLock::new(|| schema::guard(LIMITS));
static DOCUMENTS: LazyLock<Documents> = LazyLock::new(Documents::remembered);
static SCHEMA: LazyLock<Schema> = LazyLock::new(|| schema::builder(LIMITS).extension(OnlyValidates).finish());

/// Ends each request once it is validated: nothing is resolved, so no database is needed.
struct OnlyValidates;

impl ExtensionFactory for OnlyValidates {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for OnlyValidates {
    async fn validation(
        &self,
        context: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        next.run(context).await?;
        Err(Vec::new())
    }
}

/// The body of a POST, and the same as what follows the address of a GET.
///
/// # Panics
/// When what must hold does not.
pub fn body(bytes: &[u8]) {
    match Parameters::of_body(bytes) {
        Ok(asked) => found(asked),
        Err(refusal) => refused(&[refusal]),
    }
    let Some(uri) = std::str::from_utf8(bytes).ok().and_then(|text| format!("/graphql?{text}").parse::<Uri>().ok())
    else {
        return;
    };
    match Parameters::of_address(&uri) {
        Ok(asked) => found(asked),
        Err(refusal) => refused(&[refusal]),
    }
}

/// What a request asks for, once its document is found.
fn found(asked: Parameters) {
    let Parameters { document, operation_name, variables } = asked;
    match DOCUMENTS.find(document) {
        Ok(Found { query, .. }) => parameters(&query, operation_name.as_deref(), variables),
        Err(refusal) => refused(&[refusal]),
    }
}

/// A document, the name of an operation and variables as JSON, with a NUL between them; the latter two may be left out.
///
/// # Panics
/// When what must hold does not.
pub fn document(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(3, '\0');
    let query = parts.next().unwrap_or_default();
    let operation_name = parts.next().filter(|name| !name.is_empty());
    let variables = parts.next().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_else(|| json!({}));
    parameters(query, operation_name, Variables::from_json(variables));
}

fn parameters(query: &str, operation_name: Option<&str>, variables: Variables) {
    let approved = match GUARD.approve(query, operation_name, variables.clone()) {
        Ok(approved) => approved,
        Err(refusals) => {
            refused(&refusals);
            return;
        }
    };
    assert!(approved.cost <= LIMITS.complexity, "beyond its limit: {}", approved.cost);
    let again = GUARD.approve(query, operation_name, variables).map(|approved| (approved.cost, approved.writes));
    assert_eq!(again.ok(), Some((approved.cost, approved.writes)), "two judgements");
    let mut request = Request::new(query).variables(approved.variables);
    request.operation_name = operation_name.map(str::to_owned);
    request.set_parsed_query(approved.document);
    let answer = SCHEMA.execute(request).now_or_never();
    let answer = answer.unwrap_or_else(|| panic!("validation waits for something"));
    if !answer.errors.is_empty() {
        told(answer.errors, Language::En);
    }
}

fn refused(refusals: &[Refusal]) {
    assert!(!refusals.is_empty(), "refused without a reason");
    for language in [Language::Nb, Language::Nn, Language::En] {
        assert!(refusals.iter().all(|refusal| (400..500).contains(&refusal.code.status())), "not the caller's fault");
        told(refusals.iter().map(|refusal| refusal.error(language)).collect(), language);
    }
}

/// Holds errors to what callers are promised of them.
fn told(errors: Vec<ServerError>, language: Language) {
    let code = samspill::vocabulary::ErrorCode::ValidationFailed;
    let errors = json!({ "errors": errors::bounded(errors, code, language, "0123456789abcdef0123456789abcdef") });
    let size = errors.to_string().len();
    assert!(size <= LARGEST_REFUSAL, "a refusal of {size} bytes");
    for error in errors["errors"].as_array().into_iter().flatten() {
        let message = error["message"].as_str().unwrap_or_default();
        assert!(!message.is_empty(), "nothing is said");
        assert!(!message.chars().any(char::is_control), "control characters in {message:?}");
        assert!(matches!(error["extensions"]["code"], Value::String(_)), "no code");
        for inside in [" --> ", " = expected", "src/", ".rs:"] {
            assert!(!message.contains(inside) || quoted(message, inside), "what the parser says: {message:?}");
        }
    }
}

/// Whether the words stand in what was sent, which is repeated in quotes, rather than in words of ours.
fn quoted(message: &str, words: &str) -> bool {
    message.find(words).is_some_and(|at| message[..at].contains(['"', '«', '“', '`', '\'']))
}

//! Whether documents fit the schema, before anybody asks for them.

use std::sync::Arc;

use async_graphql::{
    Request, Response, Value,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute},
};

use crate::graphql::schema::{Builder, Schema};

/// A schema that carries nothing out: documents are read and validated as for a request, and that is all.
pub struct Validator(Schema);

/// Stops an operation once it is validated.
struct Nothing;

impl ExtensionFactory for Nothing {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Nothing {
    async fn execute(&self, _: &ExtensionContext<'_>, _: Option<&str>, _: NextExecute<'_>) -> Response {
        Response::new(Value::Null)
    }
}

impl Validator {
    /// Validates against this schema.
    #[must_use]
    pub fn new(schema: Builder) -> Self {
        Self(schema.extension(Nothing).finish())
    }

    /// What does not fit in a document with these operations, or with an only one that has no name.
    pub async fn misfit(&self, text: &str, operations: &[String]) -> Option<String> {
        let names = operations.iter().map(Some).chain(operations.is_empty().then_some(None));
        for name in names {
            let mut request = Request::new(text);
            request.operation_name = name.cloned();
            if let Some(error) = self.0.execute(request).await.errors.into_iter().next() {
                let at = error.locations.first().map(|at| format!(" (line {}, column {})", at.line, at.column));
                return Some(format!("{}{}", error.message, at.unwrap_or_default()));
            }
        }
        None
    }
}

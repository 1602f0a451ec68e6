//! Keeps errors where they belong: an error in a field that may be null nulls that field and nothing beyond.
//!
//! async-graphql 8.0.0-rc.5 does so for errors below such a field only. One in its arguments or its own resolver would
//! null the next field above that may be null, and with it what was answered beside it. (GraphQL, "Handling Execution
//! Errors".)

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{
    Response, ServerError, ServerResult, Value,
    async_trait::async_trait,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute, NextResolve, ResolveInfo},
};

/// Keeps errors in their fields.
pub struct NullPropagation;

impl ExtensionFactory for NullPropagation {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Kept::default())
    }
}

/// The errors of one request that ended at their field.
#[derive(Default)]
struct Kept(Mutex<Vec<ServerError>>);

#[async_trait]
impl Extension for Kept {
    async fn execute(
        &self,
        context: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        let mut response = next.run(context, operation_name).await;
        let kept = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        response.errors.extend(kept);
        response
    }

    async fn resolve(
        &self,
        context: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let may_be_null = !info.return_type.ends_with('!');
        match next.run(context, info).await {
            Err(error) if may_be_null => {
                self.0.lock().unwrap_or_else(PoisonError::into_inner).push(error);
                Ok(Some(Value::Null))
            }
            outcome => outcome,
        }
    }
}

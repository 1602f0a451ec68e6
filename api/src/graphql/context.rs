//! What resolvers reach through the request's context.

use async_graphql::Context;
use entity::Id;

use super::{
    errors::{ApiError, Result},
    record::Node,
};
use crate::store::{Loaders, Scope};

/// Shorthand for what the request carries.
pub trait RequestContext {
    /// Who asks, and when.
    fn scope(&self) -> &Scope;

    /// The request's loaders.
    fn loaders(&self) -> &Loaders;

    /// A record that must be there, because another names it and whoever sees that one sees this.
    fn one<T: Node>(&self, id: Id<T::Entity>) -> impl Future<Output = Result<T>> + Send;

    /// A record, if it is there and may be seen.
    fn maybe<T: Node>(&self, id: Option<Id<T::Entity>>) -> impl Future<Output = Result<Option<T>>> + Send;
}

impl RequestContext for Context<'_> {
    fn scope(&self) -> &Scope {
        self.data_unchecked()
    }

    fn loaders(&self) -> &Loaders {
        self.data_unchecked()
    }

    async fn one<T: Node>(&self, id: Id<T::Entity>) -> Result<T> {
        let found = self.maybe(Some(id)).await?;
        found.ok_or_else(|| ApiError::Internal(format!("{id} is named by a visible record but not visible itself")))
    }

    async fn maybe<T: Node>(&self, id: Option<Id<T::Entity>>) -> Result<Option<T>> {
        let Some(id) = id else { return Ok(None) };
        Ok(self.loaders().load_one(id).await?.map(T::from))
    }
}

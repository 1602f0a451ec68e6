//! What resolvers reach through the request's context.

use async_graphql::Context;
use entity::{Id, id::PartnershipId};

use super::{
    errors::{ApiError, Result},
    record::Node,
};
use crate::{
    access::{self, Guarded, MayRead},
    partnership::store::guarded::Readable,
    store::{Loaders, Scope},
};

/// Shorthand for what the request carries.
pub trait RequestContext {
    /// Who asks, and when.
    fn scope(&self) -> &Scope;

    /// The request's loaders.
    fn loaders(&self) -> &Loaders;

    /// A record that must be there, because another names it and whoever sees that one sees this.
    fn one<T: Node>(&self, id: Id<T::Entity>) -> impl Future<Output = Result<T>> + Send;

    /// Whether the caller may read what is guarded of a partnership it sees, and of the records that belong to it.
    fn may_read(&self, guarded: Guarded, partnership: PartnershipId) -> impl Future<Output = Result<bool>> + Send;

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

    async fn may_read(&self, guarded: Guarded, partnership: PartnershipId) -> Result<bool> {
        match access::may_read(&self.scope().caller, guarded) {
            MayRead::Always => Ok(true),
            MayRead::Never => Ok(false),
            MayRead::Where(_) => {
                let key = Readable { guarded, partnership };
                Ok(self.loaders().load_one(key).await?.unwrap_or(false))
            }
        }
    }

    async fn maybe<T: Node>(&self, id: Option<Id<T::Entity>>) -> Result<Option<T>> {
        let Some(id) = id else { return Ok(None) };
        Ok(self.loaders().load_one(id).await?.map(T::from))
    }
}

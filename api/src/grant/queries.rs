//! Root fields for grants, and for the caller itself.

use async_graphql::{Context, Object};

use super::{types::AccessGrant, viewer::Viewer};
use crate::graphql::{connection::roots, context::RequestContext};

roots! {
    AccessGrantQueries of AccessGrant {
        /// One grant of access by id; null when it does not exist or may not be seen.
        access_grant;
        /// The grants of access you may see (tilganger): those in the municipalities you administer.
        access_grants;
    }
}

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct ViewerQueries;

#[Object]
impl ViewerQueries {
    /// Who you are, what you may do and where (innlogget bruker).
    async fn viewer(&self, ctx: &Context<'_>) -> Viewer {
        Viewer(std::sync::Arc::clone(&ctx.scope().caller))
    }
}

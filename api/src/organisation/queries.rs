//! Root fields for organisations.

use async_graphql::{Context, Object};

use super::{store, types::Organisation};
use crate::graphql::{connection::roots, context::RequestContext, errors::Result};

roots! {
    OrganisationQueries of Organisation {
        /// One organisation by id; null when it does not exist or may not be seen.
        organisation;
        /// The organisations you may see (virksomheter).
        organisations;
    }
}

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct OrganisationNumberQueries;

#[Object]
impl OrganisationNumberQueries {
    /// One organisation by its organisation number; null when it is not registered or may not be seen.
    async fn organisation_by_number(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organisation number (organisasjonsnummer): nine digits.")] number: String,
    ) -> Result<Option<Organisation>> {
        Ok(store::by_number(ctx.scope(), &number).await?.map(|model| Organisation::from(std::sync::Arc::new(model))))
    }
}

//! Grants of access as the API shows them.

use async_graphql::{Context, Object};
use entity::vocabulary::Role;

use super::inputs::{AccessGrantFilter, AccessGrantSortField};
use crate::{
    graphql::{
        coded::Coded,
        connection::Listed,
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Date,
    },
    organisation::types::Organisation,
};

record_object! {
    /// Access given to an employee, a group or a machine that an identity provider vouches for (tilgang). It holds from the
    /// next request on; the municipality is the one it holds in, null when that is the whole registry.
    pub AccessGrant of access_grant = owned + AccessGrantFields
}

record_fields! {
    /// What a grant is.
    AccessGrantFields of access_grant
}

#[Object]
impl AccessGrantFields {
    /// The identity provider, as its tokens name it (`iss`).
    async fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// Whom it is given to, as the tokens name them; null for a group.
    async fn subject(&self) -> Option<&str> {
        self.0.subject.as_deref()
    }

    /// The group it is given to, as the tokens name it; null for one subject.
    async fn group(&self) -> Option<&str> {
        self.0.member_of.as_deref()
    }

    /// What is given (rolle).
    async fn role(&self) -> Coded<Role> {
        Coded(self.0.role)
    }

    /// The organisation it holds at; null where it holds in the whole municipality or registry.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Option<Organisation>> {
        ctx.maybe(self.0.organisation_id).await
    }

    /// The first day it holds.
    async fn valid_from(&self) -> Date {
        Date(self.0.valid_from)
    }

    /// The last day it holds; null until further notice.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }

    /// Why, or for whom.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

impl Listed for AccessGrant {
    type Filter = AccessGrantFilter;
    type SortField = AccessGrantSortField;
}

//! Document links as the API shows them.

use async_graphql::{Context, Object};
use entity::vocabulary::DocumentKind;

use super::inputs::{DocumentLinkFilter, DocumentLinkSortField};
use crate::{
    graphql::{
        coded::Coded,
        connection::Listed,
        context::RequestContext,
        errors::Result,
        record::{record_fields, record_object},
        scalars::Date,
    },
    partnership::types::Partnership,
};

record_object! {
    /// A document about a partnership, kept elsewhere (dokumentlenke).
    pub DocumentLink of document_link = owned + DocumentLinkFields
}

record_fields! {
    /// Which document, and where it is.
    DocumentLinkFields of document_link
}

#[Object]
impl DocumentLinkFields {
    /// The partnership it is about.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Partnership> {
        ctx.one(self.0.partnership_id).await
    }

    /// The kind of document (dokumenttype).
    async fn kind(&self) -> Coded<DocumentKind> {
        Coded(self.0.kind)
    }

    /// The title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Its web address: begins with https:// or http://.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// Its reference in the municipal archive (saksnummer).
    async fn archive_reference(&self) -> Option<&str> {
        self.0.archive_reference.as_deref()
    }

    /// Its date.
    async fn dated_on(&self) -> Option<Date> {
        self.0.dated_on.map(Date)
    }
}

impl Listed for DocumentLink {
    type Filter = DocumentLinkFilter;
    type SortField = DocumentLinkSortField;
}

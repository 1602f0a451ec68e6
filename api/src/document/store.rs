//! Document links in SQL: how lists are narrowed and sorted, and how they are written.

use entity::{document_link, partnership};
use sea_orm::{IntoActiveModel, Set};

use super::inputs::{CreateDocumentLinkInput, DocumentLinkFilter, DocumentLinkSortField, UpdateDocumentLinkInput};
pub use crate::belonging::delete;
use crate::{
    auth::Caller,
    belonging,
    graphql::{
        changes::{Checks, SHORT, set, set_optional},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors,
    },
    store::{Refused, SortKey, Tx, column},
    text::normalise,
};

impl Filter<document_link::Entity> for DocumentLinkFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> errors::Result<()> {
        use document_link::Column;
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(Column::PartnershipId))?;
        to.by("kind", self.kind, column(Column::Kind))?;
        to.by("title", self.title, column(Column::SearchTitle))?;
        to.by("archiveReference", self.archive_reference, column(Column::ArchiveReference))?;
        to.by("datedOn", self.dated_on, column(Column::DatedOn))?;
        Ok(())
    }
}

impl SortField<document_link::Entity> for DocumentLinkSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Title => SortKey::text(document_link::Column::SearchTitle),
            Self::Kind => SortKey::text(document_link::Column::Kind),
            Self::DatedOn => SortKey::date(document_link::Column::DatedOn),
            Self::CreatedAt => SortKey::instant(document_link::Column::CreatedAt),
        }
    }
}

/// Adds a document link to a partnership.
pub async fn create(tx: &Tx, input: CreateDocumentLinkInput) -> Result<document_link::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    let title = checks.text("title", &input.title, SHORT);
    let url = checks.web_address("url", input.url);
    let archive = checks.optional_text("archiveReference", input.archive_reference, SHORT);
    checks.done()?;
    tx.insert::<document_link::Entity>(document_link::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        kind: Set(input.kind.0),
        search_title: Set(normalise(&title)),
        title: Set(title),
        url: Set(url),
        archive_reference: Set(archive),
        dated_on: Set(input.dated_on.map(Into::into)),
        ..Default::default()
    })
    .await
}

/// Changes a document link.
pub async fn update(tx: &Tx, input: UpdateDocumentLinkInput) -> Result<document_link::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    checks.set_searched_text(&mut row.title, &mut row.search_title, "title", input.title);
    checks.set_web_address(&mut row.url, "url", input.url);
    checks.set_optional_text(&mut row.archive_reference, "archiveReference", input.archive_reference, SHORT);
    checks.done()?;
    set(&mut row.kind, input.kind.map(|kind| kind.0));
    set_optional(&mut row.dated_on, input.dated_on);
    tx.update::<document_link::Entity>(before, row).await
}

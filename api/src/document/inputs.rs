//! What document links are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{document_link, partnership, vocabulary::DocumentKind};

use crate::graphql::{
    coded::Coded,
    comparators::{CodeComparator, DateComparator, IdComparator, TermComparator, TextComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of document links; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct DocumentLinkFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The kind of document.
    pub kind: Option<TermComparator<DocumentKind>>,
    /// The title.
    pub title: Option<TextComparator>,
    /// Its reference in the municipal archive.
    pub archive_reference: Option<CodeComparator>,
    /// Its date.
    pub dated_on: Option<DateComparator>,
}

sort_fields! {
    /// What document links can be sorted by.
    pub DocumentLinkSortField { Title, Kind, DatedOn, CreatedAt }
}

/// A new document link.
#[derive(Clone, Debug, InputObject)]
pub struct CreateDocumentLinkInput {
    /// The partnership it is about.
    pub partnership: GlobalId<partnership::Entity>,
    /// The kind of document (dokumenttype).
    pub kind: Coded<DocumentKind>,
    /// The title, at most 200 characters.
    pub title: String,
    /// Its web address: begins with https:// or http://.
    pub url: Option<String>,
    /// Its reference in the municipal archive (saksnummer), at most 200 characters.
    pub archive_reference: Option<String>,
    /// Its date.
    pub dated_on: Option<Date>,
}

/// Changes to a document link; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateDocumentLinkInput {
    /// The document link.
    pub id: GlobalId<document_link::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The kind of document.
    pub kind: Option<Coded<DocumentKind>>,
    /// The title, at most 200 characters.
    pub title: Option<String>,
    /// Its web address; null removes it.
    pub url: MaybeUndefined<String>,
    /// Its reference in the municipal archive, at most 200 characters; null removes it.
    pub archive_reference: MaybeUndefined<String>,
    /// Its date; null removes it.
    pub dated_on: MaybeUndefined<Date>,
}

//! Writes of document links.

use super::{
    inputs::{CreateDocumentLinkInput, UpdateDocumentLinkInput},
    store,
    types::DocumentLink,
};
use crate::graphql::mutation::mutations;

mutations! {
    DocumentLinkMutations {
        writes {
            /// Adds a document link to a partnership.
            create_document_link(CreateDocumentLinkInput) = store::create
                => CreateDocumentLinkPayload {
                    /// The new document link; null when it was refused.
                    document_link: DocumentLink
                };
            /// Changes a document link. It stays in its partnership.
            update_document_link(UpdateDocumentLinkInput) = store::update
                => UpdateDocumentLinkPayload {
                    /// The changed document link; null when the change was refused.
                    document_link: DocumentLink
                };
        }
        deletes {
            /// Deletes a document link; the document itself stays where it is.
            delete_document_link(DeleteDocumentLinkInput of document_link) = store::delete => DeleteDocumentLinkPayload;
        }
    }
}

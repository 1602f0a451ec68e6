//! Root fields for document links.

use super::types::DocumentLink;
use crate::graphql::connection::roots;

roots! {
    DocumentLinkQueries of DocumentLink {
        /// One document link by id; null when it does not exist or may not be seen.
        document_link;
        /// The document links you may see (dokumentlenker).
        document_links;
    }
}

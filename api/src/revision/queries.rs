//! Root fields for revisions and confirmations.

use super::types::{Confirmation, PartnershipRevision};
use crate::graphql::connection::roots;

roots! {
    PartnershipRevisionQueries of PartnershipRevision {
        /// One revision by id; null when it does not exist or may not be seen.
        partnership_revision;
        /// The revisions you may see (avtalerevisjoner).
        partnership_revisions;
    }
}

roots! {
    ConfirmationQueries of Confirmation {
        /// One answer by id; null when it does not exist or may not be seen.
        confirmation;
        /// The answers to revisions you may see (bekreftelser).
        confirmations;
    }
}

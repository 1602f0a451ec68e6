//! Root fields for partnerships.

use super::types::Partnership;
use crate::graphql::connection::roots;

roots! {
    PartnershipQueries of Partnership {
        /// One partnership by id; null when it does not exist or may not be seen.
        partnership;
        /// The partnerships you may see (forpliktende samarbeid).
        partnerships;
    }
}

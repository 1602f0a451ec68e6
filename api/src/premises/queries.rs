//! Root fields for premises shares.

use super::types::PremisesShare;
use crate::graphql::connection::roots;

roots! {
    PremisesShareQueries of PremisesShare {
        /// One premises share by id; null when it does not exist or may not be seen.
        premises_share;
        /// The premises shares you may see (sambruk av lokaler).
        premises_shares;
    }
}

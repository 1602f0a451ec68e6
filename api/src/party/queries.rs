//! Root fields for parties.

use super::types::Party;
use crate::graphql::connection::roots;

roots! {
    PartyQueries of Party {
        /// One party by id; null when it does not exist or may not be seen.
        party;
        /// The parties you may see (samarbeidsparter).
        parties;
    }
}

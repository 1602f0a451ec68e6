//! Root fields for participation counts.

use super::types::ParticipationCount;
use crate::graphql::connection::roots;

roots! {
    ParticipationCountQueries of ParticipationCount {
        /// One participation count by id; null when it does not exist or may not be seen.
        participation_count;
        /// The participation counts you may see (deltakertall): those of your own municipality.
        participation_counts;
    }
}

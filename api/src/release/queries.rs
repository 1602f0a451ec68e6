//! Root fields for releases.

use super::types::Release;
use crate::graphql::connection::roots;

roots! {
    ReleaseQueries of Release {
        /// One release by id; null when it does not exist or may not be seen.
        release;
        /// The releases, the first one first (publiseringer).
        releases;
    }
}

//! Root fields for applications for funding.

use super::types::FundingApplication;
use crate::graphql::connection::roots;

roots! {
    FundingApplicationQueries of FundingApplication {
        /// One application for external funding by id; null when it does not exist or may not be seen.
        funding_application;
        /// The applications for external funding of the partnerships you may see (eksterne søknader).
        funding_applications;
    }
}

//! Root fields for cooperations with higher education.

use super::types::HigherEducationCooperation;
use crate::graphql::connection::roots;

roots! {
    HigherEducationCooperationQueries of HigherEducationCooperation {
        /// One cooperation with higher education by id; null when it does not exist or may not be seen.
        higher_education_cooperation;
        /// The cooperations with higher education you may see (UH-samarbeid).
        higher_education_cooperations;
    }
}

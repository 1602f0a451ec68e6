//! Root fields for consultations.

use super::types::Consultation;
use crate::graphql::connection::roots;

roots! {
    ConsultationQueries of Consultation {
        /// One consultation by id; null when it does not exist or may not be seen.
        consultation;
        /// The consultations you may see (medvirkning).
        consultations;
    }
}

//! Writes of consultations.

use super::{
    inputs::{CreateConsultationInput, UpdateConsultationInput},
    store,
    types::Consultation,
};
use crate::graphql::mutation::mutations;

mutations! {
    ConsultationMutations {
        writes {
            /// Records that a body was heard about a partnership or one of its activities.
            create_consultation(CreateConsultationInput) = store::create
                => CreateConsultationPayload {
                    /// The new consultation; null when it was refused.
                    consultation: Consultation
                };
            /// Changes a consultation.
            update_consultation(UpdateConsultationInput) = store::update
                => UpdateConsultationPayload {
                    /// The changed consultation; null when the change was refused.
                    consultation: Consultation
                };
        }
        deletes {
            /// Deletes a consultation.
            delete_consultation(DeleteConsultationInput of consultation) = store::delete
                => DeleteConsultationPayload;
        }
    }
}

//! Writes of cooperations with higher education.

use super::{
    inputs::{CreateHigherEducationCooperationInput, UpdateHigherEducationCooperationInput},
    store,
    types::HigherEducationCooperation,
};
use crate::graphql::mutation::mutations;

mutations! {
    HigherEducationCooperationMutations {
        writes {
            /// Adds a cooperation with higher education to a partnership.
            create_higher_education_cooperation(CreateHigherEducationCooperationInput) = store::create
                => CreateHigherEducationCooperationPayload {
                    /// The new cooperation with higher education; null when it was refused.
                    higher_education_cooperation: HigherEducationCooperation
                };
            /// Changes a cooperation with higher education. It stays in its partnership.
            update_higher_education_cooperation(UpdateHigherEducationCooperationInput) = store::update
                => UpdateHigherEducationCooperationPayload {
                    /// The changed cooperation with higher education; null when the change was refused.
                    higher_education_cooperation: HigherEducationCooperation
                };
        }
        deletes {
            /// Deletes a cooperation with higher education.
            delete_higher_education_cooperation(DeleteHigherEducationCooperationInput of higher_education_cooperation) = store::delete => DeleteHigherEducationCooperationPayload;
        }
    }
}

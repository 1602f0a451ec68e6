//! Writes of organisations.

use super::{
    inputs::{CreateOrganisationInput, UpdateOrganisationInput},
    store,
    types::Organisation,
};
use crate::graphql::mutation::mutations;

mutations! {
    OrganisationMutations {
        writes {
            /// Registers an organisation. Planners register in their own municipality.
            create_organisation(CreateOrganisationInput) = store::create
                => CreateOrganisationPayload {
                    /// The new organisation; null when it was refused.
                    organisation: Organisation
                };
            /// Changes an organisation. Set `active` to false when it has closed.
            update_organisation(UpdateOrganisationInput) = store::update
                => UpdateOrganisationPayload {
                    /// The changed organisation; null when the change was refused.
                    organisation: Organisation
                };
        }
        deletes {
            /// Deletes an organisation that nothing refers to; one with a history is set inactive instead.
            delete_organisation(DeleteOrganisationInput of organisation) = store::delete => DeleteOrganisationPayload;
        }
    }
}

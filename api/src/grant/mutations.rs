//! Writes of grants.

use super::{
    inputs::{CreateAccessGrantInput, UpdateAccessGrantInput},
    store,
    types::AccessGrant,
};
use crate::graphql::mutation::mutations;

mutations! {
    AccessGrantMutations {
        writes {
            /// Gives somebody access, from the next request on. Nobody gives more than they hold themselves, or elsewhere.
            create_access_grant(CreateAccessGrantInput) = store::create
                => CreateAccessGrantPayload {
                    /// The new grant; null when it was refused.
                    access_grant: AccessGrant
                };
            /// Changes how long a grant holds, from the next request on.
            update_access_grant(UpdateAccessGrantInput) = store::update
                => UpdateAccessGrantPayload {
                    /// The changed grant; null when the change was refused.
                    access_grant: AccessGrant
                };
        }
        deletes {
            /// Takes access back, from the next request on.
            delete_access_grant(DeleteAccessGrantInput of access_grant) = store::delete => DeleteAccessGrantPayload;
        }
    }
}

//! Writes of premises shares.

use super::{
    inputs::{CreatePremisesShareInput, UpdatePremisesShareInput},
    store,
    types::PremisesShare,
};
use crate::graphql::mutation::mutations;

mutations! {
    PremisesShareMutations {
        writes {
            /// Adds a premises share to a partnership.
            create_premises_share(CreatePremisesShareInput) = store::create
                => CreatePremisesSharePayload {
                    /// The new premises share; null when it was refused.
                    premises_share: PremisesShare
                };
            /// Changes a premises share. It stays in its partnership.
            update_premises_share(UpdatePremisesShareInput) = store::update
                => UpdatePremisesSharePayload {
                    /// The changed premises share; null when the change was refused.
                    premises_share: PremisesShare
                };
        }
        deletes {
            /// Deletes a premises share.
            delete_premises_share(DeletePremisesShareInput of premises_share) = store::delete => DeletePremisesSharePayload;
        }
    }
}

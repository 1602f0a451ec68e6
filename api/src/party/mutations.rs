//! Writes of parties.

use super::{
    inputs::{CreatePartyInput, UpdatePartyInput},
    store,
    types::Party,
};
use crate::graphql::mutation::mutations;

mutations! {
    PartyMutations {
        writes {
            /// Adds a party to a partnership.
            create_party(CreatePartyInput) = store::create
                => CreatePartyPayload {
                    /// The new party; null when it was refused.
                    party: Party
                };
            /// Changes a party.
            update_party(UpdatePartyInput) = store::update
                => UpdatePartyPayload {
                    /// The changed party; null when the change was refused.
                    party: Party
                };
        }
        deletes {
            /// Removes a party that nothing else in the partnership names; one that has taken part gets `leftOn` instead.
            delete_party(DeletePartyInput of party) = store::delete => DeletePartyPayload;
        }
    }
}

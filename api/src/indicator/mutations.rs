//! Writes of indicators.

use super::{
    inputs::{CreateIndicatorInput, UpdateIndicatorInput},
    store,
    types::Indicator,
};
use crate::graphql::mutation::mutations;

mutations! {
    IndicatorMutations {
        writes {
            /// Registers an indicator. Planners register in their own municipality; only the registry's administrators
            /// register what the whole country shares.
            create_indicator(CreateIndicatorInput) = store::create
                => CreateIndicatorPayload {
                    /// The new indicator; null when it was refused.
                    indicator: Indicator
                };
            /// Changes an indicator. Set `active` to false when it is no longer to be used.
            update_indicator(UpdateIndicatorInput) = store::update
                => UpdateIndicatorPayload {
                    /// The changed indicator; null when the change was refused.
                    indicator: Indicator
                };
        }
        deletes {
            /// Deletes an indicator without targets and observations; one that is used is set inactive instead.
            delete_indicator(DeleteIndicatorInput of indicator) = store::delete => DeleteIndicatorPayload;
        }
    }
}

//! Writes of partnerships, and the steps of their life.

use super::{
    inputs::{
        CompletePartnershipInput, ConfirmPartnershipInput, CreatePartnershipInput, DeclinePartnershipInput,
        ProposePartnershipInput, ResumePartnershipInput, SuspendPartnershipInput, TerminatePartnershipInput,
        UpdatePartnershipInput, WithdrawPartnershipInput,
    },
    store::{self, lifecycle},
    types::Partnership,
};
use crate::graphql::mutation::mutations;

mutations! {
    PartnershipMutations {
        writes {
            /// Registers a partnership as a draft, with its first parties.
            create_partnership(CreatePartnershipInput) = store::create
                => CreatePartnershipPayload {
                    /// The new partnership; null when it was refused.
                    partnership: Partnership
                };
            /// Changes a partnership. In an active one, changed terms open the next revision; propose it when it is ready.
            update_partnership(UpdatePartnershipInput) = store::update
                => UpdatePartnershipPayload {
                    /// The changed partnership; null when the change was refused.
                    partnership: Partnership
                };
            /// Proposes a draft, or the open revision of a running partnership: the terms are frozen until all parties
            /// have answered.
            propose_partnership(ProposePartnershipInput) = lifecycle::propose
                => ProposePartnershipPayload {
                    /// The partnership; null when the proposal was refused.
                    partnership: Partnership
                };
            /// Confirms the proposed revision for one party (bekreftelse). When the last party confirms, it comes into
            /// force.
            confirm_partnership(ConfirmPartnershipInput) = lifecycle::confirm
                => ConfirmPartnershipPayload {
                    /// The partnership; null when the answer was refused.
                    partnership: Partnership
                };
            /// Declines the proposed revision for one party. A new partnership is then declined; in a running one the
            /// terms in force go on.
            decline_partnership(DeclinePartnershipInput) = lifecycle::decline
                => DeclinePartnershipPayload {
                    /// The partnership; null when the answer was refused.
                    partnership: Partnership
                };
            /// Withdraws a draft or a proposal. In a running partnership the amendment is withdrawn, and the terms in
            /// force return.
            withdraw_partnership(WithdrawPartnershipInput) = lifecycle::withdraw
                => WithdrawPartnershipPayload {
                    /// The partnership; null when the withdrawal was refused.
                    partnership: Partnership
                };
            /// Suspends an active partnership for a while.
            suspend_partnership(SuspendPartnershipInput) = lifecycle::suspend
                => SuspendPartnershipPayload {
                    /// The partnership; null when it was refused.
                    partnership: Partnership
                };
            /// Resumes a suspended partnership.
            resume_partnership(ResumePartnershipInput) = lifecycle::resume
                => ResumePartnershipPayload {
                    /// The partnership; null when it was refused.
                    partnership: Partnership
                };
            /// Completes an active partnership; shared staff is released.
            complete_partnership(CompletePartnershipInput) = lifecycle::complete
                => CompletePartnershipPayload {
                    /// The partnership; null when it was refused.
                    partnership: Partnership
                };
            /// Terminates a running partnership before its time; shared staff is released.
            terminate_partnership(TerminatePartnershipInput) = lifecycle::terminate
                => TerminatePartnershipPayload {
                    /// The partnership; null when it was refused.
                    partnership: Partnership
                };
        }
        deletes {
            /// Deletes a draft that was never proposed and that nothing but its parties and goals belongs to.
            delete_partnership(DeletePartnershipInput of partnership) = store::delete => DeletePartnershipPayload;
        }
    }
}

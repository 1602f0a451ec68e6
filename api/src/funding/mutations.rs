//! Writes of applications for funding.

use super::{
    inputs::{
        AwardFundingApplicationInput, CloseFundingApplicationInput, CreateFundingApplicationInput,
        RecordFundingDisbursementInput, RejectFundingApplicationInput, ReportFundingApplicationInput,
        SubmitFundingApplicationInput, UpdateFundingApplicationInput, WithdrawFundingApplicationInput,
    },
    store,
    types::FundingApplication,
};
use crate::graphql::mutation::mutations;

mutations! {
    FundingApplicationMutations {
        writes {
            /// Registers an application for external funding, as a draft.
            create_funding_application(CreateFundingApplicationInput) = store::create
                => CreateFundingApplicationPayload {
                    /// The new application; null when it was refused.
                    funding_application: FundingApplication
                };
            /// Changes or corrects an application, as far as its status allows.
            update_funding_application(UpdateFundingApplicationInput) = store::update
                => UpdateFundingApplicationPayload {
                    /// The changed application; null when the change was refused.
                    funding_application: FundingApplication
                };
            /// Records that a draft was sent to the funder (sendt).
            submit_funding_application(SubmitFundingApplicationInput) = store::submit
                => SubmitFundingApplicationPayload {
                    /// The submitted application; null when it was refused.
                    funding_application: FundingApplication
                };
            /// Records an award (innvilget). It counts in the budget of its fiscal year, which must be a draft.
            award_funding_application(AwardFundingApplicationInput) = store::award
                => AwardFundingApplicationPayload {
                    /// The awarded application; null when it was refused.
                    funding_application: FundingApplication
                };
            /// Records that the funder said no (avslått).
            reject_funding_application(RejectFundingApplicationInput) = store::reject
                => RejectFundingApplicationPayload {
                    /// The rejected application; null when it was refused.
                    funding_application: FundingApplication
                };
            /// Withdraws an application before it is decided (trukket).
            withdraw_funding_application(WithdrawFundingApplicationInput) = store::withdraw
                => WithdrawFundingApplicationPayload {
                    /// The withdrawn application; null when it was refused.
                    funding_application: FundingApplication
                };
            /// Records how much of an award has been paid out in all (utbetalt): never more than awarded.
            record_funding_disbursement(RecordFundingDisbursementInput) = store::disburse
                => RecordFundingDisbursementPayload {
                    /// The changed application; null when it was refused.
                    funding_application: FundingApplication
                };
            /// Records that the report was sent to the funder (rapportert).
            report_funding_application(ReportFundingApplicationInput) = store::report
                => ReportFundingApplicationPayload {
                    /// The reported application; null when it was refused.
                    funding_application: FundingApplication
                };
            /// Records that the funder accepted the report (avsluttet).
            close_funding_application(CloseFundingApplicationInput) = store::close
                => CloseFundingApplicationPayload {
                    /// The closed application; null when it was refused.
                    funding_application: FundingApplication
                };
        }
        deletes {
            /// Deletes a draft; one that was sent is withdrawn instead.
            delete_funding_application(DeleteFundingApplicationInput of funding_application) = store::delete
                => DeleteFundingApplicationPayload;
        }
    }
}

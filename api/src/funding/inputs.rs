//! What applications for funding are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{funding_application, partnership, party, vocabulary::FundingStatus};

use crate::graphql::{
    comparators::{DateComparator, IdComparator, IntComparator, NokComparator, TermComparator, TextComparator},
    ids::GlobalId,
    scalars::{Date, Nok},
    sorting::sort_fields,
};

/// Narrows a list of applications for funding; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct FundingApplicationFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The party that applies for all.
    pub applicant_party: Option<IdComparator>,
    /// Where it stands.
    pub status: Option<TermComparator<FundingStatus>>,
    /// The fiscal year the award counts in.
    pub fiscal_year: Option<IntComparator>,
    /// The title.
    pub title: Option<TextComparator>,
    /// Who gives the money.
    pub funder: Option<TextComparator>,
    /// The amount applied for.
    pub applied: Option<NokComparator>,
    /// The amount awarded; applications without one do not fit.
    pub awarded: Option<NokComparator>,
    /// The last day to apply.
    pub deadline: Option<DateComparator>,
    /// The day it was submitted.
    pub submitted_on: Option<DateComparator>,
    /// The day it was decided.
    pub decided_on: Option<DateComparator>,
    /// The last day to report.
    pub report_due_on: Option<DateComparator>,
    /// The day it was reported.
    pub reported_on: Option<DateComparator>,
}

sort_fields! {
    /// What applications for funding can be sorted by.
    pub FundingApplicationSortField {
        Title, Funder, FiscalYear, Status, Applied,
        Awarded, Deadline, ReportDueOn, CreatedAt,
    }
}

/// A new application: a draft.
#[derive(Clone, Debug, InputObject)]
pub struct CreateFundingApplicationInput {
    /// The partnership.
    pub partnership: GlobalId<partnership::Entity>,
    /// The party of the partnership that applies for all (søker).
    pub applicant_party: GlobalId<party::Entity>,
    /// The title.
    pub title: String,
    /// Who gives the money (tilskuddsgiver), for example a foundation, the county or the state.
    pub funder: String,
    /// The grant scheme (tilskuddsordning).
    pub scheme: Option<String>,
    /// The fiscal year the award counts in, from 2000 to 2100.
    pub fiscal_year: i32,
    /// The amount applied for, more than 0.
    pub applied: Nok,
    /// The last day to apply (søknadsfrist).
    pub deadline: Option<Date>,
}

/// Changes to an application; what is left out stays as it is. What may change depends on where it stands; the status
/// itself has mutations of its own.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateFundingApplicationInput {
    /// The application.
    pub id: GlobalId<funding_application::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The party that applies for all; while DRAFT.
    pub applicant_party: Option<GlobalId<party::Entity>>,
    /// The title; until rejected, withdrawn or closed.
    pub title: Option<String>,
    /// Who gives the money; while DRAFT.
    pub funder: Option<String>,
    /// The grant scheme, null removes it; until rejected, withdrawn or closed.
    pub scheme: MaybeUndefined<String>,
    /// The fiscal year the award counts in, from 2000 to 2100; while DRAFT, SUBMITTED or AWARDED.
    pub fiscal_year: Option<i32>,
    /// The amount applied for, more than 0; while DRAFT.
    pub applied: Option<Nok>,
    /// The last day to apply, null removes it; while DRAFT or SUBMITTED.
    pub deadline: MaybeUndefined<Date>,
    /// Corrects the day it was submitted; while SUBMITTED, AWARDED or REPORTED.
    pub submitted_on: Option<Date>,
    /// Corrects the day it was decided; while AWARDED or REPORTED.
    pub decided_on: Option<Date>,
    /// The amount awarded, more than 0 and no less than disbursed; while AWARDED or REPORTED.
    pub awarded: Option<Nok>,
    /// The last day to report, null removes it; while AWARDED.
    pub report_due_on: MaybeUndefined<Date>,
    /// Corrects the day it was reported; while REPORTED.
    pub reported_on: Option<Date>,
}

/// Tells that an application was sent.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct SubmitFundingApplicationInput {
    /// The application.
    pub id: GlobalId<funding_application::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The day it was submitted; not after the deadline.
    pub submitted_on: Date,
}

/// Tells that the funder awarded money.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct AwardFundingApplicationInput {
    /// The application.
    pub id: GlobalId<funding_application::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The day it was decided; not before it was submitted.
    pub decided_on: Date,
    /// The amount awarded, more than 0; it may be more than applied for.
    pub awarded: Nok,
    /// The last day to report (rapporteringsfrist); not before it was decided.
    pub report_due_on: Option<Date>,
}

/// Tells that the funder turned the application down.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct RejectFundingApplicationInput {
    /// The application.
    pub id: GlobalId<funding_application::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The day it was decided; not before it was submitted.
    pub decided_on: Date,
}

/// Tells that the applicant withdrew the application.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct WithdrawFundingApplicationInput {
    /// The application.
    pub id: GlobalId<funding_application::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
}

/// Tells how much of the award has been paid out.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct RecordFundingDisbursementInput {
    /// The application.
    pub id: GlobalId<funding_application::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The total paid out so far, from 0 to the amount awarded; it replaces the earlier total.
    pub disbursed: Nok,
}

/// Tells that the report was sent to the funder.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct ReportFundingApplicationInput {
    /// The application.
    pub id: GlobalId<funding_application::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The day it was reported; not before it was decided. A late report is accepted.
    pub reported_on: Date,
}

/// Tells that the funder accepted the report.
#[derive(Clone, Copy, Debug, InputObject)]
pub struct CloseFundingApplicationInput {
    /// The application.
    pub id: GlobalId<funding_application::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
}

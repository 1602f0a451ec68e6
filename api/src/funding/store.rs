//! Applications for funding in SQL: how lists are narrowed and sorted, and how they are written.

use entity::{
    Nok,
    funding_application::{self, ActiveModel, Column, Entity, Model},
    id::FundingApplicationId,
    partnership, party,
    vocabulary::{BudgetStatus, FundingStatus},
};
use sea_orm::{IntoActiveModel, Set, TryIntoModel};

use super::{
    inputs::{
        AwardFundingApplicationInput, CloseFundingApplicationInput, CreateFundingApplicationInput,
        FundingApplicationFilter, FundingApplicationSortField, RecordFundingDisbursementInput,
        RejectFundingApplicationInput, ReportFundingApplicationInput, SubmitFundingApplicationInput,
        UpdateFundingApplicationInput, WithdrawFundingApplicationInput,
    },
    rules::{FundingProblem, check_disbursed, dates, deletion, payment, settled, shifted_years, transition},
};
use crate::{
    auth::Caller,
    belonging,
    budget::{
        rules::{FIRST_YEAR, LARGEST, LAST_YEAR},
        store::of_year,
    },
    graphql::{
        changes::{Checks, SHORT, set, set_optional},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::Result,
        ids::GlobalId,
    },
    problem::Problem,
    store::{Refused, SortKey, Tx, column},
    text::normalise,
};

impl Filter<Entity> for FundingApplicationFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(Column::PartnershipId))?;
        to.by_id::<party::Entity>("applicantParty", self.applicant_party, column(Column::ApplicantPartyId))?;
        to.by("status", self.status, column(Column::Status))?;
        to.by("fiscalYear", self.fiscal_year, column(Column::FiscalYear))?;
        to.by("title", self.title, column(Column::SearchTitle))?;
        to.by("funder", self.funder, column(Column::SearchFunder))?;
        to.by("applied", self.applied, column(Column::Applied))?;
        to.by("awarded", self.awarded, column(Column::Awarded))?;
        to.by("deadline", self.deadline, column(Column::Deadline))?;
        to.by("submittedOn", self.submitted_on, column(Column::SubmittedOn))?;
        to.by("decidedOn", self.decided_on, column(Column::DecidedOn))?;
        to.by("reportDueOn", self.report_due_on, column(Column::ReportDueOn))?;
        to.by("reportedOn", self.reported_on, column(Column::ReportedOn))
    }
}

impl SortField<Entity> for FundingApplicationSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Title => SortKey::text(Column::SearchTitle),
            Self::Funder => SortKey::text(Column::SearchFunder),
            Self::FiscalYear => SortKey::int(Column::FiscalYear),
            Self::Status => SortKey::text(Column::Status),
            Self::Applied => SortKey::long(Column::Applied),
            Self::Awarded => SortKey::long(Column::Awarded),
            Self::Deadline => SortKey::date(Column::Deadline),
            Self::ReportDueOn => SortKey::date(Column::ReportDueOn),
            Self::CreatedAt => SortKey::instant(Column::CreatedAt),
        }
    }
}

/// Registers a draft.
pub async fn create(tx: &Tx, input: CreateFundingApplicationInput) -> std::result::Result<Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    belonging::named(tx, &mut checks, "applicantParty", input.applicant_party.0, partnership.id).await?;
    let title = checks.text("title", &input.title, SHORT);
    let funder = checks.text("funder", &input.funder, SHORT);
    let scheme = checks.optional_text("scheme", input.scheme, SHORT);
    check_year(&mut checks, input.fiscal_year);
    check_amount(&mut checks, "applied", input.applied.0, Nok(1));
    checks.done()?;
    let row = ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        applicant_party_id: Set(input.applicant_party.0),
        search_title: Set(normalise(&title)),
        title: Set(title),
        search_funder: Set(normalise(&funder)),
        funder: Set(funder),
        scheme: Set(scheme),
        fiscal_year: Set(input.fiscal_year),
        applied: Set(input.applied.0),
        awarded: Set(None),
        disbursed: Set(Nok(0)),
        deadline: Set(input.deadline.map(Into::into)),
        submitted_on: Set(None),
        decided_on: Set(None),
        report_due_on: Set(None),
        reported_on: Set(None),
        status: Set(FundingStatus::Draft),
        ..Default::default()
    };
    tx.insert::<Entity>(row).await
}

/// Changes what the status leaves open.
pub async fn update(tx: &Tx, input: UpdateFundingApplicationInput) -> std::result::Result<Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    if let Some(party) = input.applicant_party {
        belonging::named(tx, &mut checks, "applicantParty", party.0, before.partnership_id).await?;
        row.applicant_party_id = Set(party.0);
    }
    checks.set_searched_text(&mut row.title, &mut row.search_title, "title", input.title);
    checks.set_searched_text(&mut row.funder, &mut row.search_funder, "funder", input.funder);
    checks.set_optional_text(&mut row.scheme, "scheme", input.scheme, SHORT);
    if let Some(year) = input.fiscal_year {
        check_year(&mut checks, year);
        row.fiscal_year = Set(year);
    }
    if let Some(applied) = input.applied {
        check_amount(&mut checks, "applied", applied.0, Nok(1));
        row.applied = Set(applied.0);
    }
    if let Some(awarded) = input.awarded {
        check_amount(&mut checks, "awarded", awarded.0, Nok(1));
        row.awarded = Set(Some(awarded.0));
    }
    set_optional(&mut row.deadline, input.deadline);
    set(&mut row.submitted_on, input.submitted_on.map(|date| Some(date.0)));
    set(&mut row.decided_on, input.decided_on.map(|date| Some(date.0)));
    set_optional(&mut row.report_due_on, input.report_due_on);
    set(&mut row.reported_on, input.reported_on.map(|date| Some(date.0)));
    let after = row.clone().try_into_model()?;
    for problem in settled(&before, &after) {
        checks.note(problem);
    }
    if let Err(problem) = check_disbursed(&after) {
        checks.note(problem.at("awarded"));
    }
    keep(tx, checks, before, row).await
}

/// Records that a draft was sent.
pub async fn submit(tx: &Tx, input: SubmitFundingApplicationInput) -> std::result::Result<Model, Refused> {
    let (before, mut row) = stepped(tx, input.id, input.version, FundingStatus::Submitted).await?;
    row.submitted_on = Set(Some(input.submitted_on.0));
    keep(tx, Checks::default(), before, row).await
}

/// Records an award.
pub async fn award(tx: &Tx, input: AwardFundingApplicationInput) -> std::result::Result<Model, Refused> {
    let (before, mut row) = stepped(tx, input.id, input.version, FundingStatus::Awarded).await?;
    let mut checks = Checks::default();
    check_amount(&mut checks, "awarded", input.awarded.0, Nok(1));
    row.decided_on = Set(Some(input.decided_on.0));
    row.awarded = Set(Some(input.awarded.0));
    row.report_due_on = Set(input.report_due_on.map(Into::into));
    keep(tx, checks, before, row).await
}

/// Records that the funder said no.
pub async fn reject(tx: &Tx, input: RejectFundingApplicationInput) -> std::result::Result<Model, Refused> {
    let (before, mut row) = stepped(tx, input.id, input.version, FundingStatus::Rejected).await?;
    row.decided_on = Set(Some(input.decided_on.0));
    keep(tx, Checks::default(), before, row).await
}

/// Withdraws an application that is not decided.
pub async fn withdraw(tx: &Tx, input: WithdrawFundingApplicationInput) -> std::result::Result<Model, Refused> {
    let (before, row) = stepped(tx, input.id, input.version, FundingStatus::Withdrawn).await?;
    keep(tx, Checks::default(), before, row).await
}

/// Sets the total paid out.
pub async fn disburse(tx: &Tx, input: RecordFundingDisbursementInput) -> std::result::Result<Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    refuse(payment(before.status))?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    check_amount(&mut checks, "disbursed", input.disbursed.0, Nok(0));
    row.disbursed = Set(input.disbursed.0);
    checks.rule(check_disbursed(&row.clone().try_into_model()?));
    keep(tx, checks, before, row).await
}

/// Records that the report was sent.
pub async fn report(tx: &Tx, input: ReportFundingApplicationInput) -> std::result::Result<Model, Refused> {
    let (before, mut row) = stepped(tx, input.id, input.version, FundingStatus::Reported).await?;
    row.reported_on = Set(Some(input.reported_on.0));
    keep(tx, Checks::default(), before, row).await
}

/// Records that the report was accepted.
pub async fn close(tx: &Tx, input: CloseFundingApplicationInput) -> std::result::Result<Model, Refused> {
    let (before, row) = stepped(tx, input.id, input.version, FundingStatus::Closed).await?;
    keep(tx, Checks::default(), before, row).await
}

/// Deletes a draft.
pub async fn delete(tx: &Tx, id: FundingApplicationId, version: i32) -> std::result::Result<(), Refused> {
    let before = belonging::changeable(tx, id, version).await?;
    refuse(deletion(before.status))?;
    tx.delete::<Entity>(before).await
}

fn refuse(problem: Option<Problem>) -> std::result::Result<(), Refused> {
    problem.map_or(Ok(()), |problem| Err(problem.into()))
}

/// An application held, and the row that takes it to another status.
async fn stepped(
    tx: &Tx,
    id: GlobalId<funding_application::Entity>,
    version: i32,
    to: FundingStatus,
) -> std::result::Result<(Model, ActiveModel), Refused> {
    let before = belonging::changeable(tx, id.0, version).await?;
    refuse(transition(before.status, to))?;
    let mut row = before.clone().into_active_model();
    row.status = Set(to);
    Ok((before, row))
}

/// Writes a change, once its dates are in order and no binding budget loses its balance.
async fn keep(tx: &Tx, mut checks: Checks, before: Model, row: ActiveModel) -> std::result::Result<Model, Refused> {
    let after = row.clone().try_into_model()?;
    for problem in dates(&after) {
        checks.note(problem);
    }
    let today = tx.scope().registry.clock.today();
    let happened =
        [("submittedOn", after.submitted_on), ("decidedOn", after.decided_on), ("reportedOn", after.reported_on)];
    for (field, date) in happened {
        checks.not_future(field, date.unwrap_or(today), today);
    }
    checks.done()?;
    let field = if before.fiscal_year == after.fiscal_year { "awarded" } else { "fiscalYear" };
    for year in shifted_years(&before, &after) {
        let budget = of_year(tx, before.partnership_id, year).await?;
        let problem = match budget.map(|budget| budget.status) {
            None | Some(BudgetStatus::Draft) => continue,
            Some(BudgetStatus::Committed) => FundingProblem::BudgetCommitted { year },
            Some(BudgetStatus::Closed) => FundingProblem::BudgetClosed { year },
        };
        return Err(problem.at(field).into());
    }
    tx.update::<Entity>(before, row).await
}

fn check_year(checks: &mut Checks, year: i32) {
    checks.range("fiscalYear", &year, &FIRST_YEAR, &LAST_YEAR);
}

fn check_amount(checks: &mut Checks, field: &str, amount: Nok, least: Nok) {
    checks.range(field, &amount, &least, &LARGEST);
}

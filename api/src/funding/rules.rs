//! The life of an application for funding: its statuses, dates and amounts.

use chrono::NaiveDate;
use entity::{
    Nok,
    funding_application::Model,
    vocabulary::FundingStatus::{self, Awarded, Closed, Draft, Rejected, Reported, Submitted, Withdrawn},
};

use crate::{
    budget::rules::codes,
    problem::{Problem, problems},
};

problems! {
    /// What can be wrong with an application for funding.
    pub enum FundingProblem {
        /// The status does not lead there.
        Transition { from: FundingStatus, to: FundingStatus, next: String } => IllegalTransition at "id" {
            nb: "Søknaden har status {from} og kan ikke få status {to}. Den kan få: {next}.",
            nn: "Søknaden har status {from} og kan ikkje få status {to}. Han kan få: {next}.",
            en: "The application is {from} and cannot become {to}. It may become: {next}."
        }
        /// The status leads nowhere.
        Final { status: FundingStatus } => IllegalTransition at "id" {
            nb: "Søknaden har status {status}, som er endelig. Registrer en ny søknad om det trengs.",
            nn: "Søknaden har status {status}, som er endeleg. Registrer ein ny søknad om det trengst.",
            en: "The application is {status}, which is final. Register a new application if one is needed."
        }
        /// A field is settled at this stage.
        Settled { status: FundingStatus, when: String } => IllegalTransition at "" {
            nb: "Dette kan ikke endres når søknaden har status {status}, bare ved: {when}.",
            nn: "Dette kan ikkje endrast når søknaden har status {status}, berre ved: {when}.",
            en: "This cannot change while the application is {status}, only while it is: {when}."
        }
        /// Only drafts are deleted.
        Sent { status: FundingStatus } => IllegalTransition at "id" {
            nb: "Søknaden har status {status}. Bare utkast (DRAFT) slettes; en sendt søknad kan trekkes (withdrawFundingApplication).",
            nn: "Søknaden har status {status}. Berre utkast (DRAFT) blir sletta; ein send søknad kan trekkjast (withdrawFundingApplication).",
            en: "The application is {status}. Only a DRAFT is deleted; one that was sent can be withdrawn (withdrawFundingApplication)."
        }
        /// Nothing is paid out before an award, or after the case is closed.
        NoPayments { status: FundingStatus } => IllegalTransition at "id" {
            nb: "Søknaden har status {status}. Utbetalinger føres når den er innvilget (AWARDED) eller rapportert (REPORTED).",
            nn: "Søknaden har status {status}. Utbetalingar blir førte når han er innvilga (AWARDED) eller rapportert (REPORTED).",
            en: "The application is {status}. Disbursements are recorded while it is AWARDED or REPORTED."
        }
        /// Submitted too late.
        AfterDeadline { submitted: NaiveDate, deadline: NaiveDate } => OutsidePeriod at "submittedOn" {
            nb: "Søknaden er sendt {submitted}, etter fristen {deadline}. Rett datoen, eller endre fristen om den er utsatt.",
            nn: "Søknaden er send {submitted}, etter fristen {deadline}. Rett datoen, eller endre fristen om han er utsett.",
            en: "The application was submitted on {submitted}, after the deadline {deadline}. Correct the date, or change the deadline if it was extended."
        }
        /// Decided before it was submitted.
        DecidedFirst { submitted: NaiveDate, decided: NaiveDate } => InvalidValue at "decidedOn" {
            nb: "Vedtaket {decided} er før søknaden ble sendt {submitted}. Rett en av datoene.",
            nn: "Vedtaket {decided} er før søknaden vart send {submitted}. Rett ein av datoane.",
            en: "The decision on {decided} is before the application was submitted on {submitted}. Correct one of the dates."
        }
        /// To be reported before it was decided.
        DueFirst { decided: NaiveDate, due: NaiveDate } => InvalidValue at "reportDueOn" {
            nb: "Rapporteringsfristen {due} er før vedtaket {decided}. Rett en av datoene.",
            nn: "Rapporteringsfristen {due} er før vedtaket {decided}. Rett ein av datoane.",
            en: "The report is due on {due}, before the decision on {decided}. Correct one of the dates."
        }
        /// Reported before it was decided.
        ReportedFirst { decided: NaiveDate, reported: NaiveDate } => InvalidValue at "reportedOn" {
            nb: "Rapporten {reported} er før vedtaket {decided}. Rett en av datoene.",
            nn: "Rapporten {reported} er før vedtaket {decided}. Rett ein av datoane.",
            en: "The report on {reported} is before the decision on {decided}. Correct one of the dates."
        }
        /// More paid out than awarded.
        Overpaid { disbursed: Nok, awarded: Nok } => ExceedsCapacity at "disbursed" {
            nb: "Utbetalt {disbursed} kr er mer enn de innvilgede {awarded} kr. Rett beløpet, eller endre det innvilgede beløpet først.",
            nn: "Utbetalt {disbursed} kr er meir enn dei innvilga {awarded} kr. Rett beløpet, eller endre det innvilga beløpet først.",
            en: "NOK {disbursed} disbursed is more than the NOK {awarded} awarded. Correct the amount, or change the award first."
        }
        /// The award would unbalance a binding budget.
        BudgetCommitted { year: i32 } => Unbalanced at "awarded" {
            nb: "Budsjettet for {year} er vedtatt, og dette ville bringe det ut av balanse. Gjenåpne det først (reopenBudget).",
            nn: "Budsjettet for {year} er vedteke, og dette ville bringe det ut av balanse. Gjenopne det først (reopenBudget).",
            en: "The budget for {year} is COMMITTED and this would unbalance it. Reopen it first (reopenBudget)."
        }
        /// The award would unbalance a settled budget.
        BudgetClosed { year: i32 } => Unbalanced at "awarded" {
            nb: "Budsjettet for {year} er avsluttet, og dette ville bringe det ut av balanse. La tilskuddet telle i et senere regnskapsår (fiscalYear).",
            nn: "Budsjettet for {year} er avslutta, og dette ville bringe det ut av balanse. La tilskotet telje i eit seinare rekneskapsår (fiscalYear).",
            en: "The budget for {year} is CLOSED and this would unbalance it. Let the award count in a later fiscal year (fiscalYear)."
        }
    }
}

/// The statuses in which an award counts in the budget of its fiscal year.
pub const COUNTED: [FundingStatus; 3] = [Awarded, Reported, Closed];

/// The statuses an application may get from one.
#[must_use]
pub const fn next(status: FundingStatus) -> &'static [FundingStatus] {
    match status {
        Draft => &[Submitted, Withdrawn],
        Submitted => &[Awarded, Rejected, Withdrawn],
        Awarded => &[Reported],
        Reported => &[Closed],
        Rejected | Withdrawn | Closed => &[],
    }
}

/// What is wrong with a step from one status to another; nothing when it is legal.
#[must_use]
pub fn transition(from: FundingStatus, to: FundingStatus) -> Option<Problem> {
    let allowed = next(from);
    if allowed.contains(&to) {
        return None;
    }
    let problem = if allowed.is_empty() {
        FundingProblem::Final { status: from }
    } else {
        let next = codes(allowed);
        FundingProblem::Transition { from, to, next }
    };
    Some(Problem::from(problem).allowing(allowed))
}

/// What is wrong with deleting an application; nothing while it is a draft.
#[must_use]
pub fn deletion(status: FundingStatus) -> Option<Problem> {
    let sent = status != Draft;
    sent.then(|| Problem::from(FundingProblem::Sent { status }).allowing(next(status)))
}

/// What is wrong with recording a disbursement in a status; nothing once awarded, until closed.
#[must_use]
pub fn payment(status: FundingStatus) -> Option<Problem> {
    let awaited = matches!(status, Awarded | Reported);
    (!awaited).then(|| Problem::from(FundingProblem::NoPayments { status }).allowing(next(status)))
}

/// A field an update changed, by its name in the input.
struct Change {
    field: &'static str,
    made: bool,
    /// The statuses in which it may be made.
    when: &'static [FundingStatus],
}

/// What is wrong with the changes of an update, given where the application stands. Repeating a value is no change.
#[must_use]
pub fn settled(before: &Model, after: &Model) -> Vec<Problem> {
    const ALIVE: &[FundingStatus] = &[Draft, Submitted, Awarded, Reported];
    let change = |field, made, when| Change { field, made, when };
    let (old, new) = (before, after);
    let changes = [
        change("applicantParty", old.applicant_party_id != new.applicant_party_id, &[Draft]),
        change("title", old.title != new.title, ALIVE),
        change("funder", old.funder != new.funder, &[Draft]),
        change("scheme", old.scheme != new.scheme, ALIVE),
        change("fiscalYear", old.fiscal_year != new.fiscal_year, &[Draft, Submitted, Awarded]),
        change("applied", old.applied != new.applied, &[Draft]),
        change("deadline", old.deadline != new.deadline, &[Draft, Submitted]),
        change("submittedOn", old.submitted_on != new.submitted_on, &[Submitted, Awarded, Reported]),
        change("decidedOn", old.decided_on != new.decided_on, &[Awarded, Reported]),
        change("awarded", old.awarded != new.awarded, &[Awarded, Reported]),
        change("reportDueOn", old.report_due_on != new.report_due_on, &[Awarded]),
        change("reportedOn", old.reported_on != new.reported_on, &[Reported]),
    ];
    let status = before.status;
    changes
        .into_iter()
        .filter(|change| change.made && !change.when.contains(&status))
        .map(|change| {
            let when = codes(change.when);
            let problem = FundingProblem::Settled { status, when }.at(change.field);
            problem.allowing(next(status))
        })
        .collect()
}

/// Dates come in the order of the application's life: submitted by the deadline, decided, reported. A late report is
/// accepted, for it happens; one due before the decision is not.
#[must_use]
pub fn dates(application: &Model) -> Vec<FundingProblem> {
    let mut problems = Vec::new();
    let &Model { deadline, submitted_on, decided_on, report_due_on, reported_on, .. } = application;
    let mut later =
        |first: Option<NaiveDate>, second: Option<NaiveDate>, problem: fn(NaiveDate, NaiveDate) -> FundingProblem| {
            if let (Some(first), Some(second)) = (first, second)
                && second < first
            {
                problems.push(problem(first, second));
            }
        };
    later(submitted_on, deadline, |submitted, deadline| FundingProblem::AfterDeadline { submitted, deadline });
    later(submitted_on, decided_on, |submitted, decided| FundingProblem::DecidedFirst { submitted, decided });
    later(decided_on, report_due_on, |decided, due| FundingProblem::DueFirst { decided, due });
    later(decided_on, reported_on, |decided, reported| FundingProblem::ReportedFirst { decided, reported });
    problems
}

/// No more is paid out than was awarded.
///
/// # Errors
/// [`FundingProblem::Overpaid`].
pub fn check_disbursed(application: &Model) -> Result<(), FundingProblem> {
    let (disbursed, awarded) = (application.disbursed, application.awarded.unwrap_or_default());
    if disbursed <= awarded { Ok(()) } else { Err(FundingProblem::Overpaid { disbursed, awarded }) }
}

/// What an application adds to the budget of its fiscal year.
fn counted(application: &Model) -> (i32, Nok) {
    let amount = if COUNTED.contains(&application.status) { application.awarded.unwrap_or_default() } else { Nok(0) };
    (application.fiscal_year, amount)
}

/// The fiscal years whose awarded funding differs once `before` has become `after`, ascending.
#[must_use]
pub fn shifted_years(before: &Model, after: &Model) -> Vec<i32> {
    let (old, new) = (counted(before), counted(after));
    let mut years: Vec<i32> = if old.0 == new.0 {
        Some(new.0).filter(|_| old.1 != new.1).into_iter().collect()
    } else {
        [old, new].into_iter().filter(|(_, amount)| *amount != Nok(0)).map(|(year, _)| year).collect()
    };
    years.sort_unstable();
    years
}

#[cfg(test)]
mod tests {
    use super::{
        COUNTED, FundingProblem, check_disbursed, dates, deletion, next, payment, settled, shifted_years, transition,
    };
    use crate::vocabulary::UserErrorCode;
    use chrono::{DateTime, Days, NaiveDate};
    use entity::{
        Id, Nok,
        funding_application::Model,
        vocabulary::{FundingStatus, Vocabulary},
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    fn status() -> impl Strategy<Value = FundingStatus> {
        prop::sample::select(FundingStatus::ALL)
    }

    fn application(status: FundingStatus, awarded: Option<i64>, fiscal_year: i32) -> Model {
        Model {
            id: Id::new(Uuid::nil()),
            municipality_id: Id::new(Uuid::nil()),
            partnership_id: Id::new(Uuid::nil()),
            applicant_party_id: Id::new(Uuid::nil()),
            title: "Dans".to_owned(),
            search_title: "dans".to_owned(),
            funder: "Kulturrådet".to_owned(),
            search_funder: "kulturr}det".to_owned(),
            scheme: None,
            fiscal_year,
            applied: Nok(10_000),
            awarded: awarded.map(Nok),
            disbursed: Nok(0),
            deadline: None,
            submitted_on: None,
            decided_on: None,
            report_due_on: None,
            reported_on: None,
            status,
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn the_life_of_an_application() {
        use FundingStatus::{Awarded, Closed, Draft, Rejected, Reported, Submitted, Withdrawn};
        assert_eq!(next(Draft), [Submitted, Withdrawn]);
        assert_eq!(next(Submitted), [Awarded, Rejected, Withdrawn]);
        assert_eq!(next(Awarded), [Reported]);
        assert_eq!(next(Reported), [Closed]);
        for last in [Rejected, Withdrawn, Closed] {
            assert_eq!(next(last), []);
        }
    }

    proptest! {
        #[test]
        fn every_illegal_step_is_refused_with_the_legal_ones(from in status(), to in status()) {
            match transition(from, to) {
                None => prop_assert!(next(from).contains(&to)),
                Some(problem) => {
                    prop_assert!(!next(from).contains(&to));
                    prop_assert_eq!(problem.code, UserErrorCode::IllegalTransition);
                    let codes: Vec<_> = next(from).iter().map(|status| status.code().to_owned()).collect();
                    prop_assert_eq!(problem.allowed, codes);
                    prop_assert!(problem.nb.contains(from.code()));
                }
            }
        }

        #[test]
        fn drafts_are_deleted_and_awards_paid_out(status in status()) {
            prop_assert_eq!(deletion(status).is_none(), status == FundingStatus::Draft);
            let paid = matches!(status, FundingStatus::Awarded | FundingStatus::Reported);
            prop_assert_eq!(payment(status).is_none(), paid);
        }

        #[test]
        fn a_final_application_changes_no_more(status in status()) {
            let before = application(status, None, 2026);
            let title = "Teater".to_owned();
            let after = Model { title, awarded: Some(Nok(1)), ..before.clone() };
            prop_assert_eq!(settled(&before, &before), Vec::new());
            let fields: Vec<_> = settled(&before, &after).into_iter().map(|problem| problem.field.concat()).collect();
            let expected: &[&str] = match status {
                FundingStatus::Awarded | FundingStatus::Reported => &[],
                FundingStatus::Draft | FundingStatus::Submitted => &["awarded"],
                _ => &["title", "awarded"],
            };
            prop_assert_eq!(fields, expected);
        }

        #[test]
        fn dates_in_order_are_accepted(
            gaps in prop::collection::vec(0..400_u64, 4),
            given in prop::collection::vec(any::<bool>(), 5),
        ) {
            let mut day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
            let mut days = vec![day];
            for gap in gaps {
                day = day + Days::new(gap);
                days.push(day);
            }
            let at = |place: usize| given[place].then(|| days[place]);
            let model = Model {
                submitted_on: at(0),
                deadline: at(1),
                decided_on: at(2),
                reported_on: at(3),
                report_due_on: at(4),
                ..application(FundingStatus::Reported, Some(1), 2026)
            };
            prop_assert_eq!(dates(&model), Vec::new());
        }

        #[test]
        fn dates_out_of_order_are_refused(first in 0..1000_u64, gap in 1..1000_u64) {
            let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
            let (early, late) = (Some(start + Days::new(first)), Some(start + Days::new(first + gap)));
            let model = || application(FundingStatus::Reported, Some(1), 2026);
            let wrong = [
                Model { deadline: early, submitted_on: late, ..model() },
                Model { decided_on: early, submitted_on: late, ..model() },
                Model { report_due_on: early, decided_on: late, ..model() },
                Model { reported_on: early, decided_on: late, ..model() },
            ];
            for model in wrong {
                prop_assert_eq!(dates(&model).len(), 1);
            }
            let outside = Model { deadline: early, submitted_on: late, ..model() };
            let is_after = matches!(dates(&outside).as_slice(), [FundingProblem::AfterDeadline { .. }]);
            prop_assert!(is_after);
        }

        #[test]
        fn no_more_is_paid_than_awarded(awarded in prop::option::of(0..i64::MAX), disbursed in 0..i64::MAX) {
            let paid = Model { disbursed: Nok(disbursed), ..application(FundingStatus::Awarded, awarded, 2026) };
            prop_assert_eq!(check_disbursed(&paid).is_ok(), disbursed <= awarded.unwrap_or(0));
        }

        #[test]
        fn shifted_years_are_those_whose_sum_differs(
            from in (status(), prop::option::of(1..3_i64), 2025..2028_i32),
            to in (status(), prop::option::of(1..3_i64), 2025..2028_i32),
        ) {
            let (before, after) = (application(from.0, from.1, from.2), application(to.0, to.1, to.2));
            let sum = |model: &Model, year: i32| {
                let counts = COUNTED.contains(&model.status) && model.fiscal_year == year;
                if counts { model.awarded.unwrap_or_default() } else { Nok(0) }
            };
            let expected: Vec<i32> = (2025..2028).filter(|&year| sum(&before, year) != sum(&after, year)).collect();
            prop_assert_eq!(shifted_years(&before, &after), expected);
        }
    }
}

//! Joint budgets and applications for funding; amounts in whole kroner.

use chrono::{Days, NaiveDate};
use entity::{
    Nok, funding_application,
    id::BudgetId,
    vocabulary::{BudgetCategory, BudgetLineKind, BudgetStatus, FundingStatus, ResourceKind},
};

use super::{Partnership, Party, row};
use crate::text::normalise;

/// The budget of one fiscal year, to add lines to.
pub(crate) struct Budget<'p, 's> {
    partnership: &'p mut Partnership<'s>,
    id: BudgetId,
    /// The fiscal year, told from the one we are in.
    year: i32,
    closed: bool,
    /// Lines added by the last call.
    added: usize,
}

/// An application, to say what came of it.
pub(crate) struct Funding<'a>(&'a mut funding_application::Model);

/// What a line is about.
struct Line<'a> {
    kind: BudgetLineKind,
    resource: ResourceKind,
    category: BudgetCategory,
    function: &'a str,
    kroner: i64,
    description: Option<&'a str>,
}

impl<'s> Partnership<'s> {
    /// The budget of a fiscal year told from the one we are in.
    pub fn budget(&mut self, year: i32, status: BudgetStatus) -> Budget<'_, 's> {
        let fiscal_year = self.story.calendar.fiscal(year);
        let row = row!(
            self.story,
            self.made,
            budget {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                fiscal_year,
                status,
                comment: None,
            }
        );
        let id = row.id;
        self.story.rows.budgets.push(row);
        Budget { partnership: self, id, year, closed: status == BudgetStatus::Closed, added: 0 }
    }

    /// An application not sent yet, counting in a fiscal year told from the one we are in.
    pub fn funding(
        &mut self,
        applicant: &Party,
        title: &str,
        (funder, scheme): (&str, &str),
        year: i32,
        kroner: i64,
        deadline: NaiveDate,
    ) -> Funding<'_> {
        let made = deadline.checked_sub_days(Days::new(30)).unwrap_or(deadline);
        let fiscal_year = self.story.calendar.fiscal(year);
        let row = row!(
            self.story,
            made,
            funding_application {
                municipality_id: self.row.municipality_id,
                partnership_id: self.row.id,
                applicant_party_id: applicant.id,
                title: title.to_owned(),
                search_title: normalise(title),
                funder: funder.to_owned(),
                search_funder: normalise(funder),
                scheme: Some(scheme.to_owned()),
                fiscal_year,
                applied: nok(kroner),
                awarded: None,
                disbursed: Nok(0),
                deadline: Some(deadline),
                submitted_on: None,
                decided_on: None,
                report_due_on: None,
                reported_on: None,
                status: FundingStatus::Draft,
            }
        );
        Funding(self.story.rows.funding.push_mut(row))
    }
}

impl Budget<'_, '_> {
    pub fn id(&self) -> BudgetId {
        self.id
    }

    pub fn noting(self, comment: &str) -> Self {
        let budgets = self.partnership.story.rows.budgets.iter_mut();
        for budget in budgets.filter(|budget| budget.id == self.id) {
            budget.comment = Some(comment.to_owned());
        }
        self
    }

    /// Money a party puts in, from a KOSTRA function.
    pub fn pays(mut self, party: &Party, function: &str, kroner: i64) -> Self {
        self.added = 0;
        self.line(
            party,
            &Line {
                kind: BudgetLineKind::Contribution,
                resource: ResourceKind::Cash,
                category: BudgetCategory::GeneralContribution,
                function,
                kroner,
                description: None,
            },
        );
        self
    }

    /// What a party puts in without paying: a contribution in kind, and the cost it covers.
    pub fn gives(
        mut self,
        party: &Party,
        category: BudgetCategory,
        function: &str,
        kroner: i64,
        description: &str,
    ) -> Self {
        self.added = 0;
        for kind in [BudgetLineKind::Contribution, BudgetLineKind::Cost] {
            self.line(
                party,
                &Line {
                    kind,
                    resource: ResourceKind::InKind,
                    category,
                    function,
                    kroner,
                    description: Some(description),
                },
            );
        }
        self
    }

    /// What a party pays for on behalf of all.
    pub fn costs(
        mut self,
        party: &Party,
        category: BudgetCategory,
        function: &str,
        kroner: i64,
        description: &str,
    ) -> Self {
        self.added = 0;
        self.line(
            party,
            &Line {
                kind: BudgetLineKind::Cost,
                resource: ResourceKind::Cash,
                category,
                function,
                kroner,
                description: Some(description),
            },
        );
        self
    }

    /// What the accounts of a closed year say about the line told of last; as planned unless told.
    pub fn in_the_end(self, kroner: i64) -> Self {
        let lines = self.partnership.story.rows.budget_lines.iter_mut();
        for line in lines.rev().take(self.added) {
            line.actual = Some(nok(kroner));
        }
        self
    }

    fn line(&mut self, party: &Party, line: &Line<'_>) {
        let partnership = &mut *self.partnership;
        let planned = nok(line.kroner);
        let mut row = row!(
            partnership.story,
            partnership.made,
            budget_line {
                municipality_id: partnership.row.municipality_id,
                partnership_id: partnership.row.id,
                budget_id: self.id,
                party_id: party.id,
                kind: line.kind,
                resource: line.resource,
                category: line.category,
                kostra_function: line.function.to_owned(),
                kostra_art: art(line).map(str::to_owned),
                description: line.description.map(str::to_owned),
                planned,
                actual: self.closed.then_some(planned),
            }
        );
        if self.closed {
            // The accounts were entered the winter after.
            let year = partnership.story.calendar.fiscal(self.year);
            let winter = NaiveDate::from_ymd_opt(year + 1, 2, 16).unwrap_or(partnership.made);
            row.version = 2;
            row.updated_at = partnership.story.calendar.morning(winter).max(row.created_at);
        }
        partnership.story.rows.budget_lines.push(row);
        self.added += 1;
    }
}

impl Funding<'_> {
    pub fn submitted(self, on: NaiveDate) -> Self {
        self.0.submitted_on = Some(on);
        self.0.status = FundingStatus::Submitted;
        self
    }

    pub fn awarded(self, on: NaiveDate, kroner: i64, report_due_on: NaiveDate) -> Self {
        self.0.decided_on = Some(on);
        self.0.awarded = Some(nok(kroner));
        self.0.report_due_on = Some(report_due_on);
        self.0.status = FundingStatus::Awarded;
        self
    }

    /// How much has been paid out so far.
    pub fn disbursed(self, kroner: i64) -> Self {
        self.0.disbursed = nok(kroner);
        self
    }

    pub fn rejected(self, on: NaiveDate) -> Self {
        self.0.decided_on = Some(on);
        self.0.status = FundingStatus::Rejected;
        self
    }

    pub fn withdrawn(self) -> Self {
        self.0.status = FundingStatus::Withdrawn;
        self
    }

    pub fn reported(self, on: NaiveDate) -> Self {
        self.0.reported_on = Some(on);
        self.0.status = FundingStatus::Reported;
        self
    }

    pub fn closed(self) -> Self {
        self.0.status = FundingStatus::Closed;
        self
    }
}

const fn nok(kroner: i64) -> Nok {
    Nok(kroner * 100)
}

/// The KOSTRA art of the commonest costs: 010 fixed salary, 120 other consumption, 190 rent, 200 equipment.
const fn art(line: &Line<'_>) -> Option<&'static str> {
    if matches!(line.kind, BudgetLineKind::Contribution) {
        return None;
    }
    match line.category {
        BudgetCategory::Salary => Some("010"),
        BudgetCategory::Materials => Some("120"),
        BudgetCategory::Premises => Some("190"),
        BudgetCategory::Equipment => Some("200"),
        _ => None,
    }
}

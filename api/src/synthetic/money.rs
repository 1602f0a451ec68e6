//! Money of a generated partnership: budgets that balance, and applications.

use entity::vocabulary::{BudgetCategory, BudgetStatus};

use super::{
    dice::Dice,
    partnership::{Cast, Fate, Plot},
    story::{Partnership, Party},
    words,
};

/// A balanced budget for each year that is here or past, an unfinished one for a partnership not agreed on.
pub(super) fn tell(p: &mut Partnership<'_>, dice: &mut Dice, plot: &Plot<'_>, cast: &Cast) {
    let Cast { lead, partner } = cast;
    let own = plot.theme.function;
    let salary = dice.thousands(60, 260);
    let material = dice.thousands(5, 40);
    if plot.fate != Fate::Agreed {
        let missing = if dice.chance(60) { 20_000 } else { 0 };
        p.budget(plot.span.last, BudgetStatus::Draft)
            .costs(lead, BudgetCategory::Salary, "383", salary, "Lærere")
            .pays(lead, "383", salary / 2)
            .pays(partner, own, salary - salary / 2 - missing);
        return;
    }
    for year in plot.span.first..=plot.span.last.min(0) {
        let awarded = if dice.chance(30) { apply(p, dice, lead, year) } else { 0 };
        let status = if year < 0 { BudgetStatus::Closed } else { BudgetStatus::Committed };
        let share = dice.between(20, 50);
        let from_partner = (salary + material - awarded) * i64::from(share) / 100;
        let from_lead = salary + material - awarded - from_partner;
        let spared = if year < 0 { dice.thousands(0, 3) } else { 0 };
        let premises = dice.thousands(10, 60);
        let budget = p.budget(year, status).costs(lead, BudgetCategory::Salary, "383", salary, "Lærere");
        let budget = if year < 0 { budget.in_the_end(salary - spared) } else { budget };
        let budget = budget
            .costs(partner, BudgetCategory::Materials, own, material, "Materiell og instrumenter")
            .gives(partner, BudgetCategory::Premises, own, premises, "Lokaler i bruk til samarbeidet")
            .pays(partner, own, from_partner)
            .pays(lead, "383", from_lead);
        if year < 0 {
            budget.in_the_end(from_lead - spared);
        }
    }
}

/// An application for a year; the kroner awarded, if any.
fn apply(p: &mut Partnership<'_>, dice: &mut Dice, lead: &Party, year: i32) -> i64 {
    let calendar = p.calendar();
    let on = |month, day| calendar.on(year - 1, month, day);
    let funder = dice.pick(words::FUNDERS).copied().unwrap_or_default();
    let applied = dice.thousands(20, 50);
    let awarded = applied * i64::from(dice.between(5, 10)) / 10;
    let funding =
        p.funding(lead, "Søknad om tilskudd til samarbeidet", funder, year, applied, on(6, 1)).submitted(on(5, 28));
    match dice.between(1, 10) {
        1..=2 => {
            funding.rejected(on(6, 28));
            0
        }
        3 if year == 0 => 0,
        _ => {
            let funding = funding.awarded(on(6, 28), awarded, calendar.on(year, 9, 1));
            if year < 0 {
                funding.disbursed(awarded).reported(calendar.on(year, 7, 1));
            } else {
                funding.disbursed(awarded / 2);
            }
            awarded
        }
    }
}

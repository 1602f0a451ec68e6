//! Plan links in SQL: how lists are narrowed and sorted, and how they are written.

use entity::{partnership, plan_link};
use sea_orm::{ColumnTrait, Condition, IntoActiveModel, Set};

use super::inputs::{CreatePlanLinkInput, PlanLinkFilter, PlanLinkSortField, UpdatePlanLinkInput};
pub use crate::belonging::delete;
use crate::{
    auth::Caller,
    belonging,
    graphql::{
        changes::{Checks, SHORT, changed, set},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors,
    },
    store::{Refused, SortKey, Tx, column},
    text::normalise,
};

/// Characters in a goal. Plan and goal are searched and sorted together, and an index holds no more than about 2 700 bytes.
const GOAL: usize = 400;

impl Filter<plan_link::Entity> for PlanLinkFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> errors::Result<()> {
        use plan_link::Column;
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(Column::PartnershipId))?;
        to.by("planType", self.plan_type, column(Column::PlanType))?;
        to.by("text", self.text, column(Column::SearchTitle))?;
        to.by("validFrom", self.valid_from, column(Column::ValidFrom))?;
        to.by("validTo", self.valid_to, column(Column::ValidTo))?;
        if let Some(date) = self.active_on {
            let (from, until) = (Column::ValidFrom, Column::ValidTo);
            to.add(Condition::any().add(from.is_null()).add(from.lte(date.0)));
            to.add(Condition::any().add(until.is_null()).add(until.gte(date.0)));
        }
        Ok(())
    }
}

impl SortField<plan_link::Entity> for PlanLinkSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::PlanTitle => SortKey::text(plan_link::Column::SearchTitle),
            Self::PlanType => SortKey::text(plan_link::Column::PlanType),
            Self::ValidFrom => SortKey::date(plan_link::Column::ValidFrom),
            Self::ValidTo => SortKey::date(plan_link::Column::ValidTo),
            Self::CreatedAt => SortKey::instant(plan_link::Column::CreatedAt),
        }
    }
}

fn search_title(plan_title: &str, goal: &str) -> String {
    normalise(&format!("{plan_title} {goal}"))
}

/// Adds a plan link to a partnership.
pub async fn create(tx: &Tx, input: CreatePlanLinkInput) -> Result<plan_link::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    let plan_title = checks.text("planTitle", &input.plan_title, SHORT);
    let goal = checks.text("goal", &input.goal, GOAL);
    let section = checks.optional_text("section", input.section, SHORT);
    let url = checks.web_address("url", input.url);
    let (from, to) = (input.valid_from.map(Into::into), input.valid_to.map(Into::into));
    if let Some(from) = from {
        checks.period("validTo", from, to);
    }
    checks.done()?;
    tx.insert::<plan_link::Entity>(plan_link::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        plan_type: Set(input.plan_type.0),
        search_title: Set(search_title(&plan_title, &goal)),
        plan_title: Set(plan_title),
        goal: Set(goal),
        section: Set(section),
        url: Set(url),
        valid_from: Set(from),
        valid_to: Set(to),
        ..Default::default()
    })
    .await
}

/// Changes a plan link.
pub async fn update(tx: &Tx, input: UpdatePlanLinkInput) -> Result<plan_link::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    let plan_title = input.plan_title.unwrap_or_else(|| before.plan_title.clone());
    let plan_title = checks.text("planTitle", &plan_title, SHORT);
    let goal = input.goal.unwrap_or_else(|| before.goal.clone());
    let goal = checks.text("goal", &goal, GOAL);
    checks.set_optional_text(&mut row.section, "section", input.section, SHORT);
    checks.set_web_address(&mut row.url, "url", input.url);
    let from = changed(before.valid_from, input.valid_from);
    let to = changed(before.valid_to, input.valid_to);
    if let Some(from) = from {
        checks.period("validTo", from, to);
    }
    checks.done()?;
    set(&mut row.plan_type, input.plan_type.map(|plan| plan.0));
    row.search_title = Set(search_title(&plan_title, &goal));
    row.plan_title = Set(plan_title);
    row.goal = Set(goal);
    row.valid_from = Set(from);
    row.valid_to = Set(to);
    tx.update::<plan_link::Entity>(before, row).await
}

//! Plans, activities and consultations in SQL.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use chrono::NaiveDate;
use entity::{
    breadth_activity, consultation,
    id::MunicipalityId,
    partnership, plan_link,
    vocabulary::{PartnershipStatus, Pillar, Terms, Vocabulary},
};
use futures_util::future::{try_join_all, try_join3};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement},
};

use super::rules::{Heard, Standing};
use crate::{
    access::Protected,
    answers::store::{involving, partnerships},
    auth::Caller,
    graphql::comparators::overlaps,
    partnership::store::runs_during,
    store::{ReadError, Reader, column},
};

/// Asks how plans are served in a municipality, over a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlanCoverageOf {
    /// The municipality.
    pub municipality: MunicipalityId,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// What is found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What stands on each pillar.
    pub pillars: Vec<Standing>,
    /// Who was heard.
    pub heard: Vec<Heard>,
}

/// Partnerships that all parties have agreed to.
const AGREED: [PartnershipStatus; 4] = [
    PartnershipStatus::Active,
    PartnershipStatus::Suspended,
    PartnershipStatus::Completed,
    PartnershipStatus::Terminated,
];

/// The partnerships asked about: agreed, with a day in the period, and a party in the municipality.
fn asked(question: &PlanCoverageOf, caller: &Caller) -> Condition {
    involving(caller, question.municipality, column(partnership::Column::Id))
        .add(partnership::Column::Status.is_in(AGREED))
        .add(runs_during(question.from, question.to))
}

fn of_asked(question: &PlanCoverageOf, caller: &Caller, partnership: Expr) -> Condition {
    Condition::all().add(partnership.in_subquery(partnerships(caller, asked(question, caller))))
}

/// The plan goals that applied in the period.
pub fn goals(question: &PlanCoverageOf, caller: &Caller) -> Condition {
    let (from, until) = (column(plan_link::Column::ValidFrom), column(plan_link::Column::ValidTo));
    of_asked(question, caller, column(plan_link::Column::PartnershipId))
        .add(Condition::any().add(from.clone().is_null()).add(from.lte(question.to)))
        .add(Condition::any().add(until.clone().is_null()).add(until.gte(question.from)))
}

/// The activities that went on in the period.
pub fn activities(question: &PlanCoverageOf, caller: &Caller) -> Condition {
    let (from, until) = (column(breadth_activity::Column::StartDate), column(breadth_activity::Column::EndDate));
    of_asked(question, caller, column(breadth_activity::Column::PartnershipId)).add(overlaps(
        question.from,
        question.to,
        from,
        until,
    ))
}

fn served(question: &PlanCoverageOf, caller: &Caller) -> SelectStatement {
    Query::select()
        .column((breadth_activity::Entity, breadth_activity::Column::PlanLinkId))
        .from(breadth_activity::Entity)
        .and_where(breadth_activity::Column::PlanLinkId.is_not_null())
        .cond_where(activities(question, caller))
        .cond_where(breadth_activity::Entity::visible(caller))
        .take()
}

/// The plan goals that no activity in the period serves.
pub fn goals_without_activity(question: &PlanCoverageOf, caller: &Caller) -> Condition {
    goals(question, caller).add(column(plan_link::Column::Id).not_in_subquery(served(question, caller)))
}

/// The activities that serve no plan goal.
pub fn activities_without_goal(question: &PlanCoverageOf, caller: &Caller) -> Condition {
    activities(question, caller).add(breadth_activity::Column::PlanLinkId.is_null())
}

/// The partnerships that serve no plan goal.
pub fn without_goal(question: &PlanCoverageOf, caller: &Caller) -> Condition {
    let linked = Query::select()
        .column((plan_link::Entity, plan_link::Column::PartnershipId))
        .from(plan_link::Entity)
        .cond_where(plan_link::Entity::visible(caller))
        .cond_where(goals(question, caller))
        .take();
    asked(question, caller).add(column(partnership::Column::Id).not_in_subquery(linked))
}

/// The consultations held in the period.
pub fn consultations(question: &PlanCoverageOf, caller: &Caller) -> Condition {
    of_asked(question, caller, column(consultation::Column::PartnershipId))
        .add(consultation::Column::HeldOn.gte(question.from))
        .add(consultation::Column::HeldOn.lte(question.to))
}

/// The partnerships about which nobody was heard in the period.
pub fn without_consultation(question: &PlanCoverageOf, caller: &Caller) -> Condition {
    let heard = Query::select()
        .column((consultation::Entity, consultation::Column::PartnershipId))
        .from(consultation::Entity)
        .cond_where(consultation::Entity::visible(caller))
        .cond_where(consultations(question, caller))
        .take();
    asked(question, caller).add(column(partnership::Column::Id).not_in_subquery(heard))
}

/// Counts the rows that hold each pillar.
fn count_pillars(mut rows: SelectStatement, pillars: &Expr) -> SelectStatement {
    for &pillar in Pillar::ALL {
        let holds = CaseStatement::new().case(pillars.clone().like(Terms::pattern(pillar)), Expr::val(1));
        rows.expr_as(Func::count(holds), Alias::new(pillar.code()));
    }
    rows
}

impl Reader {
    async fn pillars(&self, rows: SelectStatement, pillars: Expr) -> Result<Vec<i64>, DbErr> {
        let row = self.database().query_one(&count_pillars(rows, &pillars)).await?;
        let count = |pillar: &Pillar| row.as_ref().map_or(Ok(0), |row| row.try_get("", pillar.code()));
        Pillar::ALL.iter().map(count).collect()
    }

    async fn heard(&self, question: &PlanCoverageOf) -> Result<Vec<Heard>, DbErr> {
        let mut select = Query::select();
        select
            .column((consultation::Entity, consultation::Column::Body))
            .column((consultation::Entity, consultation::Column::Phase))
            .expr_as(Func::count(column(consultation::Column::Id)), Alias::new("times"))
            .from(consultation::Entity)
            .cond_where(consultation::Entity::visible(self.caller()))
            .cond_where(consultations(question, self.caller()))
            .add_group_by([column(consultation::Column::Body), column(consultation::Column::Phase)]);
        let rows = self.database().query_all(&select).await?;
        let heard = rows.iter().map(|row| {
            Ok(Heard {
                body: row.try_get("", "body")?,
                phase: row.try_get("", "phase")?,
                times: row.try_get("", "times")?,
            })
        });
        heard.collect()
    }

    async fn plan_coverage(&self, question: PlanCoverageOf) -> Result<Found, DbErr> {
        let caller = self.caller();
        let of_partnerships = Query::select()
            .from(partnership::Entity)
            .cond_where(partnership::Entity::visible(caller))
            .cond_where(asked(&question, caller))
            .take();
        let of_activities = Query::select()
            .from(breadth_activity::Entity)
            .cond_where(breadth_activity::Entity::visible(caller))
            .cond_where(activities(&question, caller))
            .take();
        let (partnerships, activities, heard) = try_join3(
            self.pillars(of_partnerships, column(partnership::Column::Pillars)),
            self.pillars(of_activities, column(breadth_activity::Column::Pillars)),
            self.heard(&question),
        )
        .await?;
        let counts = partnerships.into_iter().zip(activities);
        let pillars = Pillar::ALL
            .iter()
            .zip(counts)
            .map(|(&pillar, (partnerships, activities))| Standing { pillar, partnerships, activities })
            .collect();
        Ok(Found { pillars, heard })
    }
}

impl Loader<PlanCoverageOf> for Reader {
    type Value = Arc<Found>;
    type Error = ReadError;

    async fn load(&self, keys: &[PlanCoverageOf]) -> Result<HashMap<PlanCoverageOf, Self::Value>, ReadError> {
        let found = try_join_all(keys.iter().map(|key| self.plan_coverage(*key))).await?;
        Ok(keys.iter().copied().zip(found.into_iter().map(Arc::new)).collect())
    }
}

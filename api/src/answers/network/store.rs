//! The network in SQL: three statements, each adding up pairs of a lead and another party.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use chrono::{Datelike, NaiveDate};
use entity::{
    Nok, budget, budget_line,
    id::MunicipalityId,
    organisation, partnership, party, staff_allocation,
    vocabulary::{BudgetLineKind, PartyRole},
};
use futures_util::future::{try_join_all, try_join3};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, JoinType, QueryResult,
    sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement},
};

use super::rules::{Link, Pair, Point, Weight, links};
use crate::{
    access::Protected,
    answers::store::{involving_any, join_organisation, takes_part},
    auth::Caller,
    budget::totals::store::{or_zero, sum},
    graphql::comparators::covers,
    partnership::store::in_force_on,
    store::{ReadError, Reader, column},
    vocabulary::NetworkLevel,
};

/// Asks who works with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NetworkOf {
    /// The date.
    pub on: NaiveDate,
    /// What the points are.
    pub level: NetworkLevel,
    /// Only partnerships that an organisation of this municipality takes part in.
    pub municipality: Option<MunicipalityId>,
}

impl NetworkOf {
    /// The other parties of partnerships in force, with the lead, added up by pair.
    fn pairs(&self, caller: &Caller) -> SelectStatement {
        let (lead, school) = (Alias::new("lead"), Alias::new("school"));
        let of_lead = |of: party::Column| Expr::col((lead.clone(), of));
        let of_school = |of: organisation::Column| Expr::col((school.clone(), of));
        let mut select = Query::select();
        select
            .from(party::Entity)
            .inner_join(partnership::Entity, column(partnership::Column::Id).eq(column(party::Column::PartnershipId)));
        join_organisation(&mut select);
        select
            .join_as(
                JoinType::InnerJoin,
                party::Entity,
                lead.clone(),
                of_lead(party::Column::PartnershipId)
                    .eq(column(party::Column::PartnershipId))
                    .and(of_lead(party::Column::Role).eq(PartyRole::Lead)),
            )
            .join_as(
                JoinType::InnerJoin,
                organisation::Entity,
                school.clone(),
                of_school(organisation::Column::Id).eq(of_lead(party::Column::OrganisationId)),
            )
            .and_where(party::Column::Role.ne(PartyRole::Lead))
            .cond_where(takes_part(self.on))
            .cond_where(in_force_on(self.on))
            // Whoever sees a partnership sees its parties and their organisations, the lead's too.
            .cond_where(partnership::Entity::visible(caller))
            .cond_where(party::Entity::visible(caller))
            .cond_where(organisation::Entity::visible(caller))
            .cond_where(involving_any(caller, self.municipality, column(partnership::Column::Id)));
        let mut key = |what: Expr, name: &str| {
            select.expr_as(what, Alias::new(name)).group_by_col(Alias::new(name));
        };
        key(of_school(organisation::Column::ServiceType), "_lead_service");
        key(column(organisation::Column::ServiceType), "_party_service");
        if self.level == NetworkLevel::Organisation {
            key(of_school(organisation::Column::Id), "_lead");
            key(column(organisation::Column::Id), "_party");
        }
        select
    }

    fn partnerships(&self, caller: &Caller) -> SelectStatement {
        let mut select = self.pairs(caller);
        select.expr_as(Func::count_distinct(column(partnership::Column::Id)), Alias::new("weight"));
        select
    }

    fn hosted(&self, caller: &Caller) -> SelectStatement {
        use staff_allocation::Column;
        let mut select = self.pairs(caller);
        select
            .inner_join(staff_allocation::Entity, column(Column::HostPartyId).eq(column(party::Column::Id)))
            .expr_as(or_zero(sum(column(Column::Percentage))), Alias::new("weight"))
            .cond_where(covers(self.on, column(Column::FromDate), column(Column::ToDate)))
            .cond_where(staff_allocation::Entity::visible(caller));
        select
    }

    fn contributed(&self, caller: &Caller) -> SelectStatement {
        let mut select = self.pairs(caller);
        select
            .inner_join(budget_line::Entity, column(budget_line::Column::PartyId).eq(column(party::Column::Id)))
            .inner_join(budget::Entity, column(budget::Column::Id).eq(column(budget_line::Column::BudgetId)))
            .expr_as(or_zero(sum(column(budget_line::Column::Planned))), Alias::new("weight"))
            .and_where(budget_line::Column::Kind.eq(BudgetLineKind::Contribution))
            .and_where(budget::Column::FiscalYear.eq(self.on.year()))
            .cond_where(budget_line::Entity::visible(caller))
            .cond_where(budget::Entity::visible(caller));
        select
    }

    fn pair(&self, row: &QueryResult) -> Result<Pair, DbErr> {
        let point = |end: &str| {
            let organisation = match self.level {
                NetworkLevel::Service => None,
                NetworkLevel::Organisation => Some(row.try_get("", &format!("_{end}"))?),
            };
            let service_type = row.try_get("", &format!("_{end}_service"))?;
            Ok::<_, DbErr>(Point { service_type, organisation })
        };
        Ok(Pair { lead: point("lead")?, party: point("party")? })
    }
}

impl Reader {
    async fn weights(
        &self,
        question: &NetworkOf,
        statement: SelectStatement,
        weight: fn(i64) -> Weight,
    ) -> Result<Vec<(Pair, Weight)>, DbErr> {
        let rows = self.database().query_all(&statement).await?;
        rows.iter().map(|row| Ok((question.pair(row)?, weight(row.try_get("", "weight")?)))).collect()
    }

    async fn network(&self, question: NetworkOf) -> Result<Vec<Link>, DbErr> {
        let caller = self.caller();
        let (partnerships, hosted, contributed) = try_join3(
            self.weights(&question, question.partnerships(caller), |partnerships| Weight {
                partnerships,
                ..Weight::default()
            }),
            self.weights(&question, question.hosted(caller), |hosted| Weight { hosted, ..Weight::default() }),
            self.weights(&question, question.contributed(caller), |amount| Weight {
                contributed: Nok(amount),
                ..Weight::default()
            }),
        )
        .await?;
        Ok(links(partnerships.into_iter().chain(hosted).chain(contributed)))
    }
}

impl Loader<NetworkOf> for Reader {
    type Value = Arc<Vec<Link>>;
    type Error = ReadError;

    async fn load(&self, keys: &[NetworkOf]) -> Result<HashMap<NetworkOf, Self::Value>, ReadError> {
        let found = try_join_all(keys.iter().map(|key| self.network(*key))).await?;
        Ok(keys.iter().copied().zip(found.into_iter().map(Arc::new)).collect())
    }
}

//! Coverage in SQL.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use chrono::NaiveDate;
use entity::{id::MunicipalityId, organisation, partnership, party, service_type, vocabulary::ServiceType};
use futures_util::future::try_join_all;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement},
};

use super::rules::Covered;
use crate::{
    access::Protected,
    answers::store::{KEY, add_up_by, takes_part},
    auth::Caller,
    partnership::store::in_force_on,
    store::{ReadError, Reader, Relation, column},
};

/// Asks how the services of a municipality are covered on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CoverageOf {
    /// The municipality.
    pub municipality: MunicipalityId,
    /// The date.
    pub on: NaiveDate,
}

/// The organisations that take part in a partnership in force on a date. A culture school leads each.
fn taking_part(caller: &Caller, on: NaiveDate) -> SelectStatement {
    let same = column(partnership::Column::Id).eq(column(party::Column::PartnershipId));
    Query::select()
        .column((party::Entity, party::Column::OrganisationId))
        .from(party::Entity)
        .inner_join(partnership::Entity, same)
        .cond_where(in_force_on(on))
        .cond_where(takes_part(on))
        .cond_where(party::Entity::visible(caller))
        .cond_where(partnership::Entity::visible(caller))
        .take()
}

/// The services of the municipality: its active organisations, culture schools aside, who are the other side.
fn services(question: &CoverageOf) -> Condition {
    Condition::all()
        .add(organisation::Column::MunicipalityId.eq(question.municipality))
        .add(organisation::Column::Active.eq(true))
        .add(organisation::Column::ServiceType.ne(ServiceType::CultureSchool))
}

/// The organisations without a partnership.
pub fn uncovered(question: &CoverageOf, caller: &Caller) -> Condition {
    services(question).add(column(organisation::Column::Id).not_in_subquery(taking_part(caller, question.on)))
}

/// The organisations of a kind of service.
pub fn of_service() -> Relation<organisation::Entity> {
    Relation::alike::<service_type::Entity>(organisation::Column::ServiceType, service_type::Column::Code)
}

impl Reader {
    async fn coverage(&self, question: CoverageOf) -> Result<Vec<Covered>, DbErr> {
        let caller = self.caller();
        let covered = column(organisation::Column::Id).in_subquery(taking_part(caller, question.on));
        let mut select = Query::select();
        select
            .expr_as(Func::count(column(organisation::Column::Id)), Alias::new("organisations"))
            .expr_as(Func::count(CaseStatement::new().case(covered, Expr::val(1))), Alias::new("covered"))
            .from(organisation::Entity)
            .cond_where(services(&question))
            .cond_where(organisation::Entity::visible(caller));
        add_up_by(&mut select, column(organisation::Column::ServiceType));
        let mut found = Vec::new();
        for row in self.database().query_all(&select).await? {
            found.push(Covered {
                service_type: row.try_get("", KEY)?,
                organisations: row.try_get("", "organisations")?,
                covered: row.try_get("", "covered")?,
            });
        }
        Ok(found)
    }
}

impl Loader<CoverageOf> for Reader {
    type Value = Arc<Vec<Covered>>;
    type Error = ReadError;

    async fn load(&self, keys: &[CoverageOf]) -> Result<HashMap<CoverageOf, Self::Value>, ReadError> {
        let found = try_join_all(keys.iter().map(|key| self.coverage(*key))).await?;
        Ok(keys.iter().copied().zip(found.into_iter().map(Arc::new)).collect())
    }
}

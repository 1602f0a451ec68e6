//! Shared positions in SQL: added up by key and by the days they are shared, cut to the days asked for.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use chrono::NaiveDate;
use entity::{
    id::MunicipalityId, organisation, partnership, party, staff_allocation, staff_member, vocabulary::ServiceType,
};
use futures_util::future::{try_join, try_join_all};
use sea_orm::{
    ConnectionTrait, DbErr, QueryResult,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, Query, SelectStatement},
};

use super::rules::{Key, Portion};
use crate::{
    access::Protected,
    answers::store::{add_up_by, involving_any, join_organisation, key, organisation_key, seen_organisation},
    auth::Caller,
    graphql::comparators::overlaps,
    partnership::store::in_force_during,
    store::{ReadError, Reader, column},
    vocabulary::StaffingGrouping,
};

/// Asks how much of positions is shared on some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StaffingOf {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What it is added up by.
    pub group_by: StaffingGrouping,
    /// Only what is shared with partnerships that an organisation of this municipality takes part in.
    pub municipality: Option<MunicipalityId>,
}

/// What is shared.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// How many people.
    pub people: i64,
    /// How much.
    pub portions: Vec<Portion>,
}

const FIRST: &str = "_first";
const LAST: &str = "_last";

/// The share of the salary that is refunded, in basis points.
fn refunded() -> Expr {
    Func::coalesce([column(staff_allocation::Column::RefundPercentage), Expr::val(0)]).into()
}

impl StaffingOf {
    /// The allocations to partnerships in force that the caller sees.
    fn allocations(&self, caller: &Caller) -> SelectStatement {
        use staff_allocation::Column;
        let with = |named: Column, id: Expr| column(named).eq(id);
        Query::select()
            .from(staff_allocation::Entity)
            .inner_join(partnership::Entity, with(Column::PartnershipId, column(partnership::Column::Id)))
            .inner_join(staff_member::Entity, with(Column::StaffMemberId, column(staff_member::Column::Id)))
            .cond_where(staff_allocation::Entity::visible(caller))
            .cond_where(partnership::Entity::visible(caller))
            .cond_where(staff_member::Entity::visible(caller))
            .cond_where(in_force_during(self.from, self.to))
            .cond_where(overlaps(self.from, self.to, column(Column::FromDate), column(Column::ToDate)))
            .cond_where(involving_any(caller, self.municipality, column(Column::PartnershipId)))
            .take()
    }

    /// The same, added up by key and days.
    fn by_days(&self, caller: &Caller, share: Expr) -> SelectStatement {
        let (begins, ends) = (column(staff_allocation::Column::FromDate), column(staff_allocation::Column::ToDate));
        let first = CaseStatement::new().case(begins.clone().lt(self.from), Expr::val(self.from)).finally(begins);
        let last = CaseStatement::new().case(ends.clone().lte(self.to), ends).finally(Expr::val(self.to));
        let mut select = self.allocations(caller);
        select
            .expr_as(first, Alias::new(FIRST))
            .expr_as(last, Alias::new(LAST))
            .expr_as(Expr::from(Func::sum(share)).cast_as("BIGINT"), Alias::new("share"))
            .group_by_col(Alias::new(FIRST))
            .group_by_col(Alias::new(LAST));
        select
    }

    /// The statements whose rows together are all that is shared.
    fn statements(&self, caller: &Caller) -> Vec<SelectStatement> {
        // Wide enough for basis points of basis points.
        let percentage = || column(staff_allocation::Column::Percentage).cast_as("BIGINT");
        let whole = || self.by_days(caller, percentage().mul(10_000_i64));
        let employer = || seen_organisation(caller, &column(staff_member::Column::EmployerId));
        let with_party = |mut select: SelectStatement, named: staff_allocation::Column| {
            select
                .inner_join(party::Entity, column(party::Column::Id).eq(column(named)))
                .cond_where(party::Entity::visible(caller));
            join_organisation(&mut select);
            select.cond_where(organisation::Entity::visible(caller));
            select
        };
        let by = |mut select: SelectStatement, key: Expr| {
            add_up_by(&mut select, key);
            select
        };
        let organisation = || column(organisation::Column::Id);
        match self.group_by {
            StaffingGrouping::Service => {
                let hosted = with_party(whole(), staff_allocation::Column::HostPartyId);
                vec![by(hosted, column(organisation::Column::ServiceType))]
            }
            StaffingGrouping::Host => {
                vec![by(with_party(whole(), staff_allocation::Column::HostPartyId), organisation())]
            }
            StaffingGrouping::Employer => vec![by(whole(), employer())],
            StaffingGrouping::Payer => {
                let rest = self.by_days(caller, percentage().mul(Expr::val(10_000_i64).sub(refunded())));
                let refund = self.by_days(caller, percentage().mul(refunded()));
                let refund = with_party(refund, staff_allocation::Column::RefundPartyId);
                vec![by(rest, employer()), by(refund, organisation())]
            }
        }
    }

    fn portion(&self, row: &QueryResult) -> Result<Portion, DbErr> {
        let key = match self.group_by {
            StaffingGrouping::Service => key::<ServiceType>(row)?.map(Key::Service),
            _ => organisation_key(row)?.map(Key::Organisation),
        };
        Ok(Portion {
            key: key.unwrap_or(Key::Hidden),
            share: row.try_get("", "share")?,
            first: row.try_get("", FIRST)?,
            last: row.try_get("", LAST)?,
        })
    }
}

impl Reader {
    async fn people(&self, question: StaffingOf) -> Result<i64, DbErr> {
        let mut select = question.allocations(self.caller());
        let people = Func::count_distinct(column(staff_allocation::Column::StaffMemberId));
        select.expr_as(people, Alias::new("people"));
        let row = self.database().query_one(&select).await?;
        row.map_or(Ok(0), |row| row.try_get("", "people"))
    }

    async fn staffing(&self, question: StaffingOf) -> Result<Shared, DbErr> {
        let statements = question.statements(self.caller());
        let rows = try_join_all(statements.iter().map(|select| self.database().query_all(select)));
        let (people, rows) = try_join(self.people(question), rows).await?;
        let portions = rows.iter().flatten().map(|row| question.portion(row)).collect::<Result<_, _>>()?;
        Ok(Shared { people, portions })
    }
}

impl Loader<StaffingOf> for Reader {
    type Value = Arc<Shared>;
    type Error = ReadError;

    async fn load(&self, keys: &[StaffingOf]) -> Result<HashMap<StaffingOf, Self::Value>, ReadError> {
        let found = try_join_all(keys.iter().map(|key| self.staffing(*key))).await?;
        Ok(keys.iter().copied().zip(found.into_iter().map(Arc::new)).collect())
    }
}

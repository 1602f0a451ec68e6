//! What is taken of somebody's position, and which of it the caller may see.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use entity::{
    id::{StaffAllocationId, StaffMemberId},
    staff_allocation,
};
use futures_util::future::try_join_all;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, Iterable,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Query},
};

use super::rules::Taken;
use crate::{
    access::Protected,
    answers::store::partnerships,
    revision::store::amended_terms_naming,
    staff::{
        rules::{Share, still_held},
        store::{counts, lasting},
    },
    store::{ReadError, Reader, column},
};

/// Asks what is taken of the position of a person that is already known to be visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TakenOf(pub StaffMemberId);

impl Reader {
    /// All allocations that count, and what terms in force still hold while an amendment is under way: what a writer
    /// would be held to. Only what the caller may see has a name.
    async fn taken(&self, person: StaffMemberId) -> Result<Vec<Taken<StaffAllocationId>>, DbErr> {
        let caller = self.caller();
        let seen = Condition::all()
            .add(staff_allocation::Entity::visible(caller))
            .add(column(staff_allocation::Column::PartnershipId).in_subquery(partnerships(caller, Condition::all())));
        let seen = CaseStatement::new().case(seen, Expr::val(1)).finally(Expr::val(0));
        let mut select = Query::select();
        select
            .columns(staff_allocation::Column::iter().map(|column| column.as_column_ref()))
            .expr_as(Expr::expr(seen).cast_as("INTEGER"), Alias::new("_seen"))
            .from(staff_allocation::Entity)
            .and_where(staff_allocation::Column::StaffMemberId.eq(person))
            .cond_where(counts())
            .order_by_columns([
                (staff_allocation::Column::FromDate.as_column_ref(), sea_orm::Order::Asc),
                (staff_allocation::Column::Id.as_column_ref(), sea_orm::Order::Asc),
            ]);
        let mut working = Vec::new();
        for row in self.database().query_all(&select).await? {
            let seen: i32 = row.try_get("", "_seen")?;
            working.push((staff_allocation::Model::from_query_result(&row, "")?, seen == 1));
        }
        let share = |row: &staff_allocation::Model| Share { percentage: row.percentage, period: lasting(row) };
        let mut taken: Vec<_> =
            working.iter().map(|(row, seen)| Taken { by: seen.then_some(row.id), share: share(row) }).collect();
        for (partnership, terms) in amended_terms_naming(self.database(), person).await? {
            let of_it = working.iter().filter(|(row, _)| row.partnership_id == partnership);
            let own: Vec<Share> = of_it.map(|(row, _)| share(row)).collect();
            let agreed = terms.staff_allocations.iter().filter(|agreed| agreed.staff_member_id == person);
            let agreed: Vec<Share> = agreed.map(share).collect();
            taken.extend(still_held(&own, &agreed).into_iter().map(|share| Taken { by: None, share }));
        }
        Ok(taken)
    }
}

impl Loader<TakenOf> for Reader {
    type Value = Arc<Vec<Taken<StaffAllocationId>>>;
    type Error = ReadError;

    async fn load(&self, keys: &[TakenOf]) -> Result<HashMap<TakenOf, Self::Value>, ReadError> {
        let found = try_join_all(keys.iter().map(|key| self.taken(key.0))).await?;
        Ok(keys.iter().copied().zip(found.into_iter().map(Arc::new)).collect())
    }
}

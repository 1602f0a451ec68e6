//! What is read for many people at once: whether their names may be read, and what is taken of them.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use chrono::NaiveDate;
use entity::{Percentage, id::StaffMemberId, staff_allocation, staff_member};
use futures_util::future::try_join_all;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::capacity::counts;
use crate::{
    access::names_readable,
    graphql::comparators::covers,
    store::{ReadError, Reader, column},
};

/// Asks whether the caller may read the name, the e-mail address and the employee key of a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NameReadable(pub StaffMemberId);

impl Loader<NameReadable> for Reader {
    type Value = bool;
    type Error = ReadError;

    async fn load(&self, keys: &[NameReadable]) -> Result<HashMap<NameReadable, bool>, ReadError> {
        let readable: Vec<StaffMemberId> = staff_member::Entity::find()
            .select_only()
            .column(staff_member::Column::Id)
            .filter(self.among(staff_member::Column::Id, keys.iter().map(|key| key.0)))
            .filter(names_readable(self.caller()))
            .into_tuple()
            .all(self.database())
            .await?;
        Ok(readable.into_iter().map(|id| (NameReadable(id), true)).collect())
    }
}

/// Asks how much of a person is allocated on a date, over all partnerships; nothing when no allocation is in force.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AllocatedOn {
    /// The person.
    pub staff_member: StaffMemberId,
    /// The date.
    pub on: NaiveDate,
}

impl Reader {
    async fn allocated_on(
        &self,
        on: NaiveDate,
        people: &[StaffMemberId],
    ) -> Result<Vec<(AllocatedOn, Percentage)>, ReadError> {
        let in_force = covers(on, column(staff_allocation::Column::FromDate), column(staff_allocation::Column::ToDate));
        let rows = staff_allocation::Entity::find()
            .select_only()
            .column(staff_allocation::Column::StaffMemberId)
            .column_as(staff_allocation::Column::Percentage.sum(), "total")
            .filter(self.among(staff_allocation::Column::StaffMemberId, people.iter().copied()))
            .filter(in_force)
            .filter(counts())
            .group_by(staff_allocation::Column::StaffMemberId)
            .into_tuple::<(StaffMemberId, i64)>()
            .all(self.database())
            .await?;
        Ok(rows
            .into_iter()
            .map(|(staff_member, total)| {
                let total = Percentage(i32::try_from(total).unwrap_or(i32::MAX));
                (AllocatedOn { staff_member, on }, total)
            })
            .collect())
    }
}

impl Loader<AllocatedOn> for Reader {
    type Value = Percentage;
    type Error = ReadError;

    /// One statement a date.
    async fn load(&self, keys: &[AllocatedOn]) -> Result<HashMap<AllocatedOn, Percentage>, ReadError> {
        let mut dates: HashMap<NaiveDate, Vec<StaffMemberId>> = HashMap::new();
        for key in keys {
            dates.entry(key.on).or_default().push(key.staff_member);
        }
        let reads = dates.iter().map(|(&on, people)| self.allocated_on(on, people));
        Ok(try_join_all(reads).await?.into_iter().flatten().collect())
    }
}

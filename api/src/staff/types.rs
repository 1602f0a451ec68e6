//! stub
use crate::auth::Caller;
use crate::graphql::{
    comparators::{CodeComparator, Narrowing},
    connection::{Filter, Listed, SortField},
    errors::Result,
    record::{record_fields, record_object},
};
use crate::store::SortKey;
use async_graphql::{Enum, InputObject, Object};
record_object! {
    /// Stub.
    pub StaffMember of staff_member = owned + StaffMemberFields
}
record_fields! {
    /// Stub.
    StaffMemberFields of staff_member
}
#[Object]
impl StaffMemberFields {
    /// Stub.
    async fn stub(&self) -> i32 {
        1
    }
}
/// s
#[derive(Clone, Debug, InputObject)]
pub struct StaffMemberFilter {
    /// s
    pub stub: Option<CodeComparator>,
}
/// s
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum StaffMemberSortField {
    /// s
    CreatedAt,
}
impl Listed for StaffMember {
    type Filter = StaffMemberFilter;
    type SortField = StaffMemberSortField;
}
impl Filter<entity::staff_member::Entity> for StaffMemberFilter {
    fn narrow(self, _: &mut Narrowing<'_>) -> Result<()> {
        Ok(())
    }
}
impl SortField<entity::staff_member::Entity> for StaffMemberSortField {
    fn key(self, _: &Caller) -> SortKey {
        SortKey::instant(entity::staff_member::Column::CreatedAt)
    }
}

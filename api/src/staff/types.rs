//! stub
use crate::auth::Caller;
use crate::graphql::{
    comparators::{CodeComparator, Narrowing},
    connection::{Filter, Listed, SortField},
    errors::Result,
    record::{record_fields, record_object},
    sorting::sort_fields,
};
use crate::store::SortKey;
use async_graphql::{InputObject, Object};
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
sort_fields! {
    /// s
    pub StaffMemberSortField { CreatedAt }
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

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
    pub Partnership of partnership = owned + PartnershipFields
}
record_fields! {
    /// Stub.
    PartnershipFields of partnership
}
#[Object]
impl PartnershipFields {
    /// Stub.
    async fn stub(&self) -> i32 {
        1
    }
}
/// s
#[derive(Clone, Debug, InputObject)]
pub struct PartnershipFilter {
    /// s
    pub stub: Option<CodeComparator>,
}
/// s
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PartnershipSortField {
    /// s
    CreatedAt,
}
impl Listed for Partnership {
    type Filter = PartnershipFilter;
    type SortField = PartnershipSortField;
}
impl Filter<entity::partnership::Entity> for PartnershipFilter {
    fn narrow(self, _: &mut Narrowing<'_>) -> Result<()> {
        Ok(())
    }
}
impl SortField<entity::partnership::Entity> for PartnershipSortField {
    fn key(self, _: &Caller) -> SortKey {
        SortKey::instant(entity::partnership::Column::CreatedAt)
    }
}

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
    pub Party of party = owned + PartyFields
}
record_fields! {
    /// Stub.
    PartyFields of party
}
#[Object]
impl PartyFields {
    /// Stub.
    async fn stub(&self) -> i32 {
        1
    }
}
/// s
#[derive(Clone, Debug, InputObject)]
pub struct PartyFilter {
    /// s
    pub stub: Option<CodeComparator>,
}
/// s
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PartySortField {
    /// s
    CreatedAt,
}
impl Listed for Party {
    type Filter = PartyFilter;
    type SortField = PartySortField;
}
impl Filter<entity::party::Entity> for PartyFilter {
    fn narrow(self, _: &mut Narrowing<'_>) -> Result<()> {
        Ok(())
    }
}
impl SortField<entity::party::Entity> for PartySortField {
    fn key(self, _: &Caller) -> SortKey {
        SortKey::instant(entity::party::Column::CreatedAt)
    }
}

//! The keys that open what the trail says of people, for those who may read who they are.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use entity::{
    id::{MunicipalityId, OrganisationId, StaffMemberId},
    personal_key, staff_member,
};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::{
    access::names_readable,
    audit::seal::PersonalKey,
    store::{ReadError, Reader, column},
};

/// Asks for the key of a person whose name the caller may read.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct OpenedBy(pub StaffMemberId);

/// What opens the trail about one person.
pub struct Opening {
    /// The key.
    pub key: PersonalKey,
    /// The municipality of the employer.
    pub municipality: MunicipalityId,
    /// The employer.
    pub employer: OrganisationId,
}

impl Loader<OpenedBy> for Reader {
    type Value = Arc<Opening>;
    type Error = ReadError;

    async fn load(&self, keys: &[OpenedBy]) -> Result<HashMap<OpenedBy, Self::Value>, ReadError> {
        let select = Query::select()
            .expr(column(personal_key::Column::StaffMemberId))
            .expr(column(personal_key::Column::Secret))
            .expr(column(staff_member::Column::MunicipalityId))
            .expr(column(staff_member::Column::EmployerId))
            .from(personal_key::Entity)
            .inner_join(
                staff_member::Entity,
                Expr::col((staff_member::Entity, staff_member::Column::Id))
                    .equals((personal_key::Entity, personal_key::Column::StaffMemberId)),
            )
            .and_where(self.among(personal_key::Column::StaffMemberId, keys.iter().map(|key| key.0)))
            .cond_where(names_readable(self.caller()))
            .take();
        let mut found = HashMap::new();
        for row in self.database().query_all(&select).await? {
            let person: StaffMemberId = row.try_get("", "staff_member_id")?;
            let secret: String = row.try_get("", "secret")?;
            let (municipality, employer) = (row.try_get("", "municipality_id")?, row.try_get("", "employer_id")?);
            if let Some(key) = PersonalKey::stored(person, &secret) {
                found.insert(OpenedBy(person), Arc::new(Opening { key, municipality, employer }));
            }
        }
        Ok(found)
    }
}

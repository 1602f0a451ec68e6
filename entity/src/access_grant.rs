//! Access given to an employee, a group of employees or a machine (tilgang).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AccessGrantId, MunicipalityId, OrganisationId},
    record::record,
    vocabulary::Role,
};

/// A role given to whom an identity provider vouches for (tilgang).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "access_grant")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccessGrantId,
    /// The municipality it holds in; none where it holds in the whole registry. For a grant at an organisation, the
    /// organisation's municipality.
    pub municipality_id: Option<MunicipalityId>,
    /// The organisation it holds at; none where it holds in the whole municipality.
    pub organisation_id: Option<OrganisationId>,
    /// The identity provider, as its tokens name it.
    pub issuer: String,
    /// Whom it is given to; none for a group.
    pub subject: Option<String>,
    /// The group it is given to; none for one subject.
    pub member_of: Option<String>,
    /// What is given.
    pub role: Role,
    /// The first day it holds.
    pub valid_from: NaiveDate,
    /// The last day it holds; none until further notice.
    pub valid_to: Option<NaiveDate>,
    /// Why, or for whom.
    pub note: Option<String>,
    /// The optimistic lock: 1 when created, one more for each change.
    pub version: i32,
    /// When the record was created (UTC, microseconds).
    pub created_at: DateTime<Utc>,
    /// When the record was last changed (UTC, microseconds).
    pub updated_at: DateTime<Utc>,
}

/// Joins are written where they are used.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

record!("accessGrant", optional);

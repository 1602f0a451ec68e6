//! An employee who may be shared (ansatt).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Percentage,
    id::{MunicipalityId, OrganisationId, StaffMemberId},
    record::record,
    vocabulary::{Competence, Terms},
};

/// An employee who may be shared (ansatt).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "staff_member")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StaffMemberId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The employer.
    pub employer_id: OrganisationId,
    /// The key at the employer; never a national identity number. Unique at the employer.
    pub employee_key: String,
    /// The name; readable only by those `access` lets read it.
    pub display_name: String,
    /// The name, normalised for sorting and searching.
    pub search_name: String,
    /// The work e-mail address; readable like the name.
    pub email: Option<String>,
    /// The job title.
    pub title: Option<String>,
    /// Competence of § 4.1.2; advisory.
    pub competence: Terms<Competence>,
    /// More about the competence.
    pub competence_note: Option<String>,
    /// The size of the position at the employer.
    pub employment_percentage: Percentage,
    /// The first day of employment.
    pub employed_from: NaiveDate,
    /// The last day of employment.
    pub employed_to: Option<NaiveDate>,
    /// When who it is was removed by the rule of retention (UTC, microseconds).
    pub pseudonymised_at: Option<DateTime<Utc>>,
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

record!("staffMember");

//! An application for external funding (ekstern søknad).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Nok,
    id::{FundingApplicationId, MunicipalityId, PartnershipId, PartyId},
    record::record,
    vocabulary::FundingStatus,
};

/// An application for external funding (ekstern søknad).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "funding_application")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FundingApplicationId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The party that applies for all.
    pub applicant_party_id: PartyId,
    /// The title.
    pub title: String,
    /// The title, normalised for sorting and searching.
    pub search_title: String,
    /// Who gives the money.
    pub funder: String,
    /// The funder, normalised for sorting and searching.
    pub search_funder: String,
    /// The grant scheme (tilskuddsordning).
    pub scheme: Option<String>,
    /// The fiscal year the award counts in.
    pub fiscal_year: i32,
    /// The amount applied for.
    pub applied: Nok,
    /// The amount awarded.
    pub awarded: Option<Nok>,
    /// The amount paid out so far; never more than awarded.
    pub disbursed: Nok,
    /// The last day to apply.
    pub deadline: Option<NaiveDate>,
    /// The day it was submitted.
    pub submitted_on: Option<NaiveDate>,
    /// The day it was decided.
    pub decided_on: Option<NaiveDate>,
    /// The last day to report.
    pub report_due_on: Option<NaiveDate>,
    /// The day it was reported.
    pub reported_on: Option<NaiveDate>,
    /// Where it is in its life.
    pub status: FundingStatus,
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

record!("fundingApplication");

//! A goal of a municipal plan that a partnership serves (planforankring, §§ 3.1.3 and 4.1.1).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{MunicipalityId, PartnershipId, PlanLinkId},
    record::record,
    vocabulary::PlanType,
};

/// A goal of a municipal plan that a partnership serves (planforankring, §§ 3.1.3 and 4.1.1).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "plan_link")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanLinkId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The kind of plan.
    pub plan_type: PlanType,
    /// The plan.
    pub plan_title: String,
    /// The plan and goal, normalised for sorting and searching.
    pub search_title: String,
    /// The goal in the plan.
    pub goal: String,
    /// Where in the plan it stands.
    pub section: Option<String>,
    /// The plan on the web.
    pub url: Option<String>,
    /// The first day the plan applies.
    pub valid_from: Option<NaiveDate>,
    /// The last day the plan applies.
    pub valid_to: Option<NaiveDate>,
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

record!("planLink");

//! An open activity made together (breddetilbud, § 3.1.3).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{BreadthActivityId, MunicipalityId, PartnershipId, PlanLinkId},
    record::record,
    vocabulary::{
        ActivityFormat, ActivityLanguage, ActivitySetting, AgeBand, Pillar, SubjectField, TargetGroup, Terms,
    },
};

/// An open activity made together (breddetilbud, § 3.1.3).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "breadth_activity")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BreadthActivityId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The municipal plan goal it serves.
    pub plan_link_id: Option<PlanLinkId>,
    /// The title.
    pub title: String,
    /// The title, normalised for sorting and searching.
    pub search_title: String,
    /// What happens.
    pub description: Option<String>,
    /// The subject fields (§ 3.2); at least one.
    pub subject_fields: Terms<SubjectField>,
    /// The pillars it stands on.
    pub pillars: Terms<Pillar>,
    /// The form it takes.
    pub format: ActivityFormat,
    /// Whom it is for.
    pub target_groups: Terms<TargetGroup>,
    /// The ages it is for.
    pub age_bands: Terms<AgeBand>,
    /// Where it happens.
    pub setting: ActivitySetting,
    /// The premises.
    pub premises: Option<String>,
    /// The languages used.
    pub languages: Terms<ActivityLanguage>,
    /// The first day.
    pub start_date: NaiveDate,
    /// The last day.
    pub end_date: Option<NaiveDate>,
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

record!("breadthActivity");

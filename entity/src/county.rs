//! A county (fylke).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{id::CountyId, record::record};

/// A county (fylke).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "county")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CountyId,
    /// The county number: two digits.
    pub number: String,
    /// The official Norwegian name.
    pub name_nb: String,
    /// The nynorsk name, where it differs.
    pub name_nn: Option<String>,
    /// The northern Sámi name.
    pub name_se: Option<String>,
    /// The Lule Sámi name.
    pub name_smj: Option<String>,
    /// The southern Sámi name.
    pub name_sma: Option<String>,
    /// The Kven name.
    pub name_fkv: Option<String>,
    /// The names, normalised for sorting and searching.
    pub search_name: String,
    /// The first day the county exists.
    pub valid_from: NaiveDate,
    /// The last day the county exists.
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

record!("county", shared);

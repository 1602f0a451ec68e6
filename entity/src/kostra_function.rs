//! A KOSTRA function: what municipal money is spent on (KOSTRA-funksjon).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{id::KostraFunctionId, record::record};

/// A KOSTRA function: what municipal money is spent on (KOSTRA-funksjon).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "kostra_function")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: KostraFunctionId,
    /// The code: three digits.
    pub code: String,
    /// The name in bokmål.
    pub name_nb: String,
    /// The name in nynorsk.
    pub name_nn: String,
    /// The name in English.
    pub name_en: String,
    /// The names, normalised for sorting and searching.
    pub search_name: String,
    /// The first day the code may be used; none when it always could.
    pub valid_from: Option<NaiveDate>,
    /// The last day the code may be used.
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

record!("kostraFunction", shared);

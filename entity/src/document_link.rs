//! A document about a partnership, kept elsewhere (dokumentlenke).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    id::{DocumentLinkId, MunicipalityId, PartnershipId},
    record::record,
    vocabulary::DocumentKind,
};

/// A document about a partnership, kept elsewhere (dokumentlenke).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "document_link")]
pub struct Model {
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentLinkId,
    /// The municipality that owns the record.
    pub municipality_id: MunicipalityId,
    /// The partnership.
    pub partnership_id: PartnershipId,
    /// The kind of document.
    pub kind: DocumentKind,
    /// The title.
    pub title: String,
    /// The title, normalised for sorting and searching.
    pub search_title: String,
    /// Its web address.
    pub url: Option<String>,
    /// Its reference in the municipal archive (saksnummer).
    pub archive_reference: Option<String>,
    /// Its date.
    pub dated_on: Option<NaiveDate>,
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

record!("documentLink");

//! What every record has in common: a key, a version, and when it was made and changed.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PrimaryKeyTrait};
use serde::{Serialize, de::DeserializeOwned};

use crate::id::{Id, MunicipalityId};

/// A kind of record, named in its public ids.
pub trait Kind: Send + Sync + 'static {
    /// The first part of a public id: `partnership` in `partnership_0193…`.
    const PREFIX: &'static str;
}

/// A table whose rows are records of their own, with an id and a version.
pub trait Record:
    Kind
    + EntityTrait<
        Model: Stamped<Entity = Self>
                   + IntoActiveModel<Self::ActiveModel>
                   + Serialize
                   + DeserializeOwned
                   + Send
                   + Sync
                   + 'static,
        ActiveModel: ActiveModelTrait<Entity = Self> + Fresh + Send + 'static,
        PrimaryKey: PrimaryKeyTrait<ValueType = Id<Self>>,
    >
{
    /// The key column.
    fn id_column() -> Self::Column;
}

/// The stamps of a stored record.
pub trait Stamped {
    /// The table it is stored in.
    type Entity;

    /// The key.
    fn id(&self) -> Id<Self::Entity>;
    /// The optimistic lock: 1 when created, one more for each change.
    fn version(&self) -> i32;
    /// When the record was created (UTC, microseconds).
    fn created_at(&self) -> DateTime<Utc>;
    /// When the record was last changed (UTC, microseconds).
    fn updated_at(&self) -> DateTime<Utc>;
    /// The municipality that owns the record; none for what the whole country shares.
    fn municipality_id(&self) -> Option<MunicipalityId>;
}

/// Stamps a row about to be written.
pub trait Fresh {
    /// A new row: its key, version 1, created and changed `now`.
    fn stamp_new(&mut self, id: uuid::Uuid, now: DateTime<Utc>);
    /// A changed row: its next version, changed `now`.
    fn stamp_changed(&mut self, version: i32, now: DateTime<Utc>);
}

/// Makes the table of the current module a [`Record`] with this public prefix.
///
/// `record!("partnership")` for a record a municipality owns; `record!("county", shared)` where no municipality does;
/// `record!("indicator", optional)` where it may.
macro_rules! record {
    ($prefix:literal) => {
        $crate::record::record!(@owner $prefix, |model| Some(model.municipality_id));
    };
    ($prefix:literal, shared) => {
        $crate::record::record!(@owner $prefix, |_model| None);
    };
    ($prefix:literal, optional) => {
        $crate::record::record!(@owner $prefix, |model| model.municipality_id);
    };
    (@owner $prefix:literal, |$model:ident| $owner:expr) => {
        impl $crate::record::Kind for Entity {
            const PREFIX: &'static str = $prefix;
        }

        impl $crate::record::Record for Entity {
            fn id_column() -> Column {
                Column::Id
            }
        }

        impl $crate::record::Stamped for Model {
            type Entity = Entity;

            fn id(&self) -> $crate::id::Id<Entity> {
                self.id
            }

            fn version(&self) -> i32 {
                self.version
            }

            fn created_at(&self) -> chrono::DateTime<chrono::Utc> {
                self.created_at
            }

            fn updated_at(&self) -> chrono::DateTime<chrono::Utc> {
                self.updated_at
            }

            fn municipality_id(&self) -> Option<$crate::id::MunicipalityId> {
                let $model = self;
                $owner
            }
        }

        impl $crate::record::Fresh for ActiveModel {
            fn stamp_new(&mut self, id: uuid::Uuid, now: chrono::DateTime<chrono::Utc>) {
                self.id = sea_orm::Set($crate::id::Id::new(id));
                self.version = sea_orm::Set(1);
                self.created_at = sea_orm::Set(now);
                self.updated_at = sea_orm::Set(now);
            }

            fn stamp_changed(&mut self, version: i32, now: chrono::DateTime<chrono::Utc>) {
                self.version = sea_orm::Set(version);
                self.updated_at = sea_orm::Set(now);
            }
        }

        impl sea_orm::ActiveModelBehavior for ActiveModel {}
    };
}
pub(crate) use record;

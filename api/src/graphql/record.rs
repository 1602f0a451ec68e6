//! Records as GraphQL objects: what all have in common, and how one is put together.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, ID, Object, OutputType, TypeName};
use entity::{Id, Record, Stamped, audit_event};

use super::{
    connection::{Connection, connections},
    context::RequestContext,
    errors::Result,
    scalars::DateTime,
};
use crate::{access::Protected, audit::types::AuditEvent, municipality::types::Municipality, store::Relation};

/// A GraphQL object that shows one record.
pub trait Node:
    OutputType + From<Arc<<Self::Entity as sea_orm::EntityTrait>::Model>> + Clone + Send + Sync + 'static
{
    /// The table behind it.
    type Entity: Record + Protected;

    /// The record's key.
    fn key(&self) -> Id<Self::Entity>;

    /// The record's public id, for the `Node` interface.
    fn node_id(&self, _: &Context<'_>) -> impl Future<Output = Result<ID>> + Send {
        let id = self.key();
        async move { Ok(ID(id.to_string())) }
    }
}

/// The fields every record has.
pub struct Common<E: Record>(pub Arc<E::Model>);

impl<E: Record> Clone for Common<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<E: Record> TypeName for Common<E> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Common", E::PREFIX).into()
    }
}

connections! {
    #[Object(name_type)]
    impl [<E: Record> Common<E>] {
        /// The public id: `<kind>_<32 hex digits>`, the same for as long as the record lives.
        async fn id(&self) -> ID {
            ID(self.0.id().to_string())
        }

        /// The optimistic lock: 1 when created, one more for each change. Give it back when you change the record.
        async fn version(&self) -> i32 {
            self.0.version()
        }

        /// When the record was created.
        async fn created_at(&self) -> DateTime {
            DateTime(self.0.created_at())
        }

        /// When the record was last changed.
        async fn updated_at(&self) -> DateTime {
            DateTime(self.0.updated_at())
        }
    }
    /// What was done to the record (historikk), in the order of the audit trail unless said otherwise; empty for those who
    /// may not read the trail.
    history: AuditEvent = |self, ctx, arguments| {
        let parent = (self.0.id().uuid(), Relation::Column(audit_event::Column::RecordKey));
        Connection::new(ctx, Some(parent), arguments)
    }
}

/// The municipality a record belongs to.
pub struct Owned<E: Record>(pub Arc<E::Model>);

impl<E: Record> Clone for Owned<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<E: Record> TypeName for Owned<E> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Owned", E::PREFIX).into()
    }
}

#[Object(name_type)]
impl<E: Record> Owned<E> {
    /// The municipality the record belongs to (kommune); null when the whole country shares it.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Option<Municipality>> {
        ctx.maybe(self.0.municipality_id()).await
    }
}

/// Puts a record's object together: the common fields, its own fields and its lists.
///
/// ```text
/// record_object! {
///     /// A task the parties share (felles oppgave, § 3.6).
///     pub SharedTask of shared_task = owned + SharedTaskFields + SharedTaskLists
/// }
/// ```
///
/// `owned` adds the municipality, `shared` does not. `SharedTaskFields` comes from [`record_fields!`] and has an
/// `#[Object]`; lists come from [`lists!`](super::connection::lists).
macro_rules! record_object {
    ($(#[doc = $doc:literal])+ pub $name:ident of $table:ident = owned $(+ $part:ident)*) => {
        $crate::graphql::record::record_object! {
            @build [$(#[doc = $doc])+] $name $table
            [$crate::graphql::record::Common<entity::$table::Entity>,
             $crate::graphql::record::Owned<entity::$table::Entity> $(, $part)*]
        }
    };
    ($(#[doc = $doc:literal])+ pub $name:ident of $table:ident = shared $(+ $part:ident)*) => {
        $crate::graphql::record::record_object! {
            @build [$(#[doc = $doc])+] $name $table
            [$crate::graphql::record::Common<entity::$table::Entity> $(, $part)*]
        }
    };
    (@build [$($doc:tt)+] $name:ident $table:ident [$($part:ty),+]) => {
        $($doc)+
        #[derive(Clone, async_graphql::MergedObject)]
        pub struct $name($($part),+);

        impl From<std::sync::Arc<entity::$table::Model>> for $name {
            fn from(model: std::sync::Arc<entity::$table::Model>) -> Self {
                Self($(<$part as $crate::graphql::record::Part<entity::$table::Entity>>::of(&model)),+)
            }
        }

        impl $crate::graphql::record::Node for $name {
            type Entity = entity::$table::Entity;

            fn key(&self) -> entity::Id<Self::Entity> {
                entity::Stamped::id(&*self.0.0)
            }
        }
    };
}
pub(crate) use record_object;

/// A part of a record's object, made from the stored record.
pub trait Part<E: Record> {
    /// The part that shows this record.
    fn of(model: &Arc<E::Model>) -> Self;
}

impl<E: Record> Part<E> for Common<E> {
    fn of(model: &Arc<E::Model>) -> Self {
        Self(Arc::clone(model))
    }
}

impl<E: Record> Part<E> for Owned<E> {
    fn of(model: &Arc<E::Model>) -> Self {
        Self(Arc::clone(model))
    }
}

/// Declares the struct behind a record's own fields: a shared pointer to the stored record.
macro_rules! record_fields {
    ($(#[doc = $doc:literal])+ $name:ident of $table:ident) => {
        $(#[doc = $doc])+
        #[derive(Clone)]
        pub struct $name(pub(crate) std::sync::Arc<entity::$table::Model>);

        impl $crate::graphql::record::Part<entity::$table::Entity> for $name {
            fn of(model: &std::sync::Arc<entity::$table::Model>) -> Self {
                Self(std::sync::Arc::clone(model))
            }
        }
    };
}
pub(crate) use record_fields;

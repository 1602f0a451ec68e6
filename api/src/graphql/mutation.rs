//! Mutations: one input, one transaction, and a payload with the changed object or the reasons why not.

/// Declares the mutations of a concept. Each names its input, its payload with the object it shows, and the function of
/// the store that carries it out within the transaction.
///
/// ```text
/// mutations! {
///     SharedTaskMutations {
///         writes {
///             /// Adds a task to a partnership.
///             create_shared_task(CreateSharedTaskInput) = store::create
///                 => CreateSharedTaskPayload {
///                     /// The new task; null when it was refused.
///                     shared_task: SharedTask
///                 };
///         }
///         deletes {
///             /// Deletes a task.
///             delete_shared_task(DeleteSharedTaskInput of shared_task) = store::delete => DeleteSharedTaskPayload;
///         }
///     }
/// }
/// ```
///
/// A function has the shape `async fn(&Tx, Input) -> Result<Model, Refused>`; a deleting one returns `()`, and its input
/// (`id` and `version`) is declared here too.
macro_rules! mutations {
    (
        $name:ident {
            writes {
                $(
                    $(#[doc = $doc:literal])+
                    $field:ident($input:ty) = $run:path
                        => $payload:ident { $(#[doc = $object_doc:literal])+ $object:ident: $node:ty };
                )*
            }
            deletes {
                $(
                    $(#[doc = $delete_doc:literal])+
                    $delete_field:ident($delete_input:ident of $table:ident) = $delete_run:path => $delete_payload:ident;
                )*
            }
        }
    ) => {
        /// Root fields that write.
        #[derive(Clone, Copy, Default)]
        pub struct $name;

        #[async_graphql::Object]
        impl $name {
            $(
                $(#[doc = $doc])+
                async fn $field(
                    &self,
                    ctx: &async_graphql::Context<'_>,
                    #[graphql(desc = "What to write.")] input: $input,
                ) -> $crate::graphql::errors::Result<$payload> {
                    let scope = $crate::graphql::mutation::writing(ctx);
                    let mut crossings = $crate::graphql::mutation::Crossings::default();
                    let outcome = loop {
                        let outcome = async {
                            let tx = scope.begin(stringify!($field)).await?;
                            let written = $run(&tx, input.clone()).await?;
                            tx.commit().await?;
                            Ok(written)
                        }
                        .await;
                        if !crossings.again(&outcome) {
                            break outcome;
                        }
                    };
                    let (written, errors) = $crate::graphql::errors::settle(outcome, scope.language)?;
                    Ok($payload { $object: written.map(|model| std::sync::Arc::new(model).into()), errors })
                }
            )*
            $(
                $(#[doc = $delete_doc])+
                async fn $delete_field(
                    &self,
                    ctx: &async_graphql::Context<'_>,
                    #[graphql(desc = "What to delete.")] input: $delete_input,
                ) -> $crate::graphql::errors::Result<$delete_payload> {
                    let scope = $crate::graphql::mutation::writing(ctx);
                    let id = input.id.0.to_string();
                    let mut crossings = $crate::graphql::mutation::Crossings::default();
                    let outcome = loop {
                        let outcome = async {
                            let tx = scope.begin(stringify!($delete_field)).await?;
                            $delete_run(&tx, input.id.0, input.version).await?;
                            tx.commit().await?;
                            Ok(())
                        }
                        .await;
                        if !crossings.again(&outcome) {
                            break outcome;
                        }
                    };
                    let (deleted, errors) = $crate::graphql::errors::settle(outcome, scope.language)?;
                    Ok($delete_payload { deleted_id: deleted.map(|()| async_graphql::ID(id)), errors })
                }
            )*
        }

        $(
            /// What a write led to: the object, or why it was refused.
            #[derive(async_graphql::SimpleObject)]
            pub struct $payload {
                $(#[doc = $object_doc])+
                $object: Option<$node>,
                /// Why nothing was written; empty when it was.
                errors: Vec<$crate::graphql::errors::UserError>,
            }
        )*
        $(
            /// Names the record to delete.
            #[derive(async_graphql::InputObject)]
            pub struct $delete_input {
                /// The record to delete.
                pub id: $crate::graphql::ids::GlobalId<entity::$table::Entity>,
                /// The version you know; another is refused with CONFLICT.
                pub version: i32,
            }

            /// What a deletion led to: the id of what was deleted, or why it was refused.
            #[derive(async_graphql::SimpleObject)]
            pub struct $delete_payload {
                /// The id of the deleted record; null when nothing was deleted.
                deleted_id: Option<async_graphql::ID>,
                /// Why nothing was deleted; empty when it was.
                errors: Vec<$crate::graphql::errors::UserError>,
            }
        )*
    };
}
pub(crate) use mutations;

use super::context::RequestContext;
use crate::store::{Refused, Scope};

/// How often a write is carried out anew when others cross it.
const MOST_CROSSINGS: u8 = 2;

/// How often a write was crossed by another, so that PostgreSQL undid it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Crossings(u8);

impl Crossings {
    /// Whether to carry the write out anew: it was crossed, and not too often yet. Nothing of it was kept.
    pub fn again<T>(&mut self, outcome: &Result<T, Refused>) -> bool {
        let again = matches!(outcome, Err(Refused::Crossed)) && self.0 < MOST_CROSSINGS;
        if again {
            self.0 += 1;
            tracing::info!(crossings = self.0, "another write crossed this one; it is carried out anew");
        }
        again
    }
}

/// The scope of a write. What the request has read so far may be about to change, so its loaders forget it.
#[must_use]
pub fn writing<'a>(ctx: &'a async_graphql::Context<'_>) -> &'a Scope {
    ctx.loaders().enable_all_cache(false);
    ctx.scope()
}

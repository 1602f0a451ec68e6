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
                    let writing = $crate::graphql::mutation::writing(ctx, stringify!($field));
                    let write = || Box::pin(async {
                        if let Some(written) = writing.again::<$node>(ctx).await? {
                            return Ok(written);
                        }
                        let tx = writing.begin().await?;
                        let written = $run(&tx, input.clone()).await?;
                        let id = entity::Stamped::id(&written).to_string();
                        writing.commit(tx, &[id]).await?;
                        Ok(<$node>::from(std::sync::Arc::new(written)))
                    });
                    let ($object, errors) = writing.carry_out(write).await?;
                    Ok($payload { $object, errors })
                }
            )*
            $(
                $(#[doc = $delete_doc])+
                async fn $delete_field(
                    &self,
                    ctx: &async_graphql::Context<'_>,
                    #[graphql(desc = "What to delete.")] input: $delete_input,
                ) -> $crate::graphql::errors::Result<$delete_payload> {
                    let writing = $crate::graphql::mutation::writing(ctx, stringify!($delete_field));
                    let id = input.id.0.to_string();
                    let write = || Box::pin(async {
                        if !writing.was_done()? {
                            let tx = writing.begin().await?;
                            $delete_run(&tx, input.id.0, input.version).await?;
                            writing.commit(tx, std::slice::from_ref(&id)).await?;
                        }
                        Ok(async_graphql::ID(id.clone()))
                    });
                    let (deleted_id, errors) = writing.carry_out(write).await?;
                    Ok($delete_payload { deleted_id, errors })
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

use std::{
    collections::HashMap,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::Context;
use entity::Id;
use futures_util::future::try_join_all;

use super::{
    context::RequestContext,
    errors::{self, UserError},
    record::Node,
};
use crate::{
    idempotency::{Claim, Step},
    problem::{CommonProblem, problems},
    store::{Refused, Scope, Tx},
};

problems! {
    /// What can be wrong with a write that was carried out before.
    pub enum AgainProblem {
        /// What it wrote is no longer there, or may no longer be seen.
        Gone { id: String } => NotFound at "" {
            nb: "Dette ble utført første gang, men {id} er siden slettet, eller du har ikke lenger tilgang. Ingenting ble gjort nå.",
            nn: "Dette vart utført første gongen, men {id} er sidan sletta, eller du har ikkje lenger tilgang. Ingenting vart gjort no.",
            en: "This was carried out the first time, but {id} has been deleted since, or you no longer have access. Nothing was done now."
        }
    }
}

/// How often a write is carried out anew when others cross it.
const MOST_CROSSINGS: u8 = 2;

/// The ids of what a request has written so far, by response key. A document may ask for the same field twice, say in two
/// fragments (`OverlappingFieldsCanBeMerged`); that is one write. async-graphql 8.0.0-rc.5 resolves it each time.
#[derive(Clone, Debug, Default)]
pub struct Written(Arc<Mutex<HashMap<String, Vec<String>>>>);

impl Written {
    fn get(&self, key: &str) -> Option<Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: &str, records: &[String]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), records.to_vec());
    }
}

/// A root field that writes.
pub struct Writing<'a> {
    /// Who asks, and when.
    pub scope: &'a Scope,
    operation: &'static str,
    /// Its place in a request that may come again.
    step: Option<Step>,
    /// What it is called in the answer.
    key: &'a str,
    written: Option<&'a Written>,
}

/// Begins the mutation `operation`, in snake case. What the request has read so far may be about to change, so its loaders
/// forget it.
#[must_use]
pub fn writing<'a>(ctx: &'a Context<'_>, operation: &'static str) -> Writing<'a> {
    ctx.loaders().enable_all_cache(false);
    let step = ctx.data_opt::<Arc<Claim>>().map(Claim::step);
    let key = &ctx.item.node.response_key().node;
    Writing { scope: ctx.scope(), operation, step, key, written: ctx.data_opt() }
}

impl Writing<'_> {
    /// What an earlier attempt at the request wrote here, or this one for the same field before, as it is now; none when it is still to be carried out.
    ///
    /// # Errors
    /// `NOT_FOUND` when it is gone, or when the database does not answer.
    pub async fn again_all<T: Node>(&self, ctx: &Context<'_>) -> Result<Option<Vec<T>>, Refused> {
        let Some(records) = self.done()? else { return Ok(None) };
        let ids = records.iter().map(|record| record.parse());
        let ids: Vec<Id<T::Entity>> = ids.collect::<Result<_, _>>().map_err(|error| broken(&error))?;
        let found = try_join_all(ids.iter().map(|id| ctx.loaders().load_one(*id))).await?;
        let read = ids.iter().zip(found).map(|(id, record)| {
            let gone = || Refused::from(AgainProblem::Gone { id: id.to_string() });
            Ok(T::from(record.ok_or_else(gone)?))
        });
        Ok(Some(read.collect::<Result<_, Refused>>()?))
    }

    /// The one record that was written here before, as it is now.
    ///
    /// # Errors
    /// `NOT_FOUND` when it is gone, or when the database does not answer.
    pub async fn again<T: Node>(&self, ctx: &Context<'_>) -> Result<Option<T>, Refused> {
        let Some(records) = self.again_all(ctx).await? else { return Ok(None) };
        let record = records.into_iter().next();
        Ok(Some(record.ok_or_else(|| broken(&"it wrote nothing"))?))
    }

    /// Whether it was carried out before.
    ///
    /// # Errors
    /// When an earlier attempt at the request carried out something else in its place.
    pub fn was_done(&self) -> Result<bool, Refused> {
        Ok(self.done()?.is_some())
    }

    fn done(&self) -> Result<Option<Vec<String>>, Refused> {
        if let Some(records) = self.written.and_then(|written| written.get(self.key)) {
            return Ok(Some(records));
        }
        let records = self.step.as_ref().map_or(Ok(None), |step| step.done(self.operation))?;
        if let (Some(written), Some(records)) = (self.written, records) {
            written.put(self.key, records);
        }
        Ok(records.map(<[String]>::to_vec))
    }

    /// Begins its transaction.
    ///
    /// # Errors
    /// `FORBIDDEN` when the caller may not carry it out, or when the database does not answer.
    pub async fn begin(&self) -> Result<Tx, Refused> {
        self.scope.begin(self.operation).await
    }

    /// Carries a write out, and anew when another crosses it, so that PostgreSQL undoes it: nothing of it was kept. The
    /// outcome is as a payload has it. The write is on the heap: a root field's future is passed down through all that the
    /// schema is put together from.
    ///
    /// # Errors
    /// Only failures of the service, whose details are for the log.
    pub async fn carry_out<T, W>(&self, write: impl Fn() -> Pin<Box<W>>) -> errors::Result<(Option<T>, Vec<UserError>)>
    where
        W: Future<Output = Result<T, Refused>>,
    {
        let mut outcome = write().await;
        for crossings in 1..=MOST_CROSSINGS {
            if !matches!(outcome, Err(Refused::Crossed)) {
                break;
            }
            tracing::info!(crossings, "another write crossed this one; it is carried out anew");
            outcome = write().await;
        }
        self.settle(outcome)
    }

    /// The outcome as a payload has it.
    fn settle<T>(&self, outcome: Result<T, Refused>) -> errors::Result<(Option<T>, Vec<UserError>)> {
        let crossed = match &outcome {
            Err(Refused::Crossed) => true,
            Err(Refused::Problems(problems)) => problems.contains(&CommonProblem::Crossed {}.into()),
            _ => false,
        };
        if let (Some(step), true) = (&self.step, crossed) {
            step.leave_open();
        }
        errors::settle(outcome, self.scope.language)
    }

    /// Keeps what was written: these records, by id.
    ///
    /// # Errors
    /// When the database could not keep it, or another attempt at the request has taken over; then nothing is kept.
    pub async fn commit(&self, tx: Tx, records: &[String]) -> Result<(), Refused> {
        match &self.step {
            Some(step) => tx.commit_as(step, records).await?,
            None => tx.commit().await?,
        }
        if let Some(written) = self.written {
            written.put(self.key, records);
        }
        Ok(())
    }
}

fn broken(what: &impl std::fmt::Display) -> Refused {
    Refused::Broken(format!("what a step wrote cannot be read: {what}"))
}

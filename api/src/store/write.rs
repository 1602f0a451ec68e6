//! Writes: one transaction a mutation, the audit row written with the change it tells of.

use entity::{Fresh, Id, Record, Stamped, audit_event};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, Set, SqliteTransactionMode, TransactionOptions, TransactionTrait, TryIntoModel,
};
use serde_json::{Map, Value};

use super::{Refused, Scope};
use crate::{access::Protected, auth::Caller, problem::CommonProblem, text::camel_case};

/// Values of a record that are kept in another table, as its audit rows tell of them: `{"co_creators": […]}`.
pub type Beside = Map<String, Value>;

/// An open write. Dropping it undoes everything.
pub struct Tx {
    scope: Scope,
    operation: &'static str,
    transaction: DatabaseTransaction,
}

impl Tx {
    pub(super) async fn begin(scope: Scope, operation: &'static str) -> Result<Self, Refused> {
        if !crate::access::may(&scope.caller, &camel_case(operation)) {
            return Err(CommonProblem::Forbidden {}.into());
        }
        // SQLite: take the write lock at once, so that what is read stays true until it is written.
        // PostgreSQL: read committed; what must stay true is read with a row lock.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = scope.registry.database.begin_with_options(options).await?;
        Ok(Self { scope, operation, transaction })
    }

    /// Keeps everything written.
    ///
    /// # Errors
    /// When the database could not keep it; then nothing is kept.
    pub async fn commit(self) -> Result<(), Refused> {
        Ok(self.transaction.commit().await?)
    }

    /// Who writes.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.scope.caller
    }

    /// The request this write is part of.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The open transaction, for statements of the stores.
    #[must_use]
    pub fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    async fn read<E: Record + Protected>(&self, id: Id<E>, lock: bool) -> Result<E::Model, Refused> {
        let mut select = E::find_by_id(id).filter(E::visible(self.caller()));
        if lock && self.transaction.get_database_backend() == DbBackend::Postgres {
            select = select.lock_exclusive();
        }
        let found = select.one(&self.transaction).await?;
        found.ok_or_else(|| CommonProblem::NotFound { id: id.to_string() }.into())
    }

    /// A record the caller may see.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn find<E: Record + Protected>(&self, id: Id<E>) -> Result<E::Model, Refused> {
        self.read(id, false).await
    }

    /// A record the caller may see, held until the end of the write: no other writer can change it meanwhile.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub async fn lock<E: Record + Protected>(&self, id: Id<E>) -> Result<E::Model, Refused> {
        self.read(id, true).await
    }

    /// A record the caller may change, held until the end of the write.
    ///
    /// # Errors
    /// `NOT_FOUND` when it may not be seen, `FORBIDDEN` when it may not be changed.
    pub async fn lock_changeable<E: Record + Protected>(&self, id: Id<E>) -> Result<E::Model, Refused> {
        let record = self.lock(id).await?;
        let allowed = E::find_by_id(id)
            .filter(E::changeable(self.caller()))
            .select_only()
            .column(E::id_column())
            .into_tuple::<uuid::Uuid>()
            .one(&self.transaction)
            .await?;
        if allowed.is_some() { Ok(record) } else { Err(CommonProblem::Forbidden {}.into()) }
    }

    /// A record the caller may change and knows the current version of, held until the end of the write.
    ///
    /// # Errors
    /// `NOT_FOUND`, `FORBIDDEN`, or `CONFLICT` with the current version.
    pub async fn changeable<E: Record + Protected>(&self, id: Id<E>, version: i32) -> Result<E::Model, Refused> {
        let record = self.lock_changeable(id).await?;
        let current = record.version();
        if version == current {
            return Ok(record);
        }
        let mut problem: crate::problem::Problem = CommonProblem::Conflict { given: version, current }.into();
        problem.current_version = Some(current);
        Err(problem.into())
    }

    /// Adds a record and its audit row.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn insert<E: Record>(&self, row: E::ActiveModel) -> Result<E::Model, Refused> {
        self.insert_with::<E>(row, Beside::new()).await
    }

    /// Adds a record and its audit row, which also tells of what the caller keeps beside it.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn insert_with<E: Record>(&self, mut row: E::ActiveModel, beside: Beside) -> Result<E::Model, Refused> {
        row.stamp_new(self.scope.registry.ids.next(self.scope.now), self.scope.now);
        let model = row.insert(&self.transaction).await?;
        let after = with(fields(&model)?, beside);
        self.audit::<E>("CREATE", &model, None, Some(after)).await?;
        Ok(model)
    }

    /// Adds a record that was deleted, under its old key, and its audit row.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn reinstate<E: Record>(&self, model: E::Model) -> Result<E::Model, Refused> {
        let mut row = model.clone().into_active_model().reset_all();
        row.stamp_changed(model.version() + 1, self.scope.now);
        let model = row.insert(&self.transaction).await?;
        self.audit::<E>("CREATE", &model, None, Some(fields(&model)?)).await?;
        Ok(model)
    }

    /// Changes a record and adds the audit row of what changed. Nothing is written when nothing changed.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn update<E: Record>(&self, before: E::Model, row: E::ActiveModel) -> Result<E::Model, Refused>
    where
        E::ActiveModel: TryIntoModel<E::Model> + Clone,
    {
        let (was, is) = (Beside::new(), Beside::new());
        self.update_with::<E>(before, row, was, is).await
    }

    /// Changes a record and adds the audit row of what changed, in the record or beside it: what `was` there before the
    /// write and what `is` now, under the same names. A change beside it alone is a new version too. Nothing is written
    /// when nothing changed.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn update_with<E: Record>(
        &self,
        before: E::Model,
        mut row: E::ActiveModel,
        was: Beside,
        is: Beside,
    ) -> Result<E::Model, Refused>
    where
        E::ActiveModel: TryIntoModel<E::Model> + Clone,
    {
        let after = row.clone().try_into_model()?;
        let (old, new) = changes(with(fields(&before)?, was), with(fields(&after)?, is));
        if new.is_empty() {
            return Ok(before);
        }
        row.stamp_changed(before.version() + 1, self.scope.now);
        let model = row.update(&self.transaction).await?;
        self.audit::<E>("UPDATE", &model, Some(old), Some(new)).await?;
        Ok(model)
    }

    /// Deletes a record and adds the audit row of what it was.
    ///
    /// # Errors
    /// `IN_USE` when others depend on it, or when the database fails.
    pub async fn delete<E: Record>(&self, before: E::Model) -> Result<(), Refused> {
        self.delete_with::<E>(before, Beside::new()).await
    }

    /// Deletes a record and adds the audit row of what it was, and of what was kept beside it.
    ///
    /// # Errors
    /// `IN_USE` when others depend on it, or when the database fails.
    pub async fn delete_with<E: Record>(&self, before: E::Model, beside: Beside) -> Result<(), Refused> {
        E::delete_by_id(before.id()).exec(&self.transaction).await?;
        let was = with(fields(&before)?, beside);
        self.audit::<E>("DELETE", &before, Some(was), None).await
    }

    async fn audit<E: Record>(
        &self,
        action: &str,
        record: &E::Model,
        before: Option<Map<String, Value>>,
        after: Option<Map<String, Value>>,
    ) -> Result<(), Refused> {
        let Scope { registry, caller, request_id, now, .. } = &self.scope;
        let text = |values: Map<String, Value>| Value::Object(values).to_string();
        let event = audit_event::ActiveModel {
            id: Set(Id::new(registry.ids.next(*now))),
            at: Set(*now),
            subject: Set(caller.subject.clone()),
            issuer: Set(caller.issuer.clone()),
            role: Set(caller.roles()),
            acting_organisation: Set(caller.acting_organisation().map(|id| id.to_string())),
            request_id: Set(request_id.to_string()),
            operation: Set(camel_case(self.operation)),
            action: Set(action.to_owned()),
            record: Set(record.id().to_string()),
            municipality_id: Set(record.municipality_id()),
            before: Set(before.map(text)),
            after: Set(after.map(text)),
        };
        audit_event::Entity::insert(event).exec_without_returning(&self.transaction).await?;
        Ok(())
    }
}

fn fields<M: serde::Serialize>(record: &M) -> Result<Map<String, Value>, Refused> {
    match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Refused::Broken("a record is not a JSON object".to_owned())),
        Err(error) => Err(Refused::Broken(format!("a record cannot be written as JSON: {error}"))),
    }
}

fn with(mut fields: Map<String, Value>, beside: Beside) -> Map<String, Value> {
    fields.extend(beside);
    fields
}

/// Keeps the fields that differ.
fn changes(mut before: Map<String, Value>, mut after: Map<String, Value>) -> (Map<String, Value>, Map<String, Value>) {
    before.retain(|field, old| after.get(field) != Some(old));
    after.retain(|field, _| before.contains_key(field));
    (before, after)
}

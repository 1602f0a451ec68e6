//! Writes: one transaction a mutation, the audit events written with the changes they tell of.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
};

use entity::{
    Fresh, Id, Kind as _, Record, Stamped, audit_event,
    id::{OrganisationId, StaffMemberId},
    personal_key, staff_allocation, staff_member,
    vocabulary::AuditAction,
};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, SqliteTransactionMode, TransactionOptions, TransactionTrait, TryIntoModel, sea_query::OnConflict,
};
use serde_json::{Map, Value};

use super::{Refused, Scope, tally, trail};
use crate::{
    access::{Audience, Protected},
    audit::{
        disclosure::Disclosure,
        personal::{self, Fields},
        seal::PersonalKey,
    },
    auth::Caller,
    idempotency::{self, Step},
    problem::CommonProblem,
    text::camel_case,
};

/// Values of a record that are kept in another table, as its audit events tell of them: `{"co_creators": […]}`.
pub type Beside = Map<String, Value>;

/// An open write. Dropping it undoes everything.
pub struct Tx {
    scope: Scope,
    operation: &'static str,
    transaction: DatabaseTransaction,
    /// What was done so far; it joins the trail with the commit.
    events: Mutex<Vec<audit_event::Model>>,
    /// The keys of the people it was done to.
    keys: Mutex<HashMap<StaffMemberId, PersonalKey>>,
}

impl Tx {
    pub(super) async fn begin(scope: Scope, operation: &'static str) -> Result<Self, Refused> {
        if !crate::access::may(&scope.caller, &camel_case(operation)) {
            return Err(CommonProblem::Forbidden {}.into());
        }
        Self::begin_own(scope, operation).await
    }

    /// Begins a write that no caller asked for by name: the registry's own.
    pub(super) async fn begin_own(scope: Scope, operation: &'static str) -> Result<Self, Refused> {
        // SQLite: take the write lock at once, so that what is read stays true until it is written.
        // PostgreSQL: read committed; what must stay true is read with a row lock.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = scope.registry.database.begin_with_options(options).await?;
        Ok(Self { scope, operation, transaction, events: Mutex::default(), keys: Mutex::default() })
    }

    /// Keeps everything written, with its audit events.
    ///
    /// # Errors
    /// When the database could not keep it; then nothing is kept.
    pub async fn commit(self) -> Result<(), Refused> {
        let events = self.events.into_inner().unwrap_or_else(PoisonError::into_inner);
        trail::append(&self.transaction, events).await.map_err(Refused::of_trail)?;
        let commit = async { self.transaction.commit().await.map_err(Refused::of_commit) };
        tally::keep(commit, |refused| !matches!(refused, Refused::InDoubt(_))).await
    }

    /// Keeps everything written, with a note that it was, for a request that may come again: these records, by id.
    ///
    /// # Errors
    /// When another attempt at the request has taken over, or the database could not keep it; then nothing is kept.
    pub async fn commit_as(self, step: &Step, records: &[String]) -> Result<(), Refused> {
        // Before the trail, whose lock is the last one taken.
        idempotency::note(&self.transaction, step, self.operation, records).await?;
        self.commit().await
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

    /// Adds a record and its audit event.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn insert<E: Record + Protected>(&self, row: E::ActiveModel) -> Result<E::Model, Refused> {
        self.insert_with::<E>(row, Beside::new()).await
    }

    /// Adds a record and its audit event, which also tells of what the caller keeps beside it.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn insert_with<E: Record + Protected>(
        &self,
        mut row: E::ActiveModel,
        beside: Beside,
    ) -> Result<E::Model, Refused> {
        row.stamp_new(self.scope.registry.ids.next(self.scope.now), self.scope.now);
        let model = row.insert(&self.transaction).await?;
        let after = with(fields(&model)?, beside);
        self.audit::<E>(AuditAction::Create, &model, None, Some(after)).await?;
        Ok(model)
    }

    /// Adds a record that was deleted, under its old key, and its audit event.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn reinstate<E: Record + Protected>(&self, model: E::Model) -> Result<E::Model, Refused> {
        let mut row = model.clone().into_active_model().reset_all();
        row.stamp_changed(model.version() + 1, self.scope.now);
        let model = row.insert(&self.transaction).await?;
        self.audit::<E>(AuditAction::Create, &model, None, Some(fields(&model)?)).await?;
        Ok(model)
    }

    /// Changes a record and adds the audit event of what changed. Nothing is written when nothing changed.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn update<E: Record + Protected>(
        &self,
        before: E::Model,
        row: E::ActiveModel,
    ) -> Result<E::Model, Refused>
    where
        E::ActiveModel: TryIntoModel<E::Model> + Clone,
    {
        let (was, is) = (Beside::new(), Beside::new());
        self.update_with::<E>(before, row, was, is).await
    }

    /// Changes a record and adds the audit event of what changed, in the record or beside it: what `was` there before the
    /// write and what `is` now, under the same names. A change beside it alone is a new version too. Nothing is written
    /// when nothing changed.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn update_with<E: Record + Protected>(
        &self,
        before: E::Model,
        row: E::ActiveModel,
        was: Beside,
        is: Beside,
    ) -> Result<E::Model, Refused>
    where
        E::ActiveModel: TryIntoModel<E::Model> + Clone,
    {
        self.change::<E>(AuditAction::Update, before, row, (was, is)).await
    }

    /// Removes who a person is from a record: like [`update`](Self::update), but the event says so, and tells what is
    /// there now as it is, since it names nobody.
    ///
    /// # Errors
    /// When a unique value is taken or the database fails.
    pub async fn pseudonymise<E: Record + Protected>(
        &self,
        before: E::Model,
        row: E::ActiveModel,
    ) -> Result<E::Model, Refused>
    where
        E::ActiveModel: TryIntoModel<E::Model> + Clone,
    {
        self.change::<E>(AuditAction::Pseudonymise, before, row, Default::default()).await
    }

    async fn change<E: Record + Protected>(
        &self,
        action: AuditAction,
        before: E::Model,
        mut row: E::ActiveModel,
        (was, is): (Beside, Beside),
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
        self.audit::<E>(action, &model, Some(old), Some(new)).await?;
        Ok(model)
    }

    /// Deletes a record and adds the audit event of what it was.
    ///
    /// # Errors
    /// `IN_USE` when others depend on it, or when the database fails.
    pub async fn delete<E: Record + Protected>(&self, before: E::Model) -> Result<(), Refused> {
        self.delete_with::<E>(before, Beside::new()).await
    }

    /// Deletes a record and adds the audit event of what it was, and of what was kept beside it.
    ///
    /// # Errors
    /// `IN_USE` when others depend on it, or when the database fails.
    pub async fn delete_with<E: Record + Protected>(&self, before: E::Model, beside: Beside) -> Result<(), Refused> {
        E::delete_by_id(before.id()).exec(&self.transaction).await?;
        let was = with(fields(&before)?, beside);
        self.audit::<E>(AuditAction::Delete, &before, Some(was), None).await
    }

    /// Makes what the trail tells of a person unreadable for good: their key is deleted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget(&self, person: StaffMemberId) -> Result<(), Refused> {
        personal_key::Entity::delete_by_id(person).exec(&self.transaction).await?;
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).remove(&person);
        Ok(())
    }

    /// Notes in the trail that a person's name was read.
    pub fn note_reading(&self, disclosure: &Disclosure) {
        let Disclosure { person, operation } = disclosure;
        let audience = Audience { organisation: Some(person.employer), ..Audience::default() };
        self.note(audit_event::Model {
            operation: operation.clone(),
            municipality_id: Some(person.municipality),
            ..self.event(AuditAction::Read, person.id, audience)
        });
    }

    fn note(&self, event: audit_event::Model) {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }

    /// An event of this write, about a record; its place in the trail and its values are still to come.
    fn event<E: Record>(&self, action: AuditAction, record: Id<E>, audience: Audience) -> audit_event::Model {
        let Scope { registry, caller, request_id, now, .. } = &self.scope;
        audit_event::Model {
            id: Id::new(registry.ids.next(*now)),
            sequence: 0,
            at: *now,
            subject: caller.subject.clone(),
            issuer: caller.issuer.clone(),
            role: caller.roles(),
            acting_organisation: caller.acting_organisation().map(|id| id.to_string()),
            client: caller.client.clone(),
            supplier: caller.supplier.clone(),
            request_id: request_id.to_string(),
            operation: camel_case(self.operation),
            action,
            record: record.to_string(),
            kind: E::PREFIX.to_owned(),
            record_key: record.uuid(),
            municipality_id: None,
            partnership_id: audience.partnership,
            organisation_id: audience.organisation,
            confined: audience.confined,
            before: None,
            after: None,
            previous_hash: String::new(),
            hash: String::new(),
        }
    }

    async fn audit<E: Record + Protected>(
        &self,
        action: AuditAction,
        record: &E::Model,
        before: Option<Fields>,
        after: Option<Fields>,
    ) -> Result<(), Refused> {
        let person = personal::person_of(E::PREFIX, &fields(record)?);
        let before = self.sealed::<E>(record, person, before).await?;
        let after = match action {
            AuditAction::Pseudonymise if E::PREFIX == staff_member::Entity::PREFIX => after.map(|mut names_nobody| {
                personal::prepare(&mut names_nobody);
                names_nobody
            }),
            _ => self.sealed::<E>(record, person, after).await?,
        };
        let text = |values: Fields| Value::Object(values).to_string();
        let mut audience = E::audience(record);
        if let Some(person) = person.filter(|_| E::PREFIX == staff_allocation::Entity::PREFIX) {
            // Who employs somebody follows where they are shared, in partnerships of others too.
            audience.organisation = self.employer(person).await?;
        }
        self.note(audit_event::Model {
            municipality_id: record.municipality_id(),
            before: before.map(text),
            after: after.map(text),
            ..self.event(action, record.id(), audience)
        });
        Ok(())
    }

    async fn employer(&self, person: StaffMemberId) -> Result<Option<OrganisationId>, Refused> {
        let employer = staff_member::Entity::find_by_id(person).select_only().column(staff_member::Column::EmployerId);
        Ok(employer.into_tuple().one(&self.transaction).await?)
    }

    /// Fields as they are written in the trail: what tells of a person is sealed.
    async fn sealed<E: Record>(
        &self,
        record: &E::Model,
        person: Option<StaffMemberId>,
        fields: Option<Fields>,
    ) -> Result<Option<Fields>, Refused> {
        let Some(mut fields) = fields else { return Ok(None) };
        personal::prepare(&mut fields);
        let mut people = BTreeSet::new();
        personal::each(E::PREFIX, person, &mut fields, &mut |person, _, _| {
            people.insert(person);
        });
        let mut keys = HashMap::new();
        for person in people {
            keys.insert(person, self.personal_key(person).await?);
        }
        let id = record.id().to_string();
        let mut whole = true;
        personal::each(E::PREFIX, person, &mut fields, &mut |person, field, text| {
            let nonce = self.scope.registry.ids.bytes();
            let sealed = keys.get(&person).and_then(|key| personal::seal(key, nonce, &id, field, text));
            whole &= sealed.is_some();
            *text = sealed.unwrap_or_default();
        });
        if whole {
            Ok(Some(fields))
        } else {
            Err(Refused::Broken(format!("what {id} tells of a person cannot be sealed")))
        }
    }

    /// A person's key, made when the first thing is told of them.
    async fn personal_key(&self, person: StaffMemberId) -> Result<PersonalKey, Refused> {
        if let Some(key) = self.keys.lock().unwrap_or_else(PoisonError::into_inner).get(&person) {
            return Ok(key.clone());
        }
        let stored = || personal_key::Entity::find_by_id(person).one(&self.transaction);
        let mut found = stored().await?;
        if found.is_none() {
            let secret = PersonalKey::store(&self.scope.registry.ids.bytes());
            let row = personal_key::Model { staff_member_id: person, secret }.into_active_model();
            // Somebody else may be about to tell of the person for the first time as well.
            let kept = OnConflict::column(personal_key::Column::StaffMemberId).do_nothing().to_owned();
            personal_key::Entity::insert(row).on_conflict(kept).exec_without_returning(&self.transaction).await?;
            found = stored().await?;
        }
        let key = found.and_then(|found| PersonalKey::stored(person, &found.secret));
        let key = key.ok_or_else(|| Refused::Broken(format!("the key of {person} cannot be used")))?;
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).insert(person, key.clone());
        Ok(key)
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

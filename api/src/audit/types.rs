//! Audit events as the API shows them.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::{Id, audit_event, id::StaffMemberId, organisation, vocabulary::AuditAction};

use super::{
    changes::{Change, Changes},
    disclosure::{Disclosures, Person},
    inputs::{AuditEventFilter, AuditEventSortField},
    store::loaders::{OpenedBy, Opening},
};
use crate::{
    graphql::{
        coded::Coded,
        connection::Listed,
        context::RequestContext,
        errors::{ApiError, Result},
        node::{self, Node as AnyNode},
        record::Node,
        scalars::DateTime,
    },
    municipality::types::Municipality,
    organisation::types::Organisation,
    partnership::types::Partnership,
};

/// One deed done to one record, kept for good (hendelse i revisjonssporet).
#[derive(Clone)]
pub struct AuditEvent(Arc<audit_event::Model>);

impl From<Arc<audit_event::Model>> for AuditEvent {
    fn from(model: Arc<audit_event::Model>) -> Self {
        Self(model)
    }
}

impl Node for AuditEvent {
    type Entity = audit_event::Entity;

    fn key(&self) -> Id<audit_event::Entity> {
        self.0.id
    }
}

impl Listed for AuditEvent {
    type Filter = AuditEventFilter;
    type SortField = AuditEventSortField;

    const USUAL_ORDER: Option<AuditEventSortField> = Some(AuditEventSortField::Sequence);
}

/// One deed done to one record, kept for good (hendelse i revisjonssporet).
#[Object]
impl AuditEvent {
    /// The public id.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// The place in the trail: 1, 2, 3 … over the whole registry, without a gap.
    async fn sequence(&self) -> Result<i32> {
        i32::try_from(self.0.sequence)
            .map_err(|_| ApiError::Internal("the trail is longer than can be told".to_owned()))
    }

    /// When it happened.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// Who did it, as the identity provider names them; what the registry did by itself is by `samspill:…`.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// The identity provider that vouches for the subject.
    async fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// The roles of who did it, by their codes, with a space between.
    async fn roles(&self) -> &str {
        &self.0.role
    }

    /// The organisation it was done for; null when for none in particular or you may not see it.
    async fn acting_organisation(&self, ctx: &Context<'_>) -> Result<Option<Organisation>> {
        let id = self.0.acting_organisation.as_deref().and_then(|id| id.parse::<Id<organisation::Entity>>().ok());
        ctx.maybe(id).await
    }

    /// The program that was used, as the identity provider names it; null when it does not.
    async fn client(&self) -> Option<&str> {
        self.0.client.as_deref()
    }

    /// The supplier that acted on the caller's behalf (leverandør); null when none did.
    async fn supplier(&self) -> Option<&str> {
        self.0.supplier.as_deref()
    }

    /// The request it was part of, as in the service's log and in the header `x-request-id`.
    async fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// The operation: the root field of the schema that did it.
    async fn operation(&self) -> &str {
        &self.0.operation
    }

    /// What was done.
    async fn action(&self) -> Coded<AuditAction> {
        Coded(self.0.action)
    }

    /// The id of the record it was done to, whether it is still there or not.
    async fn record(&self) -> ID {
        ID(self.0.record.clone())
    }

    /// The record as it is now; null when it is gone, or you may not see it, or it is shown as a part of another.
    async fn node(&self, ctx: &Context<'_>) -> Result<Option<AnyNode>> {
        node::find(ctx, &self.0.record).await.or_else(|error| match error {
            ApiError::BadInput(_) => Ok(None),
            failed => Err(failed),
        })
    }

    /// The municipality that owns the record (kommune); null for what the whole country shares.
    async fn municipality(&self, ctx: &Context<'_>) -> Result<Option<Municipality>> {
        ctx.maybe(self.0.municipality_id).await
    }

    /// The partnership the record is a part of; null when it is of none or you may not see it.
    async fn partnership(&self, ctx: &Context<'_>) -> Result<Option<Partnership>> {
        ctx.maybe(self.0.partnership_id).await
    }

    /// What was changed, by field; empty when something was read.
    async fn changes(&self, ctx: &Context<'_>) -> Result<Vec<AuditChange>> {
        let changes = Changes::of(&self.0);
        let people = changes.people();
        let mut keys: HashMap<StaffMemberId, Arc<Opening>> = HashMap::new();
        if !people.is_empty() {
            let found = ctx.loaders().load_many(people.iter().map(|&person| OpenedBy(person))).await?;
            keys.extend(found.into_iter().map(|(OpenedBy(person), opening)| (person, opening)));
        }
        for (person, opening) in &keys {
            let (id, municipality, employer) = (*person, opening.municipality, opening.employer);
            Disclosures::note(ctx, Person { id, municipality, employer })?;
        }
        let mut may_read = HashSet::new();
        for guarded in changes.guards() {
            // A guarded field of what is part of no partnership has nobody to tell who may read it.
            if let Some(partnership) = self.0.partnership_id
                && ctx.may_read(guarded, partnership).await?
            {
                may_read.insert(guarded);
            }
        }
        let told = changes.told(&may_read, &|person| keys.get(&person).map(|opening| opening.key.clone()));
        Ok(told.into_iter().map(AuditChange::from).collect())
    }

    /// The hash of the event before this one; zeros for the first. See `hash`.
    async fn previous_hash(&self) -> &str {
        &self.0.previous_hash
    }

    /// SHA-256 in hexadecimal over all that the event holds and over `previousHash`: an event that is altered, removed or
    /// put in later breaks the chain. `samspill audit verify` proves that it is whole.
    async fn hash(&self) -> &str {
        &self.0.hash
    }
}

/// One field that was changed (endret felt).
#[derive(Clone, Debug, SimpleObject)]
pub struct AuditChange {
    /// The field, by its name in the schema.
    field: String,
    /// The value before, as text: ids, codes and amounts as the schema writes them, lists and structures as JSON. Null
    /// when there was none or it is redacted.
    before: Option<String>,
    /// The value after, likewise.
    after: Option<String>,
    /// Whether a value is left out, whole or in part, because you may not read it or it was erased (sladdet).
    redacted: bool,
}

impl From<Change> for AuditChange {
    fn from(change: Change) -> Self {
        let Change { field, before, after, redacted } = change;
        Self { field, before, after, redacted }
    }
}

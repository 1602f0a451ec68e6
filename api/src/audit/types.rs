//! Audit events as the API shows them.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::{Id, audit_event, id::StaffMemberId, organisation, vocabulary::AuditAction};
use futures_util::future::join_all;

use super::{
    changes::{Change, Changes},
    disclosure::{Disclosures, Person},
    inputs::{AuditEventFilter, AuditEventSortField},
    store::loaders::{OpenedBy, Opening},
};
use crate::{
    access::reads_chain,
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

    /// The place in the trail: 1, 2, 3 … over the whole registry, without a gap; null for all but the registry's
    /// administrators.
    async fn sequence(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        if !reads_chain(&ctx.scope().caller) {
            return Ok(None);
        }
        let told = i32::try_from(self.0.sequence);
        told.map(Some).map_err(|_| ApiError::Internal("the trail is longer than can be told".to_owned()))
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
        let named: BTreeSet<String> = told.iter().flat_map(Change::named).collect();
        let seen = join_all(named.iter().map(|id| sees(ctx, id))).await;
        let seen = seen.into_iter().collect::<Result<Vec<bool>>>()?;
        let hidden: HashSet<&String> = named.iter().zip(seen).filter(|(_, seen)| !seen).map(|(id, _)| id).collect();
        Ok(told.into_iter().map(|change| change.without(&hidden).into()).collect())
    }

    /// The hash of the event before this one; zeros for the first, null for all but the registry's administrators. See
    /// `hash`.
    async fn previous_hash(&self, ctx: &Context<'_>) -> Option<&str> {
        reads_chain(&ctx.scope().caller).then_some(self.0.previous_hash.as_str())
    }

    /// SHA-256 in hexadecimal over all that the event holds and over `previousHash`: an event that is altered, removed or
    /// put in later breaks the chain. `samspill audit verify` proves that it is whole. Null for all but the registry's
    /// administrators.
    async fn hash(&self, ctx: &Context<'_>) -> Option<&str> {
        reads_chain(&ctx.scope().caller).then_some(self.0.hash.as_str())
    }
}

/// Whether a record that a value names may be seen. One that is gone may not, and is told apart by nothing.
async fn sees(ctx: &Context<'_>, id: &str) -> Result<bool> {
    match node::find(ctx, id).await {
        Ok(found) => Ok(found.is_some()),
        // It has the form of an id, but names no kind of record.
        Err(ApiError::BadInput(_)) => Ok(true),
        Err(failed) => Err(failed),
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
    /// Whether a value is left out, whole or in part, because you may not read it or the record it names, or because it
    /// was erased (sladdet).
    redacted: bool,
}

impl From<Change> for AuditChange {
    fn from(change: Change) -> Self {
        let Change { field, before, after, redacted } = change;
        Self { field, before, after, redacted }
    }
}

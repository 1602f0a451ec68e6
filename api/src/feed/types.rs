//! The feed as the API shows it.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::{Kind as _, organisation, organisation_external_id, vocabulary::AuditAction};

use super::{
    cursor::Cursors,
    store::{Changed, Count, Part, PartOf},
};
use crate::{
    access::TYPES,
    graphql::{
        coded::Coded,
        connection::PageInfo,
        context::RequestContext,
        errors::{ApiError, Result},
        node::{self, Node},
        scalars::DateTime,
    },
    vocabulary::ChangeKind,
};

/// What became of one record (endring).
#[derive(Clone)]
pub struct Change {
    kind: ChangeKind,
    type_name: &'static str,
    record: String,
    changed: Changed,
}

impl Change {
    /// The change that an event is; none of a kind of record that the schema does not know.
    fn of(changed: &Changed) -> Option<Self> {
        let is = |kind: &str| TYPES.iter().find(|rule| rule.kind == kind).map(|rule| rule.name);
        let kind = match changed.action {
            AuditAction::Create => ChangeKind::Created,
            AuditAction::Delete => ChangeKind::Deleted,
            AuditAction::Update | AuditAction::Pseudonymise | AuditAction::Read => ChangeKind::Updated,
        };
        let (kind, type_name, record) = match changed.organisation {
            // Shown as a part of the organisation.
            Some(organisation) if changed.kind == organisation_external_id::Entity::PREFIX => {
                (ChangeKind::Updated, is(organisation::Entity::PREFIX)?, organisation.to_string())
            }
            _ => (kind, is(&changed.kind)?, changed.record.clone()),
        };
        Some(Self { kind, type_name, record, changed: changed.clone() })
    }
}

/// What became of one record (endring).
#[Object]
impl Change {
    /// What became of it.
    async fn kind(&self) -> Coded<ChangeKind> {
        Coded(self.kind)
    }

    /// The type of the record in this schema.
    #[graphql(name = "type")]
    async fn type_name(&self) -> &str {
        self.type_name
    }

    /// The public id of the record, whether it is still there or not.
    async fn record(&self) -> ID {
        ID(self.record.clone())
    }

    /// When it was done. The feed is not in this order: what began early may be kept late.
    async fn at(&self) -> DateTime {
        DateTime(self.changed.at)
    }

    /// The record as it is now, later changes included; null when it is gone, or you may not see it any more: then drop it.
    async fn node(&self, ctx: &Context<'_>) -> Result<Option<Node>> {
        node::find(ctx, &self.record).await
    }

    /// The id of the partnership to read anew with all that belongs to it, for one of your own organisations became a party
    /// to it, or is one no longer: all of it may have come into your sight, or left it. When `partnership(id:)` is null then,
    /// drop all you have of it. Null for all other changes.
    async fn reread(&self) -> Option<ID> {
        self.changed.turned.map(|partnership| ID(partnership.to_string()))
    }
}

/// A change with its cursor.
pub struct ChangeEdge {
    cursor: String,
    node: Change,
}

/// A change with its cursor.
#[Object]
impl ChangeEdge {
    /// Opaque; give it as `after` to go on behind this change.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The change.
    async fn node(&self) -> &Change {
        &self.node
    }
}

/// Changes, a page at a time, in the order they were kept.
pub struct ChangeConnection {
    pub(super) cursors: Cursors,
    pub(super) asked: PartOf,
    pub(super) part: Arc<Part>,
    /// Whether `after` and `before` were given.
    pub(super) bounded: (bool, bool),
    /// Where the trail ended when it was asked.
    pub(super) end: i64,
}

impl ChangeConnection {
    fn cursor(&self, place: i64) -> Result<String> {
        sealed(self.cursors.of_change(place))
    }

    fn end(&self, ctx: &Context<'_>, place: i64) -> Result<String> {
        sealed(self.cursors.of_end(place, ctx.scope().registry.ids.bytes()))
    }
}

fn sealed(cursor: Option<String>) -> Result<String> {
    cursor.ok_or_else(|| ApiError::Internal("a cursor cannot be sealed".to_owned()))
}

/// Changes, a page at a time, in the order they were kept (endringer).
#[Object]
impl ChangeConnection {
    /// The changes of the page with their cursors.
    async fn edges(&self) -> Result<Vec<ChangeEdge>> {
        let rows = self.part.rows.iter().filter_map(|changed| Change::of(changed).map(|node| (changed.place, node)));
        rows.map(|(place, node)| Ok(ChangeEdge { cursor: self.cursor(place)?, node })).collect()
    }

    /// The changes of the page, without cursors.
    async fn nodes(&self) -> Vec<Change> {
        self.part.rows.iter().filter_map(Change::of).collect()
    }

    /// Where the page stands.
    async fn page_info(&self) -> Result<PageInfo> {
        let cursor = |row: Option<&Changed>| row.map(|row| self.cursor(row.place)).transpose();
        let cursors = (cursor(self.part.rows.first())?, cursor(self.part.rows.last())?);
        Ok(PageInfo::of(self.asked.backwards, self.part.more, self.bounded, cursors))
    }

    /// How many changes there are between `after` and `before`, whatever the page. Counted only when asked for.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = ctx.loaders().load_one(Count(self.asked.between.clone())).await?.unwrap_or(0);
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }

    /// Where to go on: give it as `after` next time, also when this page is empty. Keep it once the page is dealt with.
    async fn resume(&self, ctx: &Context<'_>) -> Result<String> {
        let last = self.part.rows.last().filter(|_| self.part.more && !self.asked.backwards);
        self.end(ctx, last.map_or(self.asked.between.until, |last| last.place))
    }

    /// Where the changes end for now. To begin: take it, then read all you want to keep, then go on with it as `after`.
    async fn latest(&self, ctx: &Context<'_>) -> Result<String> {
        self.end(ctx, self.end)
    }
}

//! The feed in SQL.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use chrono::{DateTime, Utc};
use entity::{
    audit_event,
    id::{OrganisationId, PartnershipId},
    secret,
    vocabulary::AuditAction,
};
use futures_util::future::try_join_all;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait,
    sea_query::{Alias, CaseStatement, Func, Order, Query, SelectStatement},
};

use crate::{
    access::{followed, turning},
    audit::head,
    store::{ReadError, Reader, column, cut},
};

/// Asks for the secret that cursors are sealed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SecretOfCursors;

/// Asks for where the trail ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EndOfTrail;

/// Asks for the changes behind a place, as far as another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Between {
    /// The place they are behind.
    pub after: i64,
    /// The last place.
    pub until: i64,
    /// The kinds of record; all when none is given.
    pub kinds: Option<Vec<&'static str>>,
}

/// Asks for so many of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PartOf {
    /// At most so many.
    pub limit: u64,
    /// The last ones rather than the first.
    pub backwards: bool,
    /// Of these.
    pub between: Between,
}

/// Asks how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Count(pub Between);

/// A change.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Its place.
    pub place: i64,
    /// What was done.
    pub action: AuditAction,
    /// The kind of record it was done to.
    pub kind: String,
    /// The record's public id.
    pub record: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The organisation it is about.
    pub organisation: Option<OrganisationId>,
    /// The partnership that may have come into sight by it, or left it.
    pub turned: Option<PartnershipId>,
}

/// A part of the feed.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The changes, in their order.
    pub rows: Vec<Changed>,
    /// Whether there are more, in the direction it was read.
    pub more: bool,
}

impl Reader {
    /// The changes the caller is told of. Whatever kinds are asked for, what turns a partnership is told.
    fn changes(&self, between: &Between) -> SelectStatement {
        let Between { after, until, kinds } = between;
        let mut select = Query::select();
        select
            .from(audit_event::Entity)
            .and_where(audit_event::Column::Sequence.gt(*after))
            .and_where(audit_event::Column::Sequence.lte(*until))
            .cond_where(followed(self.caller()));
        if let Some(kinds) = kinds {
            let asked = audit_event::Column::Kind.is_in(kinds.iter().copied());
            select.cond_where(Condition::any().add(asked).add(turning(self.caller())));
        }
        select
    }

    async fn part(&self, PartOf { limit, backwards, between }: &PartOf) -> Result<Part, DbErr> {
        let turned = CaseStatement::new().case(turning(self.caller()), column(audit_event::Column::PartnershipId));
        let mut select = self.changes(between);
        select
            .columns([
                audit_event::Column::Sequence,
                audit_event::Column::Action,
                audit_event::Column::Kind,
                audit_event::Column::Record,
                audit_event::Column::At,
                audit_event::Column::OrganisationId,
            ])
            .expr_as(turned, Alias::new("turned"))
            .order_by(audit_event::Column::Sequence, if *backwards { Order::Desc } else { Order::Asc })
            // One more than wanted tells whether the feed goes on.
            .limit(limit + 1);
        let read = |row: &sea_orm::QueryResult| {
            Ok::<_, DbErr>(Changed {
                place: row.try_get("", "sequence")?,
                action: row.try_get("", "action")?,
                kind: row.try_get("", "kind")?,
                record: row.try_get("", "record")?,
                at: row.try_get("", "at")?,
                organisation: row.try_get("", "organisation_id")?,
                turned: row.try_get("", "turned")?,
            })
        };
        let found = self.database().query_all(&select).await?;
        let mut rows = found.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let more = cut(&mut rows, *limit, *backwards);
        Ok(Part { rows, more })
    }

    async fn count(&self, Count(between): &Count) -> Result<i64, DbErr> {
        let (size, sequence) = (Alias::new("size"), column(audit_event::Column::Sequence));
        let select = self.changes(between).expr_as(Func::count(sequence), size).take();
        let row = self.database().query_one(&select).await?;
        row.map_or(Ok(0), |row| row.try_get("", "size"))
    }
}

impl Loader<SecretOfCursors> for Reader {
    type Value = Arc<str>;
    type Error = ReadError;

    async fn load(&self, keys: &[SecretOfCursors]) -> Result<HashMap<SecretOfCursors, Arc<str>>, ReadError> {
        let found = secret::Entity::find_by_id("changes").one(self.database()).await?;
        Ok(found
            .into_iter()
            .flat_map(|found| keys.iter().map(move |key| (*key, found.secret.as_str().into())))
            .collect())
    }
}

impl Loader<EndOfTrail> for Reader {
    type Value = i64;
    type Error = ReadError;

    async fn load(&self, keys: &[EndOfTrail]) -> Result<HashMap<EndOfTrail, i64>, ReadError> {
        let end = head(self.database()).await?.sequence;
        Ok(keys.iter().map(|key| (*key, end)).collect())
    }
}

impl Loader<PartOf> for Reader {
    type Value = Arc<Part>;
    type Error = ReadError;

    async fn load(&self, keys: &[PartOf]) -> Result<HashMap<PartOf, Arc<Part>>, ReadError> {
        let found = try_join_all(keys.iter().map(|key| self.part(key))).await?;
        Ok(keys.iter().cloned().zip(found.into_iter().map(Arc::new)).collect())
    }
}

impl Loader<Count> for Reader {
    type Value = i64;
    type Error = ReadError;

    async fn load(&self, keys: &[Count]) -> Result<HashMap<Count, i64>, ReadError> {
        let found = try_join_all(keys.iter().map(|key| self.count(key))).await?;
        Ok(keys.iter().cloned().zip(found).collect())
    }
}

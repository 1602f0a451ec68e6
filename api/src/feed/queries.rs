//! The root field for changes.

use async_graphql::{Context, Object};
use entity::{Kind as _, organisation, organisation_external_id};

use super::{
    cursor::{CursorError, Cursors},
    store::{Between, EndOfTrail, PartOf, SecretOfCursors},
    types::ChangeConnection,
};
use crate::{
    access::TYPES,
    graphql::{
        connection::page_size,
        context::RequestContext,
        errors::{ApiError, Result},
    },
};

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct FeedQueries;

#[Object]
impl FeedQueries {
    /// What changed since a cursor (endringer), for a system that keeps a copy: each change to what you may see, deletions
    /// too, in the order they were kept. Going on from `resume` misses none and repeats none. To begin, take `latest`, read
    /// what you want to keep, and go on from there; without `after` the changes are those since the registry began.
    ///
    /// A record may come into sight, or leave it, together with another: what belongs to a partnership with `reread`, an
    /// organisation with its party, a person with a share. A cursor given to a caller with other powers is refused with
    /// `CURSOR_ACCESS_CHANGED`. Those who may not read the audit trail (readers, analysts) are told of none.
    #[allow(clippy::too_many_arguments, reason = "the arguments of a Relay connection, and the types")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 1–100; 20 when neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what was kept after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, 1–100.")] last: Option<i32>,
        #[graphql(desc = "Only what was kept before the change of this cursor.")] before: Option<String>,
        #[graphql(
            desc = "Only changes to records of these types, by their names in this schema, and those with `reread`; of all \
                    types unless given."
        )]
        types: Option<Vec<String>>,
    ) -> Result<ChangeConnection> {
        let (limit, backwards) = page_size(first, last)?;
        let kinds = types.map(|names| kinds(&names)).transpose()?;
        let secret = ctx.loaders().load_one(SecretOfCursors).await?;
        let secret = secret.ok_or_else(|| ApiError::Internal("the database has no secret for cursors".to_owned()))?;
        let cursors = Cursors::new(&secret, &ctx.scope().caller);
        let cursors = cursors.ok_or_else(|| ApiError::Internal("the keys of cursors cannot be derived".to_owned()))?;
        let place = |name: &str, cursor: Option<&str>| {
            let read = |cursor: &str| {
                cursors.read(cursor).map_err(|error| match error {
                    CursorError::Malformed => ApiError::bad_input(format!("{name} is not a cursor of changes")),
                    CursorError::OtherPowers => ApiError::AccessChanged,
                })
            };
            cursor.map(read).transpose()
        };
        let (after, before) = (place("after", after.as_deref())?, place("before", before.as_deref())?);
        let bounded = (after.is_some(), before.is_some());
        let end = ctx.loaders().load_one(EndOfTrail).await?.unwrap_or(0);
        // Places have no gaps.
        let until = before.map_or(end, |before| end.min(before.saturating_sub(1)));
        let part = PartOf { limit, backwards, between: Between { after: after.unwrap_or(0), until, kinds } };
        let found = ctx.loaders().load_one(part.clone()).await?.unwrap_or_default();
        Ok(ChangeConnection { cursors, asked: part, part: found, bounded, end })
    }
}

/// The kinds of record that types show.
fn kinds(names: &[String]) -> Result<Vec<&'static str>> {
    let mut kinds = Vec::new();
    for name in names {
        let rule = TYPES.iter().find(|rule| rule.name == name && rule.kind != organisation_external_id::Entity::PREFIX);
        let kind =
            rule.ok_or_else(|| ApiError::bad_input(format!("types: {name:?} is no type of records in this schema")))?;
        kinds.push(kind.kind);
        if kind.kind == organisation::Entity::PREFIX {
            kinds.push(organisation_external_id::Entity::PREFIX);
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    Ok(kinds)
}

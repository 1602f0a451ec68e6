//! The `limits` query: what requests are held to.

use async_graphql::{Context, Object, SimpleObject};
use entity::vocabulary::Vocabulary as _;

use super::{coded::Coded, guard::Limits};
use crate::vocabulary::{ErrorCode, RequestLimit};

/// Something requests are held to (grense). A request beyond it is refused as a whole, before anything is read.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct Limit {
    /// What is limited; `vocabularies` tells what it counts.
    name: Coded<RequestLimit>,
    /// The most that is allowed.
    most: i32,
    /// The code of a request beyond it, in `extensions.code`.
    code: Coded<ErrorCode>,
    /// The HTTP status of a request beyond it.
    status: i32,
}

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct LimitQueries;

#[Object]
impl LimitQueries {
    /// What requests are held to (grenser), save what is not limited here. What an answer cost is in its `extensions.cost`.
    async fn limits(&self, ctx: &Context<'_>) -> Vec<Limit> {
        let limits: &Limits = ctx.data_unchecked();
        let told = |&name: &RequestLimit| Limit {
            name: Coded(name),
            most: i32::try_from(limits.most(name)).unwrap_or(i32::MAX),
            code: Coded(name.refused_as()),
            status: name.refused_as().status().into(),
        };
        RequestLimit::ALL.iter().filter(|&&limit| limits.most(limit) > 0).map(told).collect()
    }
}

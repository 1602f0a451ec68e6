//! What grants of access are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{access_grant, municipality, organisation, vocabulary::Role};

use crate::graphql::{
    coded::Coded,
    comparators::{CodeComparator, IdComparator, TermComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of grants; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct AccessGrantFilter {
    /// The municipality it holds in, also for those at one of its organisations.
    pub municipality: Option<IdComparator>,
    /// The organisation it holds at.
    pub organisation: Option<IdComparator>,
    /// The identity provider.
    pub issuer: Option<CodeComparator>,
    /// Whom it is given to.
    pub subject: Option<CodeComparator>,
    /// The group it is given to.
    pub group: Option<CodeComparator>,
    /// What is given.
    pub role: Option<TermComparator<Role>>,
    /// Those that hold on this date.
    pub valid_on: Option<Date>,
}

sort_fields! {
    /// What grants can be sorted by.
    pub AccessGrantSortField { ValidFrom, ValidTo, CreatedAt }
}

/// A new grant of access: to one subject or to a group, at one place.
#[derive(Clone, Debug, InputObject)]
pub struct CreateAccessGrantInput {
    /// The identity provider, exactly as its tokens name it (`iss`).
    pub issuer: String,
    /// Whom it is given to, as the tokens name them: the object id (`oid`) of an employee in Entra ID, or `0192:` and the
    /// organisation number of a consumer in Maskinporten. Give this or `group`.
    pub subject: Option<String>,
    /// The group it is given to, as the tokens name it: the object id of a group in Entra ID. Give this or `subject`.
    pub group: Option<String>,
    /// What is given (rolle).
    pub role: Coded<Role>,
    /// The municipality it holds in. Give this or `organisation`; neither for the whole registry.
    pub municipality: Option<GlobalId<municipality::Entity>>,
    /// The organisation it holds at: a coordinator or an integration acts for it.
    pub organisation: Option<GlobalId<organisation::Entity>>,
    /// The first day it holds; today unless given.
    pub valid_from: Option<Date>,
    /// The last day it holds; until further notice unless given.
    pub valid_to: Option<Date>,
    /// Why, or for whom: tokens name people by keys.
    pub note: Option<String>,
}

/// Changes to a grant; what is left out stays as it is. Whom it is given to, what and where never changes: delete it and
/// make another.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateAccessGrantInput {
    /// The grant.
    pub id: GlobalId<access_grant::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The first day it holds.
    pub valid_from: Option<Date>,
    /// The last day it holds; null makes it hold until further notice.
    pub valid_to: MaybeUndefined<Date>,
    /// Why, or for whom; null removes it.
    pub note: MaybeUndefined<String>,
}

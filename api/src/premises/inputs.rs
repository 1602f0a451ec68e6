//! What premises shares are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{partnership, party, premises_share};

use crate::graphql::{
    comparators::{DateComparator, IdComparator, TextComparator},
    ids::GlobalId,
    scalars::{Date, Decimal},
    sorting::sort_fields,
};

/// Narrows a list of premises shares; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct PremisesShareFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The party whose premises they are.
    pub owner_party: Option<IdComparator>,
    /// The name of the premises.
    pub name: Option<TextComparator>,
    /// Whether they are known to be universally designed (true) or not to be (false).
    pub accessible: Option<bool>,
    /// The first day.
    pub from_date: Option<DateComparator>,
    /// The last day.
    pub to_date: Option<DateComparator>,
    /// A day on which they are shared.
    pub active_on: Option<Date>,
}

sort_fields! {
    /// What premises shares can be sorted by.
    pub PremisesShareSortField { Name, HoursPerWeek, FromDate, ToDate, CreatedAt }
}

/// A new premises share.
#[derive(Clone, Debug, InputObject)]
pub struct CreatePremisesShareInput {
    /// The partnership that uses the premises.
    pub partnership: GlobalId<partnership::Entity>,
    /// The party whose premises they are (eier), of the same partnership.
    pub owner_party: GlobalId<party::Entity>,
    /// The name of the premises, at most 200 characters.
    pub name: String,
    /// The address, at most 200 characters.
    pub address: Option<String>,
    /// What they are used for (formål), at most 4000 characters.
    pub purpose: Option<String>,
    /// Hours a week (timer per uke), 0–168.
    pub hours_per_week: Option<Decimal>,
    /// Whether they are universally designed (universell utforming); leave out when not known.
    pub accessible: Option<bool>,
    /// The first day.
    pub from_date: Date,
    /// The last day; leave out when they are shared until further notice.
    pub to_date: Option<Date>,
}

/// Changes to a premises share; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdatePremisesShareInput {
    /// The premises share.
    pub id: GlobalId<premises_share::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The party whose premises they are, of the same partnership.
    pub owner_party: Option<GlobalId<party::Entity>>,
    /// The name of the premises, at most 200 characters.
    pub name: Option<String>,
    /// The address, at most 200 characters; null removes it.
    pub address: MaybeUndefined<String>,
    /// What they are used for, at most 4000 characters; null removes it.
    pub purpose: MaybeUndefined<String>,
    /// Hours a week, 0–168; null removes them.
    pub hours_per_week: MaybeUndefined<Decimal>,
    /// Whether they are universally designed; null when not known.
    pub accessible: MaybeUndefined<bool>,
    /// The first day.
    pub from_date: Option<Date>,
    /// The last day; null when they are shared until further notice.
    pub to_date: MaybeUndefined<Date>,
}

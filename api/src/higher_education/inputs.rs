//! What cooperations with higher education are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{higher_education_cooperation, partnership, party, vocabulary::HigherEducationKind};

use crate::graphql::{
    coded::Coded,
    comparators::{DateComparator, IdComparator, IntComparator, TermComparator, TextComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of cooperations with higher education; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct HigherEducationCooperationFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The institution, as a party.
    pub institution_party: Option<IdComparator>,
    /// The kind of cooperation.
    pub kind: Option<TermComparator<HigherEducationKind>>,
    /// The title or the institution; with `eq` and `in` the title, a space and the institution.
    pub text: Option<TextComparator>,
    /// How many students take part.
    pub students: Option<IntComparator>,
    /// The first day.
    pub from_date: Option<DateComparator>,
    /// The last day.
    pub to_date: Option<DateComparator>,
    /// A day on which it is active.
    pub active_on: Option<Date>,
}

sort_fields! {
    /// What cooperations with higher education can be sorted by.
    pub HigherEducationCooperationSortField { Title, Kind, Students, FromDate, ToDate, CreatedAt }
}

/// A new cooperation with higher education.
#[derive(Clone, Debug, InputObject)]
pub struct CreateHigherEducationCooperationInput {
    /// The partnership it is a part of.
    pub partnership: GlobalId<partnership::Entity>,
    /// The institution, when it is a party of the same partnership.
    pub institution_party: Option<GlobalId<party::Entity>>,
    /// The name of the institution (universitet eller høgskole), at most 200 characters.
    pub institution: String,
    /// The kind of cooperation.
    pub kind: Coded<HigherEducationKind>,
    /// The title, at most 200 characters.
    pub title: String,
    /// What is done, at most 4000 characters.
    pub description: Option<String>,
    /// How many students take part (studenter), 0–100000.
    pub students: Option<i32>,
    /// The first day.
    pub from_date: Date,
    /// The last day; leave out when it goes on until further notice.
    pub to_date: Option<Date>,
}

/// Changes to a cooperation with higher education; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateHigherEducationCooperationInput {
    /// The cooperation.
    pub id: GlobalId<higher_education_cooperation::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The institution, when it is a party of the same partnership; null when it is not.
    pub institution_party: MaybeUndefined<GlobalId<party::Entity>>,
    /// The name of the institution, at most 200 characters.
    pub institution: Option<String>,
    /// The kind of cooperation.
    pub kind: Option<Coded<HigherEducationKind>>,
    /// The title, at most 200 characters.
    pub title: Option<String>,
    /// What is done, at most 4000 characters; null removes it.
    pub description: MaybeUndefined<String>,
    /// How many students take part, 0–100000; null removes it.
    pub students: MaybeUndefined<i32>,
    /// The first day.
    pub from_date: Option<Date>,
    /// The last day; null when it goes on until further notice.
    pub to_date: MaybeUndefined<Date>,
}

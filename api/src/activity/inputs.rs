//! What breadth activities are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    breadth_activity, municipality, partnership, party, plan_link,
    vocabulary::{
        ActivityFormat, ActivityLanguage, ActivitySetting, AgeBand, Pillar, ServiceType, SubjectField, TargetGroup,
    },
};

use crate::graphql::{
    coded::Coded,
    comparators::{CodeComparator, DateComparator, IdComparator, TermComparator, TermSetComparator, TextComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of breadth activities; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct BreadthActivityFilter {
    /// The partnership it belongs to.
    pub partnership: Option<IdComparator>,
    /// The municipality it belongs to.
    pub municipality: Option<IdComparator>,
    /// The number of the municipality it belongs to: four digits.
    pub municipality_number: Option<CodeComparator>,
    /// The goal of a municipal plan that it serves.
    pub plan_link: Option<IdComparator>,
    /// The title.
    pub title: Option<TextComparator>,
    /// The subject fields (fag).
    pub subject_fields: Option<TermSetComparator<SubjectField>>,
    /// The pillars (søyler).
    pub pillars: Option<TermSetComparator<Pillar>>,
    /// The groups it is for (målgrupper).
    pub target_groups: Option<TermSetComparator<TargetGroup>>,
    /// The ages it is for (aldersgrupper).
    pub age_bands: Option<TermSetComparator<AgeBand>>,
    /// The form it takes.
    pub format: Option<TermComparator<ActivityFormat>>,
    /// Where it happens.
    pub setting: Option<TermComparator<ActivitySetting>>,
    /// The languages used.
    pub languages: Option<TermSetComparator<ActivityLanguage>>,
    /// Those going on on this date. One without a last day goes on for as long as its partnership.
    pub active_on: Option<Date>,
    /// The first day.
    pub start_date: Option<DateComparator>,
    /// The kind of service of any party to its partnership.
    pub service_type: Option<TermComparator<ServiceType>>,
    /// A party that makes it together with others.
    pub co_creator: Option<IdComparator>,
}

sort_fields! {
    /// What breadth activities can be sorted by.
    pub BreadthActivitySortField { Title, StartDate, CreatedAt }
}

/// A new breadth activity.
#[derive(Clone, Debug, InputObject)]
pub struct CreateBreadthActivityInput {
    /// The partnership it belongs to.
    pub partnership: GlobalId<partnership::Entity>,
    /// The municipality it belongs to: the partnership's unless given, or that of any of its parties.
    pub municipality: Option<GlobalId<municipality::Entity>>,
    /// The goal of a municipal plan that it serves, of the same partnership.
    pub plan_link: Option<GlobalId<plan_link::Entity>>,
    /// The title, at most 200 characters.
    pub title: String,
    /// What happens, at most 4 000 characters.
    pub description: Option<String>,
    /// The subject fields; at least one.
    pub subject_fields: Vec<Coded<SubjectField>>,
    /// The pillars it stands on.
    #[graphql(default)]
    pub pillars: Vec<Coded<Pillar>>,
    /// The form it takes.
    pub format: Coded<ActivityFormat>,
    /// The groups it is for; at least one.
    pub target_groups: Vec<Coded<TargetGroup>>,
    /// The ages it is for; at least one.
    pub age_bands: Vec<Coded<AgeBand>>,
    /// Where it happens.
    pub setting: Coded<ActivitySetting>,
    /// The premises, at most 200 characters.
    pub premises: Option<String>,
    /// The languages used.
    #[graphql(default)]
    pub languages: Vec<Coded<ActivityLanguage>>,
    /// The first day, within the partnership's dates.
    pub start_date: Date,
    /// The last day, within the partnership's dates; leave out when it goes on for as long as the partnership.
    pub end_date: Option<Date>,
    /// The parties that make it together, of the same partnership.
    #[graphql(default)]
    pub co_creators: Vec<GlobalId<party::Entity>>,
}

/// Changes to a breadth activity; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateBreadthActivityInput {
    /// The activity.
    pub id: GlobalId<breadth_activity::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The municipality it belongs to: the partnership's or that of any of its parties. Refused with `IN_USE` once
    /// participation is counted.
    pub municipality: Option<GlobalId<municipality::Entity>>,
    /// The goal of a municipal plan that it serves, of the same partnership; null removes it.
    pub plan_link: MaybeUndefined<GlobalId<plan_link::Entity>>,
    /// The title, at most 200 characters.
    pub title: Option<String>,
    /// What happens, at most 4 000 characters; null removes it.
    pub description: MaybeUndefined<String>,
    /// The subject fields, all of them; at least one.
    pub subject_fields: Option<Vec<Coded<SubjectField>>>,
    /// The pillars it stands on, all of them.
    pub pillars: Option<Vec<Coded<Pillar>>>,
    /// The form it takes.
    pub format: Option<Coded<ActivityFormat>>,
    /// The groups it is for, all of them; at least one.
    pub target_groups: Option<Vec<Coded<TargetGroup>>>,
    /// The ages it is for, all of them; at least one.
    pub age_bands: Option<Vec<Coded<AgeBand>>>,
    /// Where it happens.
    pub setting: Option<Coded<ActivitySetting>>,
    /// The premises, at most 200 characters; null removes them.
    pub premises: MaybeUndefined<String>,
    /// The languages used, all of them.
    pub languages: Option<Vec<Coded<ActivityLanguage>>>,
    /// The first day, within the partnership's dates and not after the first day counted.
    pub start_date: Option<Date>,
    /// The last day, within the partnership's dates and not before the last day counted; null when it goes on for as
    /// long as the partnership.
    pub end_date: MaybeUndefined<Date>,
    /// The parties that make it together, all of them, of the same partnership.
    pub co_creators: Option<Vec<GlobalId<party::Entity>>>,
}

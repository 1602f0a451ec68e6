//! What plan links are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{partnership, plan_link, vocabulary::PlanType};

use crate::graphql::{
    coded::Coded,
    comparators::{DateComparator, IdComparator, TermComparator, TextComparator},
    ids::GlobalId,
    scalars::Date,
    sorting::sort_fields,
};

/// Narrows a list of plan links; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct PlanLinkFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The kind of plan.
    pub plan_type: Option<TermComparator<PlanType>>,
    /// The plan or the goal; with `eq` and `in` the plan, a space and the goal.
    pub text: Option<TextComparator>,
    /// The first day the plan applies.
    pub valid_from: Option<DateComparator>,
    /// The last day the plan applies.
    pub valid_to: Option<DateComparator>,
    /// A day on which the plan applies.
    pub active_on: Option<Date>,
}

sort_fields! {
    /// What plan links can be sorted by.
    pub PlanLinkSortField { PlanTitle, PlanType, ValidFrom, ValidTo, CreatedAt }
}

/// A new plan link.
#[derive(Clone, Debug, InputObject)]
pub struct CreatePlanLinkInput {
    /// The partnership that serves the goal.
    pub partnership: GlobalId<partnership::Entity>,
    /// The kind of plan (plantype).
    pub plan_type: Coded<PlanType>,
    /// The plan, at most 200 characters.
    pub plan_title: String,
    /// The goal in the plan (mål), at most 400 characters.
    pub goal: String,
    /// Where in the plan it stands, at most 200 characters.
    pub section: Option<String>,
    /// The plan on the web: an address that begins with https:// or http://.
    pub url: Option<String>,
    /// The first day the plan applies.
    pub valid_from: Option<Date>,
    /// The last day the plan applies.
    pub valid_to: Option<Date>,
}

/// Changes to a plan link; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdatePlanLinkInput {
    /// The plan link.
    pub id: GlobalId<plan_link::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The kind of plan.
    pub plan_type: Option<Coded<PlanType>>,
    /// The plan, at most 200 characters.
    pub plan_title: Option<String>,
    /// The goal in the plan, at most 400 characters.
    pub goal: Option<String>,
    /// Where in the plan it stands, at most 200 characters; null removes it.
    pub section: MaybeUndefined<String>,
    /// The plan on the web; null removes it.
    pub url: MaybeUndefined<String>,
    /// The first day the plan applies; null removes it.
    pub valid_from: MaybeUndefined<Date>,
    /// The last day the plan applies; null removes it.
    pub valid_to: MaybeUndefined<Date>,
}

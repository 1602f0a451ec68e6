//! What targets and observations are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    breadth_activity, indicator, outcome_observation, outcome_target, partnership,
    vocabulary::{QualityDimension, ResultType, ServiceType},
};

use crate::graphql::{
    comparators::{CodeComparator, DateComparator, IdComparator, TermComparator},
    ids::GlobalId,
    scalars::{Date, Decimal},
    sorting::sort_fields,
};

/// Narrows a list of targets or observations; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct OutcomeFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The activity.
    pub activity: Option<IdComparator>,
    /// The indicator.
    pub indicator: Option<IdComparator>,
    /// The code of an indicator you may see.
    pub indicator_code: Option<CodeComparator>,
    /// The dimension of quality of an indicator you may see (§ 4.1.1).
    pub quality_dimension: Option<TermComparator<QualityDimension>>,
    /// How far along the chain of results an indicator you may see measures.
    pub result_type: Option<TermComparator<ResultType>>,
    /// The kind of service whose goal an indicator you may see serves (§ 2.4.1).
    pub goal_owner: Option<TermComparator<ServiceType>>,
    /// The part measured; "" is the whole.
    pub dimension: Option<CodeComparator>,
    /// The first day of the period.
    pub period_from: Option<DateComparator>,
    /// The last day of the period.
    pub period_to: Option<DateComparator>,
    /// A day within the period.
    pub active_on: Option<Date>,
    /// Whether it is about the partnership as a whole (true) or one of its activities (false).
    pub whole_partnership: Option<bool>,
}

sort_fields! {
    /// What targets and observations can be sorted by.
    pub OutcomeSortField { PeriodFrom, PeriodTo, Dimension, CreatedAt }
}

/// A new target. An indicator has at most one for each partnership or activity, period and part.
#[derive(Clone, Debug, InputObject)]
pub struct CreateOutcomeTargetInput {
    /// The partnership that aims for it.
    pub partnership: GlobalId<partnership::Entity>,
    /// The indicator it is measured by; an active one.
    pub indicator: GlobalId<indicator::Entity>,
    /// The activity it is for, of the same partnership; leave out for the partnership as a whole.
    pub activity: Option<GlobalId<breadth_activity::Entity>>,
    /// The first day of the period.
    pub period_from: Date,
    /// The last day of the period.
    pub period_to: Date,
    /// The part measured, for example an age band or a school, at most 100 characters; "" for the whole.
    #[graphql(default)]
    pub dimension: String,
    /// The value at the start (utgangspunkt), in the indicator's unit.
    pub baseline: Option<Decimal>,
    /// The value aimed for (mål), in the indicator's unit. At least one of the two, unless the indicator is qualitative.
    pub target: Option<Decimal>,
    /// The aim in words, at most 4000 characters; required for a qualitative indicator.
    pub narrative: Option<String>,
    /// Where the baseline comes from, or who set the target (kilde), at most 200 characters.
    pub source: Option<String>,
    /// A comment, at most 4000 characters.
    pub comment: Option<String>,
}

/// Changes to a target; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateOutcomeTargetInput {
    /// The target.
    pub id: GlobalId<outcome_target::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The activity it is for; null for the partnership as a whole.
    pub activity: MaybeUndefined<GlobalId<breadth_activity::Entity>>,
    /// The first day of the period.
    pub period_from: Option<Date>,
    /// The last day of the period.
    pub period_to: Option<Date>,
    /// The part measured, at most 100 characters; "" for the whole.
    pub dimension: Option<String>,
    /// The value at the start, in the indicator's unit; null removes it.
    pub baseline: MaybeUndefined<Decimal>,
    /// The value aimed for, in the indicator's unit; null removes it.
    pub target: MaybeUndefined<Decimal>,
    /// The aim in words, at most 4000 characters; null removes it.
    pub narrative: MaybeUndefined<String>,
    /// Where the baseline comes from, or who set the target, at most 200 characters; null removes it.
    pub source: MaybeUndefined<String>,
    /// A comment, at most 4000 characters; null removes it.
    pub comment: MaybeUndefined<String>,
}

/// A new observation. An indicator has at most one for each partnership or activity, period and part.
#[derive(Clone, Debug, InputObject)]
pub struct CreateOutcomeObservationInput {
    /// The partnership it is about.
    pub partnership: GlobalId<partnership::Entity>,
    /// The indicator it is measured by; an active one.
    pub indicator: GlobalId<indicator::Entity>,
    /// The activity it is about, of the same partnership; leave out for the partnership as a whole.
    pub activity: Option<GlobalId<breadth_activity::Entity>>,
    /// The first day of the period.
    pub period_from: Date,
    /// The last day of the period.
    pub period_to: Date,
    /// The part measured, for example an age band or a school, at most 100 characters; "" for the whole.
    #[graphql(default)]
    pub dimension: String,
    /// The value observed (faktisk verdi), in the indicator's unit; required unless the indicator is qualitative.
    pub actual: Option<Decimal>,
    /// The observation in words, at most 4000 characters; required for a qualitative indicator.
    pub narrative: Option<String>,
    /// Where the value comes from (kilde), at most 200 characters.
    pub source: Option<String>,
    /// A comment, at most 4000 characters.
    pub comment: Option<String>,
}

/// Changes to an observation; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateOutcomeObservationInput {
    /// The observation.
    pub id: GlobalId<outcome_observation::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The activity it is about; null for the partnership as a whole.
    pub activity: MaybeUndefined<GlobalId<breadth_activity::Entity>>,
    /// The first day of the period.
    pub period_from: Option<Date>,
    /// The last day of the period.
    pub period_to: Option<Date>,
    /// The part measured, at most 100 characters; "" for the whole.
    pub dimension: Option<String>,
    /// The value observed, in the indicator's unit; null removes it.
    pub actual: MaybeUndefined<Decimal>,
    /// The observation in words, at most 4000 characters; null removes it.
    pub narrative: MaybeUndefined<String>,
    /// Where the value comes from, at most 200 characters; null removes it.
    pub source: MaybeUndefined<String>,
    /// A comment, at most 4000 characters; null removes it.
    pub comment: MaybeUndefined<String>,
}

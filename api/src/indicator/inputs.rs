//! What indicators are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    indicator, municipality,
    vocabulary::{IndicatorMeasure, QualityDimension, ResultType, ServiceType},
};

use crate::graphql::{
    coded::Coded,
    comparators::{CodeComparator, IdComparator, TermComparator, TextComparator},
    ids::GlobalId,
    sorting::sort_fields,
};

/// Narrows a list of indicators; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct IndicatorFilter {
    /// The code.
    pub code: Option<CodeComparator>,
    /// The name or the code; with `eq` and `in` the name, a space and the code.
    pub name: Option<TextComparator>,
    /// The kind of value (måleenhet).
    pub measure: Option<TermComparator<IndicatorMeasure>>,
    /// The dimension of quality (kvalitetsdimensjon, § 4.1.1).
    pub quality_dimension: Option<TermComparator<QualityDimension>>,
    /// How far along the chain of results it measures (resultatkjede).
    pub result_type: Option<TermComparator<ResultType>>,
    /// The kind of service whose goal it serves (§ 2.4.1).
    pub goal_owner: Option<TermComparator<ServiceType>>,
    /// Whether new targets and observations may use it.
    pub active: Option<bool>,
    /// The municipality that owns it.
    pub municipality: Option<IdComparator>,
    /// Whether the whole country shares it.
    pub national: Option<bool>,
}

sort_fields! {
    /// What indicators can be sorted by.
    pub IndicatorSortField { Code, Name, QualityDimension, GoalOwner, CreatedAt }
}

/// A new indicator.
#[derive(Clone, Debug, InputObject)]
pub struct CreateIndicatorInput {
    /// The municipality that owns it (kommune); leave out for one the whole country shares, which only the registry's
    /// administrators make.
    pub municipality: Option<GlobalId<municipality::Entity>>,
    /// A short code, at most 50 characters; unique in the municipality, or among those the country shares.
    pub code: String,
    /// The name, at most 200 characters.
    pub name: String,
    /// What is measured and how, at most 4000 characters.
    pub definition: String,
    /// The kind of value (måleenhet); cannot change once there are targets or observations.
    pub measure: Coded<IndicatorMeasure>,
    /// The unit of the value (enhet), for example "elever" or "poeng", at most 50 characters.
    pub unit: Option<String>,
    /// Whether more is better; cannot change once there are targets or observations.
    #[graphql(default = true)]
    pub ascending: bool,
    /// The dimension of quality (kvalitetsdimensjon, § 4.1.1).
    pub quality_dimension: Coded<QualityDimension>,
    /// How far along the chain of results it measures (resultatkjede).
    pub result_type: Coded<ResultType>,
    /// The kind of service whose goal it serves (§ 2.4.1).
    pub goal_owner: Coded<ServiceType>,
}

/// Changes to an indicator; what is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateIndicatorInput {
    /// The indicator.
    pub id: GlobalId<indicator::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The code, at most 50 characters.
    pub code: Option<String>,
    /// The name, at most 200 characters.
    pub name: Option<String>,
    /// What is measured and how, at most 4000 characters.
    pub definition: Option<String>,
    /// The kind of value; refused with `IN_USE` once there are targets or observations.
    pub measure: Option<Coded<IndicatorMeasure>>,
    /// The unit of the value, at most 50 characters; null removes it.
    pub unit: MaybeUndefined<String>,
    /// Whether more is better; refused with `IN_USE` once there are targets or observations.
    pub ascending: Option<bool>,
    /// The dimension of quality (§ 4.1.1).
    pub quality_dimension: Option<Coded<QualityDimension>>,
    /// How far along the chain of results it measures.
    pub result_type: Option<Coded<ResultType>>,
    /// The kind of service whose goal it serves (§ 2.4.1).
    pub goal_owner: Option<Coded<ServiceType>>,
    /// Whether new targets and observations may use it.
    pub active: Option<bool>,
}

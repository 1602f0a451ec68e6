//! Indicators as the API shows them.

use async_graphql::Object;
use entity::{
    outcome_observation, outcome_target,
    vocabulary::{IndicatorMeasure, QualityDimension, ResultType, ServiceType},
};

use super::inputs::{IndicatorFilter, IndicatorSortField};
use crate::{
    graphql::{
        coded::Coded,
        connection::{Listed, lists},
        record::{record_fields, record_object},
    },
    outcome::types::{OutcomeObservation, OutcomeTarget},
    store::Relation,
};

record_object! {
    /// A measure of what the work leads to (indikator), owned by a municipality or shared by the whole country.
    pub Indicator of indicator = owned + IndicatorFields + IndicatorLists
}

record_fields! {
    /// What an indicator measures.
    IndicatorFields of indicator
}

#[Object]
impl IndicatorFields {
    /// The code: unique in the municipality, or among the indicators the country shares.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What is measured, and how (definisjon).
    async fn definition(&self) -> &str {
        &self.0.definition
    }

    /// The kind of value (måleenhet).
    async fn measure(&self) -> Coded<IndicatorMeasure> {
        Coded(self.0.measure)
    }

    /// The unit of the value (enhet), for example "elever" or "poeng"; null when the measure says enough.
    async fn unit(&self) -> Option<&str> {
        self.0.unit.as_deref()
    }

    /// Whether more is better.
    async fn ascending(&self) -> bool {
        self.0.ascending
    }

    /// The dimension of quality it describes (kvalitetsdimensjon, § 4.1.1).
    async fn quality_dimension(&self) -> Coded<QualityDimension> {
        Coded(self.0.quality_dimension)
    }

    /// How far along the chain of results it measures (resultatkjede).
    async fn result_type(&self) -> Coded<ResultType> {
        Coded(self.0.result_type)
    }

    /// The kind of service whose goal it serves: the culture school's or a partner's (§ 2.4.1).
    async fn goal_owner(&self) -> Coded<ServiceType> {
        Coded(self.0.goal_owner)
    }

    /// Whether new targets and observations may use it.
    async fn active(&self) -> bool {
        self.0.active
    }
}

lists! {
    /// The lists of an indicator.
    IndicatorLists of indicator {
        /// What partnerships aim for by it (mål), as far as you may see.
        targets: OutcomeTarget = Relation::Column(outcome_target::Column::IndicatorId);
        /// What was observed by it (resultater), as far as you may see.
        observations: OutcomeObservation = Relation::Column(outcome_observation::Column::IndicatorId);
    }
}

impl Listed for Indicator {
    type Filter = IndicatorFilter;
    type SortField = IndicatorSortField;
}

impl Indicator {
    /// Whether more is better.
    #[must_use]
    pub fn is_ascending(&self) -> bool {
        self.0.0.ascending
    }
}

//! Cells of the outcome cube as the API shows them.

use async_graphql::{Context, MergedObject, Object};
use entity::{Measured, id::IndicatorId, released_outcome};

use super::figures::{Key, Values, is_reached, progress};
use crate::{
    disclosure::Published,
    graphql::{context::RequestContext, errors::Result, scalars::Decimal},
    indicator::types::Indicator,
    release::{
        places::Place,
        types::{PlaceFields, PublishedDecimal},
    },
};

/// What an indicator came to in a place and a school year (måloppnåelse): counts and amounts of all partnerships added up,
/// of percentages and scales the mean.
#[derive(Clone, MergedObject)]
pub struct OutcomeCell(PlaceFields, OutcomeFields);

/// Where a cell stands, and its values.
#[derive(Clone)]
pub struct OutcomeFields {
    school_year: i32,
    indicator: IndicatorId,
    exact: bool,
    target: Option<Measured>,
    baseline: Published<Measured>,
    actual: Published<Measured>,
}

fn published(value: Option<Measured>, suppressed: bool) -> Published<Measured> {
    match value {
        _ if suppressed => Published::suppressed(),
        Some(value) => Published::shown(value),
        None => Published::absent(),
    }
}

impl OutcomeCell {
    /// A cell with its exact values.
    #[must_use]
    pub fn exact(key: Key, values: Values) -> Self {
        let Key { place, school_year, indicator } = key;
        let fields = OutcomeFields {
            school_year,
            indicator,
            exact: true,
            target: values.target,
            baseline: published(values.baseline, false),
            actual: published(values.actual, false),
        };
        Self(PlaceFields(place), fields)
    }
}

impl From<released_outcome::Model> for OutcomeCell {
    fn from(cell: released_outcome::Model) -> Self {
        let fields = OutcomeFields {
            school_year: cell.school_year,
            indicator: cell.indicator_id,
            exact: false,
            target: cell.target,
            baseline: published(cell.baseline, cell.baseline_suppressed),
            actual: published(cell.actual, cell.actual_suppressed),
        };
        Self(PlaceFields(Place { kind: cell.place_kind, name: cell.place }), fields)
    }
}

impl OutcomeFields {
    fn target(&self) -> Published<Measured> {
        published(self.target, false)
    }
}

/// The values of an indicator.
#[Object]
impl OutcomeFields {
    /// The school year, by the year it begins: 2025 is 2025–26. A value belongs to the school year of its first day.
    async fn school_year(&self) -> i32 {
        self.school_year
    }

    /// The indicator (indikator), with its dimension of quality and its direction.
    async fn indicator(&self, ctx: &Context<'_>) -> Result<Indicator> {
        ctx.one(self.indicator).await
    }

    /// Whether these are the exact values of your own municipality as they are now, and not those of a release.
    async fn exact(&self) -> bool {
        self.exact
    }

    /// What is aimed for (mål); null where nobody set a target.
    #[graphql(name = "target")]
    async fn target_value(&self) -> Option<Decimal> {
        self.target.map(Decimal)
    }

    /// What there was at the start (utgangspunkt).
    async fn baseline(&self) -> PublishedDecimal {
        self.baseline.into()
    }

    /// What was observed (resultat).
    async fn actual(&self) -> PublishedDecimal {
        self.actual.into()
    }

    /// How much of the way from the baseline to the target was gone: 1 at the target, more beyond it, negative where it went
    /// the wrong way. There is none without all three values. Suppressed where one of them is.
    async fn progress(&self) -> PublishedDecimal {
        let way = self.baseline.with(self.target(), |baseline, target| Some((baseline, target)));
        way.with(self.actual, |(baseline, target), actual| progress(baseline, target, actual)).into()
    }

    /// Whether the target is reached: the actual value is at least it, or at most it where less is better. Null without a
    /// target, and where the actual value is suppressed or missing.
    async fn reached(&self, ctx: &Context<'_>) -> Result<Option<bool>> {
        let Some((target, actual)) = self.target.zip(self.actual.value()) else { return Ok(None) };
        let indicator: Indicator = ctx.one(self.indicator).await?;
        Ok(Some(is_reached(indicator.is_ascending(), target, actual)))
    }
}

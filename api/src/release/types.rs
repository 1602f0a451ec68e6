//! Releases as the API shows them, and figures as they are published.

use async_graphql::{Object, SimpleObject};
use entity::{Measured, vocabulary::PlaceKind};

use super::{
    inputs::{ReleaseFilter, ReleaseSortField},
    places::Place,
    rules::school_year,
};
use crate::{
    disclosure::Published,
    graphql::{
        coded::Coded,
        connection::Listed,
        errors::Result,
        record::{record_fields, record_object},
        scalars::{Date, Decimal},
    },
    municipality::types::Municipality,
    reference::municipality_id,
};

record_object! {
    /// A frozen publication of figures that are safe to publish (publisering). It never changes; a correction is a new
    /// release, protected together with all earlier ones.
    pub Release of release = shared + ReleaseFields
}

record_fields! {
    /// What a release is about.
    ReleaseFields of release
}

#[Object]
impl ReleaseFields {
    /// 1 for the first release, one more for each.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// What it is called.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// What changed, and why it was made.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// The first day that is counted.
    async fn covers_from(&self) -> Date {
        Date(self.0.covers_from)
    }

    /// The last day that is counted.
    async fn covers_to(&self) -> Date {
        Date(self.0.covers_to)
    }

    /// The school years it covers, each by the year it begins: 2025 is 2025–26.
    async fn school_years(&self) -> Vec<i32> {
        (school_year(self.0.covers_from)..=school_year(self.0.covers_to)).collect()
    }

    /// From how many people a count is published, save for sensitive services.
    async fn threshold(&self) -> i32 {
        self.0.k
    }

    /// From how many people a count of a sensitive service is published: child welfare, refugees, health, NAV, elderly care
    /// and several services together.
    async fn sensitive_threshold(&self) -> i32 {
        self.0.k_sensitive
    }
}

impl Listed for Release {
    type Filter = ReleaseFilter;
    type SortField = ReleaseSortField;

    const USUAL_ORDER: Option<ReleaseSortField> = Some(ReleaseSortField::Number);
}

/// A whole number as it is published (publisert tall).
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct PublishedCount {
    /// The number; null when it is suppressed.
    value: Option<i32>,
    /// Whether it is withheld to protect people (prikket). Why is not told.
    suppressed: bool,
}

impl From<Published<i64>> for PublishedCount {
    fn from(figure: Published<i64>) -> Self {
        let value = figure.value().map(|value| i32::try_from(value).unwrap_or(i32::MAX));
        Self { value, suppressed: figure.is_suppressed() }
    }
}

/// A measured or computed number as it is published (publisert verdi).
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct PublishedDecimal {
    /// The number, rounded to four decimals; null when it is suppressed, and when there is none.
    value: Option<Decimal>,
    /// Whether it, or something it is computed from, is withheld to protect people (prikket). Why is not told.
    suppressed: bool,
}

impl From<Published<Measured>> for PublishedDecimal {
    fn from(figure: Published<Measured>) -> Self {
        Self { value: figure.value().map(Decimal), suppressed: figure.is_suppressed() }
    }
}

/// Where a cell stands: how large an area, and which.
#[derive(Clone, Debug)]
pub struct PlaceFields(pub Place);

/// Where a cell stands.
#[Object]
impl PlaceFields {
    /// How large an area it is about.
    async fn place_kind(&self) -> Coded<PlaceKind> {
        Coded(self.0.kind)
    }

    /// The number of the municipality or county, or the KOSTRA group; null for the country.
    async fn place(&self) -> Option<&str> {
        (self.0.kind != PlaceKind::Country).then_some(&*self.0.name)
    }

    /// The municipality; null for larger areas.
    async fn municipality(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Municipality>> {
        use crate::graphql::context::RequestContext as _;
        let id = (self.0.kind == PlaceKind::Municipality).then(|| municipality_id(&self.0.name));
        ctx.maybe(id).await
    }
}

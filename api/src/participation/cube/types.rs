//! Cells of the participation cube as the API shows them.

use async_graphql::{MergedObject, Object};
use entity::{
    released_participation,
    vocabulary::{AgeBand, ReachedService, SubjectField},
};

use super::{
    figures::{Figures, Key},
    store,
};
use crate::{
    disclosure::Published,
    graphql::coded::Coded,
    release::types::{PlaceFields, PublishedCount},
};

/// How many were reached in a cell of the participation cube (deltakelse): in a place and a school year, through a service,
/// by subject field or age band. Where a value is null, all are counted together.
#[derive(Clone, MergedObject)]
pub struct ParticipationCell(PlaceFields, ParticipationFields);

/// Where a cell stands, and its figures.
#[derive(Clone)]
pub struct ParticipationFields {
    school_year: Option<i32>,
    service: Option<ReachedService>,
    subject: Option<SubjectField>,
    age_band: Option<AgeBand>,
    exact: bool,
    /// None where they are hidden.
    figures: Option<Figures>,
}

impl ParticipationCell {
    /// A cell, with its exact figures.
    #[must_use]
    pub fn exact(key: Key, figures: Figures) -> Self {
        Self::new(key, Some(figures), true)
    }

    /// A cell nothing was released in.
    #[must_use]
    pub fn zero(key: Key) -> Self {
        Self::new(key, Some(Figures::default()), false)
    }

    fn new(key: Key, figures: Option<Figures>, exact: bool) -> Self {
        let Key { place, school_year, service, subject, age_band } = key;
        Self(PlaceFields(place), ParticipationFields { school_year, service, subject, age_band, exact, figures })
    }
}

impl From<released_participation::Model> for ParticipationCell {
    fn from(cell: released_participation::Model) -> Self {
        let (key, figures) = store::read(cell);
        Self::new(key, figures, false)
    }
}

impl ParticipationFields {
    fn figure(&self, figure: impl FnOnce(&Figures) -> u64) -> PublishedCount {
        let published = self.figures.as_ref().map_or_else(Published::suppressed, |figures| {
            Published::shown(i64::try_from(figure(figures)).unwrap_or(i64::MAX))
        });
        published.into()
    }
}

/// What was counted.
#[Object]
impl ParticipationFields {
    /// The school year, by the year it begins: 2025 is 2025–26. A count belongs to the school year of its first day. Null
    /// for all school years of the release together.
    async fn school_year(&self) -> Option<i32> {
        self.school_year
    }

    /// The service (tjeneste); null for all.
    async fn service(&self) -> Option<Coded<ReachedService>> {
        self.service.map(Coded)
    }

    /// The subject field (fagfelt); an activity in several is interdisciplinary. Null for all.
    async fn subject(&self) -> Option<Coded<SubjectField>> {
        self.subject.map(Coded)
    }

    /// The age band (aldersgruppe); null for all.
    async fn age_band(&self) -> Option<Coded<AgeBand>> {
        self.age_band.map(Coded)
    }

    /// Whether these are the exact figures of your own municipality as they are now, and not those of a release.
    async fn exact(&self) -> bool {
        self.exact
    }

    /// How many took part (deltakere). Nobody is registered, so who came to two activities is counted twice.
    async fn participants(&self) -> PublishedCount {
        self.figure(|figures| figures.participants)
    }

    /// Visits in all (oppmøter): one person at three sessions is three. Shown where the participants are.
    async fn attendances(&self) -> PublishedCount {
        self.figure(|figures| figures.attendances)
    }

    /// Sessions held (samlinger), each once however many groups were counted in it. Shown where the participants are.
    async fn sessions(&self) -> PublishedCount {
        self.figure(|figures| figures.sessions)
    }

    /// Minutes of these sessions. Shown where the participants are.
    async fn minutes(&self) -> PublishedCount {
        self.figure(|figures| figures.minutes)
    }

    /// Different activities that were counted (tilbud). Shown where the participants are.
    async fn activities(&self) -> PublishedCount {
        self.figure(|figures| figures.activities)
    }
}

//! The root field of the participation cube.

use async_graphql::{Context, Object};
use entity::{
    release,
    vocabulary::{AgeBand, ReachedService, SubjectField},
};

use super::{
    inputs::{Asked, Named, ParticipationDimension},
    store,
    types::ParticipationCell,
};
use crate::{
    access,
    graphql::{
        cells::{CellConnection, Window},
        coded::Coded,
        context::RequestContext,
        errors::Result,
        ids::GlobalId,
    },
    release::{
        store::read::{self, Origin},
        types::Release,
    },
};

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct ParticipationQueries;

#[Object]
impl ParticipationQueries {
    /// How many were reached by breadth activities (deltakelse), safe to publish: cells of a fixed cube by service and
    /// subject field, and by service and age band, each by school year and place. On each dimension you name a value, list
    /// `by` it, or leave it out and have all together.
    ///
    /// Whoever sees all counts of a municipality and names it gets its exact figures as they are now; all others get those
    /// of a release, where small counts are withheld (`value` null, `suppressed` true). `exact` says which. Name a release
    /// to have released figures in any case.
    #[allow(clippy::too_many_arguments, reason = "a dimension each, and the arguments of a Relay connection")]
    async fn participation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The release; the latest unless given.")] release: Option<GlobalId<release::Entity>>,
        #[graphql(desc = "One municipality, by its number: four digits.")] municipality: Option<String>,
        #[graphql(desc = "One county, by its number: two digits.")] county: Option<String>,
        #[graphql(desc = "One KOSTRA group.")] kostra_group: Option<String>,
        #[graphql(desc = "One school year, by the year it begins: 2025 is 2025–26.")] school_year: Option<i32>,
        #[graphql(desc = "One service.")] service: Option<Coded<ReachedService>>,
        #[graphql(desc = "One subject field; not together with an age band.")] subject: Option<Coded<SubjectField>>,
        #[graphql(desc = "One age band; not together with a subject field.")] age_band: Option<Coded<AgeBand>>,
        #[graphql(desc = "What to list by: each value by itself.")] by: Option<Vec<Coded<ParticipationDimension>>>,
        #[graphql(desc = "The first so many, 1–100; 20 when neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, 1–100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<CellConnection<ParticipationCell>> {
        let asked = Asked::read(Named {
            municipality,
            county,
            kostra_group,
            school_year,
            service: service.map(|service| service.0),
            subject: subject.map(|subject| subject.0),
            age_band: age_band.map(|age| age.0),
            by: Some(by.unwrap_or_default().into_iter().map(|dimension| dimension.0).collect()),
        })?;
        let window = Window::read(first, after.as_deref(), last, before.as_deref())?;
        let scope = ctx.scope();
        let origin =
            read::origin(scope, &asked.place, release.map(|id| id.0).into(), access::sees_all_counts_in).await?;
        let release = match origin {
            Origin::Nowhere => return Ok(CellConnection::of_nothing(window)),
            Origin::Own(own) => {
                let cells = store::exact(scope, own, &asked).await?;
                let total = i64::try_from(cells.len()).ok();
                let (rows, more) =
                    window.of(cells.into_iter().map(|(key, figures)| ParticipationCell::exact(key, figures)));
                return Ok(CellConnection { rows, more, window, total, exact: true, release: None });
            }
            Origin::Release(release) => release,
        };
        let cells = store::released(release.id, &asked);
        let (rows, more) = store::page(scope, cells.clone(), &window).await?;
        let mut rows: Vec<(i32, ParticipationCell)> =
            rows.into_iter().map(|cell| (cell.ordinal, ParticipationCell::from(cell))).collect();
        let mut total = None;
        let from_the_start = window.after.is_none() && window.before.is_none();
        if let Some(key) = store::alone(&release, &asked).filter(|_| rows.is_empty() && from_the_start) {
            rows.push((0, ParticipationCell::zero(key)));
            total = Some(1);
        } else if ctx.look_ahead().field("totalCount").exists() {
            total = Some(store::count(scope, cells).await?);
        }
        let release = Some(Release::from(std::sync::Arc::new(release)));
        Ok(CellConnection { rows, more, window, total, exact: false, release })
    }
}

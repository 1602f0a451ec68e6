//! The root field of the outcome cube.

use async_graphql::{Context, Object};
use entity::{
    indicator, release,
    vocabulary::{PlaceKind, QualityDimension},
};

use super::{
    inputs::{Asked, Named},
    store,
    types::OutcomeCell,
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
    participation::cube::inputs::Where,
    release::{
        places::Place,
        store::read::{self, Origin},
        types::Release,
    },
};

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct OutcomeQueries;

#[Object]
impl OutcomeQueries {
    /// How actual values compare with targets and baselines (måloppnåelse), safe to publish: cells of a fixed cube by
    /// indicator, school year and place. Only values for the whole of a partnership or an activity are in it.
    ///
    /// Whoever sees all observations of a municipality and names it gets its exact values as they are now; all others get
    /// those of a release, where counts of few people and means of few values are withheld (`value` null, `suppressed`
    /// true). `exact` says which. Name a release to have released values in any case.
    #[allow(clippy::too_many_arguments, reason = "a dimension each, and the arguments of a Relay connection")]
    async fn outcomes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The release; the latest unless given.")] release: Option<GlobalId<release::Entity>>,
        #[graphql(desc = "One municipality, by its number: four digits.")] municipality: Option<String>,
        #[graphql(desc = "One county, by its number: two digits.")] county: Option<String>,
        #[graphql(desc = "One KOSTRA group.")] kostra_group: Option<String>,
        #[graphql(desc = "Each place of this size by itself; the country where no place is named either.")] by: Option<
            Coded<PlaceKind>,
        >,
        #[graphql(desc = "One school year, by the year it begins: 2025 is 2025–26; each unless given.")]
        school_year: Option<i32>,
        #[graphql(desc = "One indicator; each you may see unless given.")] indicator: Option<
            GlobalId<indicator::Entity>,
        >,
        #[graphql(desc = "Indicators of one dimension of quality; of all unless given.")] quality_dimension: Option<
            Coded<QualityDimension>,
        >,
        #[graphql(desc = "The first so many, 1–100; 20 when neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, 1–100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<CellConnection<OutcomeCell>> {
        let named = Named {
            municipality,
            county,
            kostra_group,
            by: by.map(|kind| kind.0),
            school_year,
            indicator: indicator.map(|id| id.0),
            quality: quality_dimension.map(|quality| quality.0),
        };
        let asked = Asked::read(named, Where::At(Place::country()))?;
        let window = Window::read(first, after.as_deref(), last, before.as_deref())?;
        let scope = ctx.scope();
        let which = release.map(|id| id.0).into();
        let release = match read::origin(scope, &asked.place, which, access::sees_all_outcomes_in).await? {
            Origin::Nowhere => return Ok(CellConnection::of_nothing(window)),
            Origin::Own(own) => {
                let cells = store::exact(scope, own, &asked).await?;
                let total = i64::try_from(cells.len()).ok();
                let (rows, more) = window.of(cells.into_iter().map(|(key, values)| OutcomeCell::exact(key, values)));
                return Ok(CellConnection { rows, more, window, total, exact: true, release: None });
            }
            Origin::Release(release) => release,
        };
        let cells = store::released(scope, release.id, &asked);
        let (rows, more) = store::page(scope, cells.clone(), &window).await?;
        let rows = rows.into_iter().map(|cell| (cell.ordinal, OutcomeCell::from(cell))).collect();
        let counted = ctx.look_ahead().field("totalCount").exists();
        let total = if counted { Some(store::count(scope, cells).await?) } else { None };
        let release = Some(Release::from(std::sync::Arc::new(release)));
        Ok(CellConnection { rows, more, window, total, exact: false, release })
    }
}

//! The root field of comparisons.

use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::{release, vocabulary::PlaceKind};

use super::{
    store::{self, Inhabited},
    types::{ComparedPlace, Comparison},
};
use crate::{
    access,
    graphql::{
        context::RequestContext,
        errors::{ApiError, Result},
        ids::GlobalId,
    },
    municipality::types::Municipality,
    reference::municipality_id,
    release::{places::Place, rules::school_year as school_year_of, store::read, types::Release},
};

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct ComparisonQueries;

#[Object]
impl ComparisonQueries {
    /// A municipality beside its KOSTRA group and the country (sammenligning): how many were reached, how much staff is
    /// shared and what external funding was won, per 1 000 inhabitants where the population is known. Null when there is no
    /// such municipality, and while nothing is released.
    ///
    /// Whoever sees all of the municipality gets its own figures exact, as they are now, unless a release is named; the
    /// others are those of the release. `exact` says which.
    async fn comparison(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The municipality number (kommunenummer): four digits.")] municipality: String,
        #[graphql(
            desc = "The school year, by the year it begins: 2025 is 2025–26; the last of the release unless given."
        )]
        school_year: Option<i32>,
        #[graphql(desc = "The release; the latest unless given.")] release: Option<GlobalId<release::Entity>>,
    ) -> Result<Option<Comparison>> {
        let scope = ctx.scope();
        let named = release.is_some();
        let Some(release) = read::release(scope, release.map(|id| id.0)).await? else { return Ok(None) };
        let (first, last) = (school_year_of(release.covers_from), school_year_of(release.covers_to));
        let school_year = school_year.unwrap_or(last);
        if !(first..=last).contains(&school_year) {
            let message = format!("the release covers the school years from {first} to {last}, not {school_year}");
            return Err(ApiError::bad_input(message));
        }
        let inhabited = Inhabited::read(scope, school_year).await?;
        let id = municipality_id(&municipality);
        let Some(home) = ctx.maybe::<Municipality>(Some(id)).await? else { return Ok(None) };
        let group = inhabited.group_of(&municipality).map(str::to_owned);
        let released = store::released(scope, release.id, school_year).await?;
        let side = |place: Place| {
            let figures = released.get(&place).copied().unwrap_or_default();
            let people = inhabited.of(&place);
            ComparedPlace::new(place, figures, people, false)
        };
        let place = Place::municipality(&*municipality);
        let own = if !named && access::sees_all_in(&scope.caller, id) {
            let figures = store::exact(scope, id, &municipality, school_year).await?;
            let people = inhabited.of(&place);
            ComparedPlace::new(place, figures, people, true)
        } else {
            side(place)
        };
        Ok(Some(Comparison {
            municipality: home,
            school_year,
            own,
            kostra_group: group.map(|name| side(Place { kind: PlaceKind::KostraGroup, name })),
            country: side(Place::country()),
            release: Release::from(Arc::new(release)),
        }))
    }
}

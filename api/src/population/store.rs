//! Population figures in SQL.

use entity::{municipality, population};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set, sea_query::Query};

use super::{
    inputs::{PopulationFilter, PopulationSortField},
    rules::Inhabitants,
};
use crate::{
    auth::Caller,
    graphql::{
        changes::{Checks, SHORT},
        comparators::Narrowing,
        connection::{Filter, SortField},
        errors::Result as FieldResult,
    },
    reference::municipality_id,
    store::{Refused, Registry, Scope, SortKey, column},
};

impl Filter<population::Entity> for PopulationFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> FieldResult<()> {
        use population::Column;
        to.by_id::<municipality::Entity>("municipality", self.municipality, column(Column::MunicipalityId))?;
        to.by_related(
            "municipalityNumber",
            self.municipality_number,
            column(municipality::Column::Number),
            column(Column::MunicipalityId),
            Query::select().column((municipality::Entity, municipality::Column::Id)).from(municipality::Entity).take(),
        )?;
        to.by("year", self.year, column(Column::Year))
    }
}

impl SortField<population::Entity> for PopulationSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Year => SortKey::int(population::Column::Year),
            Self::CreatedAt => SortKey::instant(population::Column::CreatedAt),
        }
    }
}

/// Takes in figures on behalf of the operator, all or none: new ones are added, those that changed are changed. Says how
/// many were written.
///
/// # Errors
/// When the source cannot be used or the database fails.
pub async fn record(registry: Registry, figures: Vec<Inhabitants>, source: &str) -> Result<usize, Refused> {
    let mut checks = Checks::default();
    let source = checks.text("source", source, SHORT);
    checks.done()?;
    let scope = Scope::of_command_line(registry, "operator");
    let tx = scope.begin_own("record_population").await?;
    let mut written = 0;
    for Inhabitants { municipality, year, inhabitants } in figures {
        let municipality = municipality_id(&municipality);
        let known = population::Entity::find()
            .filter(population::Column::MunicipalityId.eq(municipality))
            .filter(population::Column::Year.eq(year))
            .one(tx.connection())
            .await?;
        match known {
            Some(before) if before.inhabitants == inhabitants && before.source == source => continue,
            Some(before) => {
                let mut row = before.clone().into_active_model();
                row.inhabitants = Set(inhabitants);
                row.source = Set(source.clone());
                tx.update::<population::Entity>(before, row).await?;
            }
            None => {
                let row = population::ActiveModel {
                    municipality_id: Set(municipality),
                    year: Set(year),
                    inhabitants: Set(inhabitants),
                    source: Set(source.clone()),
                    ..Default::default()
                };
                tx.insert::<population::Entity>(row).await?;
            }
        }
        written += 1;
    }
    tx.commit().await?;
    Ok(written)
}

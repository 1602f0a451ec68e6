//! How lists of municipalities, counties and KOSTRA functions are narrowed and sorted in SQL.

use entity::{county, kostra_function, municipality};
use sea_orm::{ColumnTrait, Condition};

use super::inputs::{
    CountyFilter, CountySortField, KostraFunctionFilter, KostraFunctionSortField, MunicipalityFilter,
    MunicipalitySortField,
};
use crate::{
    auth::Caller,
    graphql::{
        comparators::{Narrowing, covers},
        connection::{Filter, SortField},
        errors::Result,
    },
    store::{SortKey, column},
};

impl Filter<county::Entity> for CountyFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        to.by("number", self.number, column(county::Column::Number))?;
        to.by("name", self.name, column(county::Column::SearchName))
    }
}

impl SortField<county::Entity> for CountySortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Number => SortKey::text(county::Column::Number),
            Self::Name => SortKey::text(county::Column::SearchName),
        }
    }
}

impl Filter<municipality::Entity> for MunicipalityFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        to.by("number", self.number, column(municipality::Column::Number))?;
        to.by("name", self.name, column(municipality::Column::SearchName))?;
        to.by_id::<county::Entity>("county", self.county, column(municipality::Column::CountyId))?;
        to.by("kostraGroup", self.kostra_group, column(municipality::Column::KostraGroup))?;
        to.by_flag(self.sami_area, column(municipality::Column::SamiArea));
        if let Some(date) = self.valid_on {
            let (from, until) = (column(municipality::Column::ValidFrom), column(municipality::Column::ValidTo));
            to.add(covers(date.0, from, until));
        }
        Ok(())
    }
}

impl SortField<municipality::Entity> for MunicipalitySortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Number => SortKey::text(municipality::Column::Number),
            Self::Name => SortKey::text(municipality::Column::SearchName),
        }
    }
}

impl Filter<kostra_function::Entity> for KostraFunctionFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        to.by("code", self.code, column(kostra_function::Column::Code))?;
        to.by("name", self.name, column(kostra_function::Column::SearchName))?;
        if let Some(date) = self.valid_on {
            let (from, until) = (kostra_function::Column::ValidFrom, kostra_function::Column::ValidTo);
            to.add(Condition::any().add(from.is_null()).add(from.lte(date.0)));
            to.add(Condition::any().add(until.is_null()).add(until.gte(date.0)));
        }
        Ok(())
    }
}

impl SortField<kostra_function::Entity> for KostraFunctionSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Code => SortKey::text(kostra_function::Column::Code),
        }
    }
}

//! Which cells of the outcome cube are asked for.

use entity::{
    id::IndicatorId,
    vocabulary::{PlaceKind, QualityDimension},
};

use crate::{graphql::errors::Result as FieldResult, participation::cube::inputs::Where};

/// Which cells are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Where.
    pub place: Where,
    /// One school year; each unless given.
    pub school_year: Option<i32>,
    /// One indicator; each unless given.
    pub indicator: Option<IndicatorId>,
    /// Indicators of one dimension of quality; of all unless given.
    pub quality: Option<QualityDimension>,
}

/// The values named in a query, and which places it lists.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The number of a municipality.
    pub municipality: Option<String>,
    /// The number of a county.
    pub county: Option<String>,
    /// A KOSTRA group.
    pub kostra_group: Option<String>,
    /// Each place of this size.
    pub by: Option<PlaceKind>,
    /// A school year.
    pub school_year: Option<i32>,
    /// An indicator.
    pub indicator: Option<IndicatorId>,
    /// A dimension of quality.
    pub quality: Option<QualityDimension>,
}

impl Asked {
    /// Reads the arguments of a query; `rest` is where, when it names no place and lists none.
    ///
    /// # Errors
    /// When they name several places.
    pub fn read(named: Named, rest: Where) -> FieldResult<Self> {
        let each: Vec<PlaceKind> = named.by.into_iter().collect();
        Ok(Self {
            place: Where::read(named.municipality, named.county, named.kostra_group, &each, rest)?,
            school_year: named.school_year,
            indicator: named.indicator,
            quality: named.quality,
        })
    }
}

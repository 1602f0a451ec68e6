//! What lists of municipalities, counties and KOSTRA functions can be narrowed and sorted by.

use crate::graphql::sorting::sort_fields;
use async_graphql::InputObject;

use crate::graphql::comparators::{CodeComparator, IdComparator, TextComparator};
use crate::graphql::scalars::Date;

/// Narrows a list of counties; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct CountyFilter {
    /// The county number.
    pub number: Option<CodeComparator>,
    /// Any of the names, in any language; use `contains`.
    pub name: Option<TextComparator>,
}

sort_fields! {
    /// What counties can be sorted by.
    pub CountySortField { Number, Name }
}

/// Narrows a list of municipalities; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct MunicipalityFilter {
    /// The municipality number.
    pub number: Option<CodeComparator>,
    /// Any of the names, in any language; use `contains`.
    pub name: Option<TextComparator>,
    /// The county.
    pub county: Option<IdComparator>,
    /// The KOSTRA group.
    pub kostra_group: Option<CodeComparator>,
    /// Whether it lies in the administrative area for Sámi languages.
    pub sami_area: Option<bool>,
    /// Those whose number is valid on this date.
    pub valid_on: Option<Date>,
}

sort_fields! {
    /// What municipalities can be sorted by.
    pub MunicipalitySortField { Number, Name }
}

/// Narrows a list of KOSTRA functions; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct KostraFunctionFilter {
    /// The code.
    pub code: Option<CodeComparator>,
    /// The code or any of the names; use `contains`.
    pub name: Option<TextComparator>,
    /// Those that may be used on this date.
    pub valid_on: Option<Date>,
}

sort_fields! {
    /// What KOSTRA functions can be sorted by.
    pub KostraFunctionSortField { Code }
}

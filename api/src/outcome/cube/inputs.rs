//! Which cells of the outcome cube are asked for.

use entity::{id::IndicatorId, vocabulary::QualityDimension};

use crate::participation::cube::inputs::Where;

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

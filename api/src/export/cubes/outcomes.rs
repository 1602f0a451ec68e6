//! The outcome cube as a table: what indicators came to, beside what was aimed for.

use entity::{indicator, release};

use super::{CURSOR, Cube, PLACE, PLACE_KIND, RELEASE_ID, RELEASE_NUMBER, SCHOOL_YEAR, cell};
use crate::{
    export::{
        column::{Cell, Column, Kind, Row},
        store::{Extent, extent, outcome_cells, records},
    },
    store::{ReadError, Reader},
};

/// The outcome cube as a table.
pub struct OutcomeCube;

/// A measured value.
const MEASURED: Kind = Kind::Decimal { precision: 18, scale: 4 };

impl Cube for OutcomeCube {
    const COLUMNS: &'static [Column] = &[
        CURSOR,
        RELEASE_ID,
        RELEASE_NUMBER,
        PLACE_KIND,
        PLACE,
        SCHOOL_YEAR,
        Column::new("indicator.id", Kind::Code),
        Column::new("indicator.code", Kind::Text),
        Column::new("indicator.name", Kind::Text),
        Column::new("indicator.measure", Kind::Code),
        Column::optional("indicator.unit", Kind::Text),
        Column::new("indicator.ascending", Kind::Flag),
        Column::new("indicator.qualityDimension", Kind::Code),
        Column::new("indicator.resultType", Kind::Code),
        Column::new("indicator.goalOwner", Kind::Code),
        Column::optional("target", MEASURED),
        Column::optional("baseline.value", MEASURED),
        Column::new("baseline.suppressed", Kind::Flag),
        Column::optional("actual.value", MEASURED),
        Column::new("actual.suppressed", Kind::Flag),
    ];

    async fn page(
        reader: &Reader,
        release: &release::Model,
        after: Option<i32>,
        limit: u64,
    ) -> Result<Vec<(i32, Row)>, ReadError> {
        let cells = outcome_cells(reader, release.id, after, limit).await?;
        let indicators = records::<indicator::Entity>(reader, cells.iter().map(|cell| cell.indicator_id)).await?;
        let row = |found: &entity::released_outcome::Model| {
            let mut row = cell(release, found.ordinal, found.place_kind, &found.place, found.school_year);
            let indicator = indicators.get(&found.indicator_id);
            let baseline = found.baseline.filter(|_| !found.baseline_suppressed);
            let actual = found.actual.filter(|_| !found.actual_suppressed);
            row.extend([
                Cell::id(found.indicator_id),
                Cell::maybe(indicator, |indicator| Cell::text(&indicator.code)),
                Cell::maybe(indicator, |indicator| Cell::text(&indicator.name)),
                Cell::maybe(indicator, |indicator| Cell::code(indicator.measure)),
                Cell::maybe(indicator.and_then(|indicator| indicator.unit.as_deref()), Cell::text),
                Cell::maybe(indicator, |indicator| Cell::Flag(indicator.ascending)),
                Cell::maybe(indicator, |indicator| Cell::code(indicator.quality_dimension)),
                Cell::maybe(indicator, |indicator| Cell::code(indicator.result_type)),
                Cell::maybe(indicator, |indicator| Cell::code(indicator.goal_owner)),
                Cell::maybe(found.target, |value| Cell::Decimal(value.0)),
                Cell::maybe(baseline, |value| Cell::Decimal(value.0)),
                Cell::Flag(found.baseline_suppressed),
                Cell::maybe(actual, |value| Cell::Decimal(value.0)),
                Cell::Flag(found.actual_suppressed),
            ]);
            (found.ordinal, row)
        };
        Ok(cells.iter().map(row).collect())
    }

    async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
        Ok(vec![extent::<indicator::Entity>(reader).await?])
    }
}

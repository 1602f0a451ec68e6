//! The outcome cube as a table: what indicators came to, beside what was aimed for.

use entity::{
    id::{IndicatorId, MunicipalityId},
    indicator, release,
    vocabulary::{PlaceKind, QualityDimension},
};

use super::{
    BEGINNING, Cube, Of, SCHOOL_YEAR, beginning,
    cursor::{self, values},
};
use crate::{
    access,
    auth::Caller,
    export::{
        alike::{Indicators, MEASURED, measured},
        column::{Cell, Column, Kind, Row, columns},
        filter::Arguments,
        store::{Extent, extent},
    },
    graphql::{cells::Window, coded::Coded, errors::Result as FieldResult, ids::GlobalId},
    outcome::cube::{
        figures::{Key, Values},
        inputs::{Asked, Named},
        store,
    },
    participation::cube::inputs::Where,
    release::places::Place,
    store::{ReadError, Reader},
};

/// The outcome cube as a table.
pub struct OutcomeCube;

impl Cube for OutcomeCube {
    const FIELD: &'static str = "outcomes";
    const COLUMNS: &'static [Column] = columns![
        BEGINNING,
        &[
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
        ],
    ];
    const SEES_ALL_IN: fn(&Caller, MunicipalityId) -> bool = access::sees_all_outcomes_in;

    type Asked = Asked;
    type Key = (i32, IndicatorId);

    fn read(mut arguments: Arguments) -> FieldResult<Asked> {
        let named = Named {
            municipality: arguments.take("municipality")?,
            county: arguments.take("county")?,
            kostra_group: arguments.take("kostraGroup")?,
            by: arguments.take::<Option<Coded<PlaceKind>>>("by")?.map(|kind| kind.0),
            school_year: arguments.take("schoolYear")?,
            indicator: arguments.take::<Option<GlobalId<indicator::Entity>>>("indicator")?.map(|id| id.0),
            quality: arguments.take::<Option<Coded<QualityDimension>>>("qualityDimension")?.map(|quality| quality.0),
        };
        Asked::read(named, Where::Any)
    }

    fn place(asked: &Asked) -> &Where {
        &asked.place
    }

    async fn page(
        reader: &Reader,
        release: &release::Model,
        asked: &Asked,
        window: &Window,
    ) -> Result<Vec<(i32, Row)>, ReadError> {
        let scope = reader.scope();
        let (cells, _) = store::page(scope, store::released(scope, release.id, asked), window).await?;
        let indicators = Indicators::of(reader, cells.iter().map(|cell| cell.indicator_id)).await?;
        let row = |cell: entity::released_outcome::Model| {
            let place = Place { kind: cell.place_kind, name: cell.place };
            let key = Key { place, school_year: cell.school_year, indicator: cell.indicator_id };
            let values = Values {
                target: cell.target,
                baseline: cell.baseline.filter(|_| !cell.baseline_suppressed),
                actual: cell.actual.filter(|_| !cell.actual_suppressed),
            };
            let hidden = Hidden { baseline: cell.baseline_suppressed, actual: cell.actual_suppressed };
            (cell.ordinal, row(Of::Release(release, cell.ordinal), &indicators, &key, values, hidden))
        };
        Ok(cells.into_iter().map(row).collect())
    }

    fn nothing_in(_: &release::Model, _: &Asked) -> Option<Row> {
        None
    }

    async fn exact(
        reader: &Reader,
        municipality: MunicipalityId,
        asked: &Asked,
    ) -> Result<Vec<(Self::Key, Row)>, ReadError> {
        let cells = store::exact(reader.scope(), municipality, asked).await?;
        let indicators = Indicators::of(reader, cells.iter().map(|(key, _)| key.indicator)).await?;
        let row = |(key, values): (Key, Values)| {
            let cursor = cursor::exact([Some(key.school_year.to_string()), Some(key.indicator.to_string())]);
            let row = row(Of::Exact(cursor), &indicators, &key, values, Hidden::default());
            ((key.school_year, key.indicator), row)
        };
        Ok(cells.into_iter().map(row).collect())
    }

    fn key(cursor: &str) -> Option<Self::Key> {
        let [Some(year), Some(indicator)] = values(cursor)? else { return None };
        Some((year.parse().ok()?, indicator.parse().ok()?))
    }

    async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
        Ok(vec![extent::<indicator::Entity>(reader).await?])
    }
}

/// What of a cell is hidden.
#[derive(Clone, Copy, Default)]
struct Hidden {
    baseline: bool,
    actual: bool,
}

/// The row of a cell, with the values that are shown.
fn row(of: Of<'_>, indicators: &Indicators, key: &Key, values: Values, hidden: Hidden) -> Row {
    let mut row = beginning(of, &key.place, Some(key.school_year));
    row.extend(indicators.cells(key.indicator));
    row.extend([
        measured(values.target),
        measured(values.baseline),
        Cell::Flag(hidden.baseline),
        measured(values.actual),
        Cell::Flag(hidden.actual),
    ]);
    row
}

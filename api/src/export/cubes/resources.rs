//! What is shared and won as a table: full-time equivalents and external funding, where and when. Of releases alone: exact
//! figures are in the API's `comparison`.

use entity::{id::MunicipalityId, release, released_resource};

use super::{BEGINNING, Cube, Of, SCHOOL_YEAR, beginning};
use crate::{
    auth::Caller,
    export::{
        column::{Cell, Column, Kind, NOK, Row, columns},
        filter::Arguments,
        store::{Extent, resource_cells},
    },
    graphql::{cells::Window, errors::Result as FieldResult},
    participation::cube::inputs::Where,
    release::places::Place,
    store::{ReadError, Reader},
};

/// Shared staff and external funding as a table.
pub struct ResourceCube;

impl Cube for ResourceCube {
    const FIELD: &'static str = "comparison";
    const COLUMNS: &'static [Column] = columns![
        BEGINNING,
        &[
            // The API tells the school year beside the places it compares.
            Column { derived: true, ..SCHOOL_YEAR },
            Column::optional("sharedStaff.value", Kind::Decimal { precision: 18, scale: 4 }),
            Column::new("sharedStaff.suppressed", Kind::Flag),
            Column::new("fundingWon", NOK),
        ],
    ];
    const SEES_ALL_IN: fn(&Caller, MunicipalityId) -> bool = |_, _| false;

    type Asked = Where;
    type Key = ();

    fn read(_: Arguments) -> FieldResult<Where> {
        Ok(Where::Any)
    }

    fn place(asked: &Where) -> &Where {
        asked
    }

    async fn page(
        reader: &Reader,
        release: &release::Model,
        _: &Where,
        window: &Window,
    ) -> Result<Vec<(i32, Row)>, ReadError> {
        let cells = resource_cells(reader, release.id, window).await?;
        Ok(cells.into_iter().map(|cell| (cell.ordinal, row(release, cell))).collect())
    }

    fn nothing_in(_: &release::Model, _: &Where) -> Option<Row> {
        None
    }

    async fn exact(_: &Reader, _: MunicipalityId, _: &Where) -> Result<Vec<((), Row)>, ReadError> {
        Ok(Vec::new())
    }

    fn key(_: &str) -> Option<()> {
        None
    }

    async fn drawn_from(_: &Reader) -> Result<Vec<Extent>, ReadError> {
        Ok(Vec::new())
    }
}

fn row(release: &release::Model, cell: released_resource::Model) -> Row {
    let place = Place { kind: cell.place_kind, name: cell.place };
    let school_year = Some(cell.school_year).filter(|year| *year != 0);
    let mut row = beginning(Of::Release(release, cell.ordinal), &place, school_year);
    // Hundredths of a per cent of a position are ten-thousandths of it.
    let staff = cell.staff.filter(|_| !cell.staff_suppressed);
    row.extend([Cell::maybe(staff, Cell::Decimal), Cell::Flag(cell.staff_suppressed), Cell::Decimal(cell.funding.0)]);
    row
}

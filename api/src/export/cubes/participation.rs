//! The participation cube as a table: how many were reached, where, when, through which service.

use entity::release;

use super::{CURSOR, Cube, PLACE, PLACE_KIND, RELEASE_ID, RELEASE_NUMBER, SCHOOL_YEAR, cell};
use crate::{
    export::{
        column::{Cell, Column, Kind, Row},
        store::{Extent, participation_cells},
    },
    store::{ReadError, Reader},
};

/// The participation cube as a table.
pub struct ParticipationCube;

impl Cube for ParticipationCube {
    const COLUMNS: &'static [Column] = &[
        CURSOR,
        RELEASE_ID,
        RELEASE_NUMBER,
        PLACE_KIND,
        PLACE,
        SCHOOL_YEAR,
        Column::optional("service", Kind::Code),
        Column::optional("subject", Kind::Code),
        Column::optional("ageBand", Kind::Code),
        Column::optional("participants.value", Kind::Int),
        Column::optional("attendances.value", Kind::Int),
        Column::optional("sessions.value", Kind::Int),
        Column::optional("minutes.value", Kind::Int),
        Column::optional("activities.value", Kind::Int),
        Column::new("participants.suppressed", Kind::Flag),
    ];

    async fn page(
        reader: &Reader,
        release: &release::Model,
        after: Option<i32>,
        limit: u64,
    ) -> Result<Vec<(i32, Row)>, ReadError> {
        let cells = participation_cells(reader, release.id, after, limit).await?;
        // As the API tells counts.
        let count =
            |count: Option<i64>| Cell::maybe(count, |count| Cell::Int(i32::try_from(count).unwrap_or(i32::MAX)));
        let row = |found: entity::released_participation::Model| {
            let mut row = cell(release, found.ordinal, found.place_kind, &found.place, found.school_year);
            let shown = |figure: Option<i64>| if found.suppressed { None } else { Some(figure.unwrap_or(0)) };
            row.extend([
                Cell::maybe(found.service, Cell::code),
                Cell::maybe(found.subject, Cell::code),
                Cell::maybe(found.age_band, Cell::code),
                count(shown(found.participants)),
                count(shown(found.attendances)),
                count(shown(found.sessions)),
                count(shown(found.minutes)),
                count(shown(found.activities)),
                Cell::Flag(found.suppressed),
            ]);
            (found.ordinal, row)
        };
        Ok(cells.into_iter().map(row).collect())
    }

    async fn drawn_from(_: &Reader) -> Result<Vec<Extent>, ReadError> {
        Ok(Vec::new())
    }
}

//! The participation cube as a table: how many were reached, where, when, through which service.

use entity::{
    id::MunicipalityId,
    release,
    vocabulary::{AgeBand, ReachedService, SubjectField, Vocabulary as _},
};

use super::{
    BEGINNING, Cube, Of, SCHOOL_YEAR, beginning,
    cursor::{self, term, values},
};
use crate::{
    access,
    auth::Caller,
    export::{
        column::{Cell, Column, Kind, Row, columns},
        filter::Arguments,
        store::Extent,
    },
    graphql::{cells::Window, coded::Coded, errors::Result as FieldResult},
    participation::cube::{
        figures::{Figures, Key},
        inputs::{Asked, Named, ParticipationDimension, Where},
        store,
    },
    store::{ReadError, Reader},
};

/// The participation cube as a table.
pub struct ParticipationCube;

impl Cube for ParticipationCube {
    const FIELD: &'static str = "participation";
    const COLUMNS: &'static [Column] = columns![
        BEGINNING,
        &[
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
        ],
    ];
    const SEES_ALL_IN: fn(&Caller, MunicipalityId) -> bool = access::sees_all_counts_in;

    type Asked = Asked;
    type Key = (Option<i32>, Option<ReachedService>, Option<SubjectField>, Option<AgeBand>);

    fn read(mut arguments: Arguments) -> FieldResult<Asked> {
        let by: Option<Vec<Coded<ParticipationDimension>>> = arguments.take("by")?;
        Asked::read(Named {
            municipality: arguments.take("municipality")?,
            county: arguments.take("county")?,
            kostra_group: arguments.take("kostraGroup")?,
            school_year: arguments.take("schoolYear")?,
            service: arguments.take::<Option<Coded<_>>>("service")?.map(|service| service.0),
            subject: arguments.take::<Option<Coded<_>>>("subject")?.map(|subject| subject.0),
            age_band: arguments.take::<Option<Coded<_>>>("ageBand")?.map(|age| age.0),
            by: by.map(|by| by.into_iter().map(|dimension| dimension.0).collect()),
        })
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
        let (cells, _) = store::page(reader.scope(), store::released(release.id, asked), window).await?;
        let row = |cell: entity::released_participation::Model| {
            let ordinal = cell.ordinal;
            let (key, figures) = store::read(cell);
            (ordinal, row(Of::Release(release, ordinal), &key, figures))
        };
        Ok(cells.into_iter().map(row).collect())
    }

    fn nothing_in(release: &release::Model, asked: &Asked) -> Option<Row> {
        let key = store::alone(release, asked)?;
        // As good a place as any: there is no other cell.
        Some(row(Of::Release(release, 0), &key, Some(Figures::default())))
    }

    async fn exact(
        reader: &Reader,
        municipality: MunicipalityId,
        asked: &Asked,
    ) -> Result<Vec<(Self::Key, Row)>, ReadError> {
        let cells = store::exact(reader.scope(), municipality, asked).await?;
        let row = |(key, figures): (Key, Figures)| {
            let Key { school_year, service, subject, age_band, .. } = key;
            let cursor = cursor::exact([
                school_year.map(|year| year.to_string()),
                service.map(|service| service.code().to_owned()),
                subject.map(|subject| subject.code().to_owned()),
                age_band.map(|age| age.code().to_owned()),
            ]);
            ((school_year, service, subject, age_band), row(Of::Exact(cursor), &key, Some(figures)))
        };
        Ok(cells.into_iter().map(row).collect())
    }

    fn key(cursor: &str) -> Option<Self::Key> {
        let [year, service, subject, age] = values(cursor)?;
        let year = year.map(str::parse).transpose().ok()?;
        Some((year, term(service).ok()?, term(subject).ok()?, term(age).ok()?))
    }

    async fn drawn_from(_: &Reader) -> Result<Vec<Extent>, ReadError> {
        Ok(Vec::new())
    }
}

/// The row of a cell; without figures, where they are hidden.
fn row(of: Of<'_>, key: &Key, figures: Option<Figures>) -> Row {
    // As the API tells counts.
    let count = |figure: fn(&Figures) -> u64| {
        Cell::maybe(figures.as_ref().map(figure), |count| Cell::Int(i32::try_from(count).unwrap_or(i32::MAX)))
    };
    let mut row = beginning(of, &key.place, key.school_year);
    row.extend([
        Cell::maybe(key.service, Cell::code),
        Cell::maybe(key.subject, Cell::code),
        Cell::maybe(key.age_band, Cell::code),
        count(|figures| figures.participants),
        count(|figures| figures.attendances),
        count(|figures| figures.sessions),
        count(|figures| figures.minutes),
        count(|figures| figures.activities),
        Cell::Flag(figures.is_none()),
    ]);
    row
}

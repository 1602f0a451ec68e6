//! Participation counts as a table: how many took part in an activity in a period, as it was reported. For those who may
//! read counts row by row; what is safe to publish of them is in the participation cube.

use entity::{breadth_activity, municipality, participation_count, partnership};

use super::{
    alike::{Activities, BEGINNING, Owners, PARTNERSHIP, Partnerships},
    column::{Cell, Column, Kind, Row, columns},
    sheet::Sheet,
    store::{Extent, extent},
};
use crate::{
    participation::types::ParticipationCount,
    release::rules::school_year,
    store::{ReadError, Reader},
};

/// Participation counts as a table.
pub struct CountSheet;

impl Sheet for CountSheet {
    type Node = ParticipationCount;

    const LIST: &'static str = "participationCounts";
    const COLUMNS: &'static [Column] = columns![
        BEGINNING,
        PARTNERSHIP,
        &[
            Column::new("activity.id", Kind::Code),
            Column::new("activity.title", Kind::Text),
            Column::new("activity.subjectFields", Kind::Texts),
            Column::new("activity.pillars", Kind::Texts),
            Column::new("activity.format", Kind::Code),
            Column::new("activity.setting", Kind::Code),
            Column::new("periodFrom", Kind::Date),
            Column::new("periodTo", Kind::Date),
            Column::derived("schoolYear", Kind::Int),
            Column::new("ageBand", Kind::Code),
            Column::new("targetGroup", Kind::Code),
            Column::new("participants", Kind::Int),
            Column::new("attendances", Kind::Int),
            Column::new("sessions", Kind::Int),
            Column::new("minutes", Kind::Int),
            Column::optional("externalId", Kind::Text),
        ],
    ];

    async fn rows(reader: &Reader, counts: Vec<participation_count::Model>) -> Result<Vec<Row>, ReadError> {
        let owners = Owners::of(reader, &counts).await?;
        let partnerships = Partnerships::of(reader, counts.iter().map(|count| count.partnership_id)).await?;
        let activities = Activities::of(reader, counts.iter().map(|count| count.activity_id)).await?;
        let row = |count: &participation_count::Model| {
            let activity = activities.get(count.activity_id);
            let mut row = owners.beginning(count);
            row.extend(partnerships.cells(count.partnership_id));
            row.extend([
                Cell::id(count.activity_id),
                Cell::maybe(activity, |activity| Cell::text(&activity.title)),
                Cell::maybe(activity, |activity| Cell::codes(&activity.subject_fields)),
                Cell::maybe(activity, |activity| Cell::codes(&activity.pillars)),
                Cell::maybe(activity, |activity| Cell::code(activity.format)),
                Cell::maybe(activity, |activity| Cell::code(activity.setting)),
                Cell::Date(count.period_from),
                Cell::Date(count.period_to),
                Cell::Int(school_year(count.period_from)),
                Cell::code(count.age_band),
                Cell::code(count.target_group),
                Cell::Int(count.participants),
                Cell::Int(count.attendances),
                Cell::Int(count.sessions),
                Cell::Int(count.minutes),
                Cell::maybe(count.external_id.as_deref(), Cell::text),
            ]);
            row
        };
        Ok(counts.iter().map(row).collect())
    }

    async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
        let extents = [
            extent::<municipality::Entity>(reader).await?,
            extent::<partnership::Entity>(reader).await?,
            extent::<breadth_activity::Entity>(reader).await?,
        ];
        Ok(extents.to_vec())
    }
}

//! Targets and observations as tables: what partnerships aim for and what was observed, by their indicators, as it was
//! registered.

use chrono::NaiveDate;
use entity::{
    Stamped, breadth_activity,
    id::{BreadthActivityId, IndicatorId, PartnershipId},
    indicator, municipality, outcome_observation, outcome_target, partnership,
};

use super::{
    alike::{Activities, BEGINNING, Indicators, MEASURED, Owners, PARTNERSHIP, Partnerships, measured},
    column::{Cell, Column, Kind, Row, columns},
    sheet::Sheet,
    store::{Extent, extent},
};
use crate::{
    outcome::types::{OutcomeObservation, OutcomeTarget},
    release::rules::school_year,
    store::{ReadError, Reader},
};

/// Targets as a table.
pub struct TargetSheet;

/// Observations as a table.
pub struct ObservationSheet;

// Both are about a partnership or an activity, by an indicator; another municipality's own is not seen.
const NAMED: &[Column] = &[
    Column::optional("activity.id", Kind::Code),
    Column::optional("activity.title", Kind::Text),
    Column::optional("indicator.id", Kind::Code),
    Column::optional("indicator.code", Kind::Text),
    Column::optional("indicator.name", Kind::Text),
    Column::optional("indicator.measure", Kind::Code),
    Column::optional("indicator.unit", Kind::Text),
    Column::optional("indicator.ascending", Kind::Flag),
    Column::optional("indicator.qualityDimension", Kind::Code),
    Column::optional("indicator.resultType", Kind::Code),
    Column::optional("indicator.goalOwner", Kind::Code),
    Column::new("periodFrom", Kind::Date),
    Column::new("periodTo", Kind::Date),
    Column::derived("schoolYear", Kind::Int),
    Column::new("dimension", Kind::Text),
];
const REMARKS: &[Column] = &[
    Column::optional("narrative", Kind::Text),
    Column::optional("source", Kind::Text),
    Column::optional("comment", Kind::Text),
];

/// What a row of either says beside its values.
struct Said<'a> {
    partnership: PartnershipId,
    activity: Option<BreadthActivityId>,
    indicator: IndicatorId,
    period: (NaiveDate, NaiveDate),
    dimension: &'a str,
    narrative: Option<&'a str>,
    source: Option<&'a str>,
    comment: Option<&'a str>,
}

/// Reads what a target or an observation says.
macro_rules! said {
    ($row:ident) => {
        Said {
            partnership: $row.partnership_id,
            activity: $row.activity_id,
            indicator: $row.indicator_id,
            period: ($row.period_from, $row.period_to),
            dimension: &$row.dimension,
            narrative: $row.narrative.as_deref(),
            source: $row.source.as_deref(),
            comment: $row.comment.as_deref(),
        }
    };
}

/// The rows of either, with their values between what they name and what is remarked.
async fn rows<M: Stamped<Entity: entity::Kind> + Sync, const VALUES: usize>(
    reader: &Reader,
    found: &[M],
    said: impl Fn(&M) -> Said<'_> + Send,
    values: impl Fn(&M) -> [Cell; VALUES] + Send,
) -> Result<Vec<Row>, ReadError> {
    let owners = Owners::of(reader, found).await?;
    let partnerships = Partnerships::of(reader, found.iter().map(|row| said(row).partnership)).await?;
    let activities = Activities::of(reader, found.iter().filter_map(|row| said(row).activity)).await?;
    let indicators = Indicators::of(reader, found.iter().map(|row| said(row).indicator)).await?;
    let row = |row: &M| {
        let about = said(row);
        let activity = about.activity.and_then(|id| activities.get(id));
        let (from, to) = about.period;
        let mut cells = owners.beginning(row);
        cells.extend(partnerships.cells(about.partnership));
        cells.extend([
            Cell::maybe(activity, |activity| Cell::id(activity.id)),
            Cell::maybe(activity, |activity| Cell::text(&activity.title)),
        ]);
        cells.extend(indicators.cells(about.indicator));
        cells.extend([Cell::Date(from), Cell::Date(to), Cell::Int(school_year(from)), Cell::text(about.dimension)]);
        cells.extend(values(row));
        cells.extend([about.narrative, about.source, about.comment].map(|text| Cell::maybe(text, Cell::text)));
        cells
    };
    Ok(found.iter().map(row).collect())
}

async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
    let extents = [
        extent::<municipality::Entity>(reader).await?,
        extent::<partnership::Entity>(reader).await?,
        extent::<breadth_activity::Entity>(reader).await?,
        extent::<indicator::Entity>(reader).await?,
    ];
    Ok(extents.to_vec())
}

impl Sheet for TargetSheet {
    type Node = OutcomeTarget;

    const LIST: &'static str = "outcomeTargets";
    const COLUMNS: &'static [Column] = columns![
        BEGINNING,
        PARTNERSHIP,
        NAMED,
        &[Column::optional("baseline", MEASURED), Column::optional("target", MEASURED)],
        REMARKS,
    ];

    async fn rows(reader: &Reader, targets: Vec<outcome_target::Model>) -> Result<Vec<Row>, ReadError> {
        let values = |target: &outcome_target::Model| [measured(target.baseline), measured(target.target)];
        rows(reader, &targets, |target: &outcome_target::Model| said!(target), values).await
    }

    async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
        drawn_from(reader).await
    }
}

impl Sheet for ObservationSheet {
    type Node = OutcomeObservation;

    const LIST: &'static str = "outcomeObservations";
    const COLUMNS: &'static [Column] =
        columns![BEGINNING, PARTNERSHIP, NAMED, &[Column::optional("actual", MEASURED)], REMARKS];

    async fn rows(reader: &Reader, observations: Vec<outcome_observation::Model>) -> Result<Vec<Row>, ReadError> {
        let values = |observation: &outcome_observation::Model| [measured(observation.actual)];
        rows(reader, &observations, |observation: &outcome_observation::Model| said!(observation), values).await
    }

    async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
        drawn_from(reader).await
    }
}

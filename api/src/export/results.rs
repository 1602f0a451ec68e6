//! Targets and observations as tables: what partnerships aim for and what was observed, by their indicators, as it was
//! registered.

use entity::{
    Stamped, breadth_activity,
    id::{BreadthActivityId, IndicatorId, PartnershipId},
    indicator, municipality, outcome_observation, outcome_target, partnership,
};

use super::{
    alike::{
        Activities, CREATED_AT, ID, MEASURED, MUNICIPALITY_NAME, MUNICIPALITY_NUMBER, Owners, Partnerships, UPDATED_AT,
        VERSION, measured,
    },
    column::{Cell, Column, Kind, Row},
    sheet::Sheet,
    store::{Extent, Records, extent, records},
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
const PARTNERSHIP_ID: Column = Column::new("partnership.id", Kind::Code);
const PARTNERSHIP_TITLE: Column = Column::new("partnership.title", Kind::Text);
const PARTNERSHIP_STATUS: Column = Column::new("partnership.status", Kind::Code);
const ACTIVITY_ID: Column = Column::optional("activity.id", Kind::Code);
const ACTIVITY_TITLE: Column = Column::optional("activity.title", Kind::Text);
const INDICATOR_ID: Column = Column::optional("indicator.id", Kind::Code);
const INDICATOR_CODE: Column = Column::optional("indicator.code", Kind::Text);
const INDICATOR_NAME: Column = Column::optional("indicator.name", Kind::Text);
const INDICATOR_MEASURE: Column = Column::optional("indicator.measure", Kind::Code);
const INDICATOR_UNIT: Column = Column::optional("indicator.unit", Kind::Text);
const INDICATOR_ASCENDING: Column = Column::optional("indicator.ascending", Kind::Flag);
const INDICATOR_QUALITY: Column = Column::optional("indicator.qualityDimension", Kind::Code);
const INDICATOR_RESULT: Column = Column::optional("indicator.resultType", Kind::Code);
const INDICATOR_OWNER: Column = Column::optional("indicator.goalOwner", Kind::Code);
const PERIOD_FROM: Column = Column::new("periodFrom", Kind::Date);
const PERIOD_TO: Column = Column::new("periodTo", Kind::Date);
const YEAR: Column = Column::derived("schoolYear", Kind::Int);
const DIMENSION: Column = Column::new("dimension", Kind::Text);
const NARRATIVE: Column = Column::optional("narrative", Kind::Text);
const SOURCE: Column = Column::optional("source", Kind::Text);
const COMMENT: Column = Column::optional("comment", Kind::Text);

/// What rows of both name.
struct Named {
    owners: Owners,
    partnerships: Partnerships,
    activities: Activities,
    indicators: Records<indicator::Entity>,
}

/// What a row of either is about.
#[derive(Clone, Copy)]
struct About {
    partnership: PartnershipId,
    activity: Option<BreadthActivityId>,
    indicator: IndicatorId,
}

impl Named {
    async fn of<M: Stamped + Sync>(
        reader: &Reader,
        rows: &[M],
        about: impl Fn(&M) -> About + Copy + Send,
    ) -> Result<Self, ReadError> {
        Ok(Self {
            owners: Owners::of(reader, rows).await?,
            partnerships: Partnerships::of(reader, rows.iter().map(|row| about(row).partnership)).await?,
            activities: Activities::of(reader, rows.iter().filter_map(|row| about(row).activity)).await?,
            indicators: records(reader, rows.iter().map(|row| about(row).indicator)).await?,
        })
    }

    /// The cells that a row of either begins with.
    fn beginning<M: Stamped<Entity: entity::Kind>>(&self, row: &M, about: About) -> Row {
        let activity = about.activity.and_then(|id| self.activities.get(id));
        let indicator = self.indicators.get(&about.indicator);
        let mut cells = self.owners.beginning(row);
        cells.extend(self.partnerships.cells(about.partnership));
        cells.extend([
            Cell::maybe(activity, |activity| Cell::id(activity.id)),
            Cell::maybe(activity, |activity| Cell::text(&activity.title)),
            Cell::maybe(indicator, |indicator| Cell::id(indicator.id)),
            Cell::maybe(indicator, |indicator| Cell::text(&indicator.code)),
            Cell::maybe(indicator, |indicator| Cell::text(&indicator.name)),
            Cell::maybe(indicator, |indicator| Cell::code(indicator.measure)),
            Cell::maybe(indicator.and_then(|indicator| indicator.unit.as_deref()), Cell::text),
            Cell::maybe(indicator, |indicator| Cell::Flag(indicator.ascending)),
            Cell::maybe(indicator, |indicator| Cell::code(indicator.quality_dimension)),
            Cell::maybe(indicator, |indicator| Cell::code(indicator.result_type)),
            Cell::maybe(indicator, |indicator| Cell::code(indicator.goal_owner)),
        ]);
        cells
    }
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

/// What a target is for.
fn aimed(row: &outcome_target::Model) -> About {
    About { partnership: row.partnership_id, activity: row.activity_id, indicator: row.indicator_id }
}

/// What an observation is of.
fn seen(row: &outcome_observation::Model) -> About {
    About { partnership: row.partnership_id, activity: row.activity_id, indicator: row.indicator_id }
}

impl Sheet for TargetSheet {
    type Node = OutcomeTarget;

    const LIST: &'static str = "outcomeTargets";
    const COLUMNS: &'static [Column] = &[
        ID,
        VERSION,
        CREATED_AT,
        UPDATED_AT,
        MUNICIPALITY_NUMBER,
        MUNICIPALITY_NAME,
        PARTNERSHIP_ID,
        PARTNERSHIP_TITLE,
        PARTNERSHIP_STATUS,
        ACTIVITY_ID,
        ACTIVITY_TITLE,
        INDICATOR_ID,
        INDICATOR_CODE,
        INDICATOR_NAME,
        INDICATOR_MEASURE,
        INDICATOR_UNIT,
        INDICATOR_ASCENDING,
        INDICATOR_QUALITY,
        INDICATOR_RESULT,
        INDICATOR_OWNER,
        PERIOD_FROM,
        PERIOD_TO,
        YEAR,
        DIMENSION,
        Column::optional("baseline", MEASURED),
        Column::optional("target", MEASURED),
        NARRATIVE,
        SOURCE,
        COMMENT,
    ];

    async fn rows(reader: &Reader, targets: Vec<outcome_target::Model>) -> Result<Vec<Row>, ReadError> {
        let named = Named::of(reader, &targets, aimed).await?;
        let row = |target: &outcome_target::Model| {
            let mut row = named.beginning(target, aimed(target));
            row.extend([
                Cell::Date(target.period_from),
                Cell::Date(target.period_to),
                Cell::Int(school_year(target.period_from)),
                Cell::text(&target.dimension),
                measured(target.baseline),
                measured(target.target),
                Cell::maybe(target.narrative.as_deref(), Cell::text),
                Cell::maybe(target.source.as_deref(), Cell::text),
                Cell::maybe(target.comment.as_deref(), Cell::text),
            ]);
            row
        };
        Ok(targets.iter().map(row).collect())
    }

    async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
        drawn_from(reader).await
    }
}

impl Sheet for ObservationSheet {
    type Node = OutcomeObservation;

    const LIST: &'static str = "outcomeObservations";
    const COLUMNS: &'static [Column] = &[
        ID,
        VERSION,
        CREATED_AT,
        UPDATED_AT,
        MUNICIPALITY_NUMBER,
        MUNICIPALITY_NAME,
        PARTNERSHIP_ID,
        PARTNERSHIP_TITLE,
        PARTNERSHIP_STATUS,
        ACTIVITY_ID,
        ACTIVITY_TITLE,
        INDICATOR_ID,
        INDICATOR_CODE,
        INDICATOR_NAME,
        INDICATOR_MEASURE,
        INDICATOR_UNIT,
        INDICATOR_ASCENDING,
        INDICATOR_QUALITY,
        INDICATOR_RESULT,
        INDICATOR_OWNER,
        PERIOD_FROM,
        PERIOD_TO,
        YEAR,
        DIMENSION,
        Column::optional("actual", MEASURED),
        NARRATIVE,
        SOURCE,
        COMMENT,
    ];

    async fn rows(reader: &Reader, observations: Vec<outcome_observation::Model>) -> Result<Vec<Row>, ReadError> {
        let named = Named::of(reader, &observations, seen).await?;
        let row = |observation: &outcome_observation::Model| {
            let mut row = named.beginning(observation, seen(observation));
            row.extend([
                Cell::Date(observation.period_from),
                Cell::Date(observation.period_to),
                Cell::Int(school_year(observation.period_from)),
                Cell::text(&observation.dimension),
                measured(observation.actual),
                Cell::maybe(observation.narrative.as_deref(), Cell::text),
                Cell::maybe(observation.source.as_deref(), Cell::text),
                Cell::maybe(observation.comment.as_deref(), Cell::text),
            ]);
            row
        };
        Ok(observations.iter().map(row).collect())
    }

    async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
        drawn_from(reader).await
    }
}

//! What the rows of several sheets begin with or name alike.

use entity::{
    Percentage, Stamped, breadth_activity,
    id::{BreadthActivityId, IndicatorId, OrganisationId, PartnershipId},
    indicator, municipality, organisation, partnership,
};

use super::{
    column::{Cell, Column, Kind, Row},
    store::{Records, records},
};
use crate::store::{ReadError, Reader};

/// A measured value.
pub const MEASURED: Kind = Kind::Decimal { precision: 18, scale: 4 };

/// The columns that every sheet begins with: the cells are [`Owners::beginning`].
pub const BEGINNING: &[Column] = &[
    Column::new("id", Kind::Code),
    Column::new("version", Kind::Int),
    Column::new("createdAt", Kind::Instant),
    Column::new("updatedAt", Kind::Instant),
    Column::new("municipality.number", Kind::Digits),
    Column::new("municipality.name", Kind::Text),
];

/// The columns of a partnership that every reader of the row sees: the cells are [`Partnerships::cells`].
pub const PARTNERSHIP: &[Column] = &[
    Column::new("partnership.id", Kind::Code),
    Column::new("partnership.title", Kind::Text),
    Column::new("partnership.status", Kind::Code),
];

/// The municipalities that own the rows.
pub struct Owners(Records<municipality::Entity>);

impl Owners {
    /// Those of these rows.
    pub async fn of<M: Stamped + Sync>(reader: &Reader, rows: &[M]) -> Result<Self, ReadError> {
        Ok(Self(records(reader, rows.iter().filter_map(Stamped::municipality_id)).await?))
    }

    /// The cells that a row begins with.
    pub fn beginning<M: Stamped<Entity: entity::Kind>>(&self, row: &M) -> Row {
        let municipality = row.municipality_id().and_then(|id| self.0.get(&id));
        vec![
            Cell::id(row.id()),
            Cell::Int(row.version()),
            Cell::Instant(row.created_at()),
            Cell::Instant(row.updated_at()),
            Cell::maybe(municipality, |place| Cell::text(&place.number)),
            Cell::maybe(municipality, |place| Cell::text(&place.name)),
        ]
    }
}

/// Organisations that the rows name.
pub struct Organisations(Records<organisation::Entity>);

impl Organisations {
    /// These.
    pub async fn of(reader: &Reader, ids: impl Iterator<Item = OrganisationId>) -> Result<Self, ReadError> {
        Ok(Self(records(reader, ids).await?))
    }

    /// One of them.
    pub fn get(&self, id: OrganisationId) -> Option<&organisation::Model> {
        self.0.get(&id).map(AsRef::as_ref)
    }

    /// The cells of one: id, number, name and service type.
    pub fn cells(&self, id: Option<OrganisationId>) -> [Cell; 4] {
        let found = id.and_then(|id| self.get(id));
        [
            Cell::maybe(found, |organisation| Cell::id(organisation.id)),
            Cell::maybe(found.and_then(|organisation| organisation.number.as_deref()), Cell::text),
            Cell::maybe(found, |organisation| Cell::text(&organisation.name)),
            Cell::maybe(found, |organisation| Cell::code(organisation.service_type)),
        ]
    }
}

/// Partnerships that the rows name.
pub struct Partnerships(Records<partnership::Entity>);

impl Partnerships {
    /// These.
    pub async fn of(reader: &Reader, ids: impl Iterator<Item = PartnershipId>) -> Result<Self, ReadError> {
        Ok(Self(records(reader, ids).await?))
    }

    /// The cells of one: id, title and status.
    pub fn cells(&self, id: PartnershipId) -> [Cell; 3] {
        let found = self.0.get(&id);
        [
            Cell::maybe(found, |partnership| Cell::id(partnership.id)),
            Cell::maybe(found, |partnership| Cell::text(&partnership.title)),
            Cell::maybe(found, |partnership| Cell::code(partnership.status)),
        ]
    }
}

/// Activities that the rows name.
pub struct Activities(Records<breadth_activity::Entity>);

impl Activities {
    /// These.
    pub async fn of(reader: &Reader, ids: impl Iterator<Item = BreadthActivityId>) -> Result<Self, ReadError> {
        Ok(Self(records(reader, ids).await?))
    }

    /// One of them.
    pub fn get(&self, id: BreadthActivityId) -> Option<&breadth_activity::Model> {
        self.0.get(&id).map(AsRef::as_ref)
    }
}

/// Indicators that the rows name.
pub struct Indicators(Records<indicator::Entity>);

impl Indicators {
    /// These.
    pub async fn of(reader: &Reader, ids: impl Iterator<Item = IndicatorId>) -> Result<Self, ReadError> {
        Ok(Self(records(reader, ids).await?))
    }

    /// The cells of one: id, code, name, measure, unit, direction, quality dimension, result type and whose goal it serves.
    pub fn cells(&self, id: IndicatorId) -> [Cell; 9] {
        let found = self.0.get(&id);
        [
            Cell::maybe(found, |indicator| Cell::id(indicator.id)),
            Cell::maybe(found, |indicator| Cell::text(&indicator.code)),
            Cell::maybe(found, |indicator| Cell::text(&indicator.name)),
            Cell::maybe(found, |indicator| Cell::code(indicator.measure)),
            Cell::maybe(found.and_then(|indicator| indicator.unit.as_deref()), Cell::text),
            Cell::maybe(found, |indicator| Cell::Flag(indicator.ascending)),
            Cell::maybe(found, |indicator| Cell::code(indicator.quality_dimension)),
            Cell::maybe(found, |indicator| Cell::code(indicator.result_type)),
            Cell::maybe(found, |indicator| Cell::code(indicator.goal_owner)),
        ]
    }
}

/// A percentage.
pub fn percentage(Percentage(points): Percentage) -> Cell {
    Cell::Decimal(points.into())
}

/// A measured value.
pub fn measured(value: Option<entity::Measured>) -> Cell {
    Cell::maybe(value, |value| Cell::Decimal(value.0))
}

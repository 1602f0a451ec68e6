//! Builders that write a registry's rows the way people tell about them: a partnership, who takes part, who is shared,
//! what it costs, what was done and what came of it. What has not happened yet, counted from today, is left out.

mod activity;
mod agreement;
mod collaboration;
mod life;
mod money;
mod outcome;
mod partnership;
mod people;
mod staff;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    Id,
    id::{IndicatorId, MunicipalityId, OrganisationId},
    vocabulary::{IndicatorMeasure, ServiceType},
};

pub(crate) use outcome::Measure;
pub(crate) use partnership::{Partnership, Party};
pub(crate) use people::Person;

use super::{calendar::Calendar, numbers::Numbers, rows::Rows};
use crate::clock::{Clock, Ids};

/// A new record's model with its key and stamps.
macro_rules! row {
    ($story:expr, $made:expr, $table:ident { $($field:tt)* }) => {{
        let made = $story.calendar.morning($made);
        entity::$table::Model {
            id: $story.key(made),
            version: 1,
            created_at: made,
            updated_at: made,
            $($field)*
        }
    }};
}
use row;

/// A registry being written.
pub(crate) struct Story {
    pub rows: Rows,
    pub calendar: Calendar,
    pub ids: Ids,
    numbers: Numbers,
    /// The last number given to an employee or an archived case.
    serial: u32,
}

/// An organisation already in the story.
#[derive(Clone, Debug)]
pub(crate) struct Org {
    pub id: OrganisationId,
    pub municipality: MunicipalityId,
    pub service: ServiceType,
    /// The e-mail address of the one who signs for it.
    pub signatory: String,
}

/// An indicator already in the story.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Indicator {
    pub id: IndicatorId,
    pub measure: IndicatorMeasure,
}

impl Story {
    /// An empty registry as of now; organisation numbers begin with the eight digits of `first_number`.
    pub fn new(clock: &dyn Clock, ids: Ids, first_number: u32) -> Self {
        Self {
            rows: Rows::default(),
            calendar: Calendar::of(clock),
            ids,
            numbers: Numbers::from(first_number),
            serial: 1040,
        }
    }

    fn key<K>(&self, made: DateTime<Utc>) -> Id<K> {
        Id::new(self.ids.next(made))
    }

    fn next_serial(&mut self) -> u32 {
        self.serial += 3;
        self.serial
    }

    /// The first day of the records that were there before the oldest school year told of.
    fn beginning(&self) -> NaiveDate {
        self.calendar.on(-4, 6, 2)
    }
}

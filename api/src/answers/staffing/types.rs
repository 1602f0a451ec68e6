//! Shared positions as the API shows them.

use async_graphql::{Context, Object};
use entity::vocabulary::ServiceType;

use super::{
    rules::{self, Key, Work, add_up, together},
    store::{Shared, StaffingOf},
};
use crate::{
    graphql::{
        coded::Coded,
        connection::shortened,
        context::RequestContext,
        errors::Result,
        scalars::{Date, Decimal},
    },
    organisation::types::Organisation,
    vocabulary::StaffingGrouping,
};

/// How much of positions is shared with partnerships in force (delte årsverk), on a date or over a period: of what you may
/// see, as it stands in the working copies.
pub struct Staffing {
    question: StaffingOf,
    people: i64,
    groups: Vec<(Key, Work)>,
}

impl Staffing {
    /// The answer to a question.
    #[must_use]
    pub fn new(question: StaffingOf, shared: &Shared) -> Self {
        Self { question, people: shared.people, groups: add_up(&shared.portions) }
    }

    fn length(&self) -> i64 {
        rules::days(self.question.from, self.question.to)
    }
}

/// How much of positions is shared with partnerships in force (delte årsverk), on a date or over a period: of what you may
/// see, as it stands in the working copies.
#[Object]
impl Staffing {
    /// The first day.
    async fn from(&self) -> Date {
        Date(self.question.from)
    }

    /// The last day; the same as the first for a date.
    async fn to(&self) -> Date {
        Date(self.question.to)
    }

    /// How many days that is, both included.
    async fn days(&self) -> i32 {
        i32::try_from(self.length()).unwrap_or(i32::MAX)
    }

    /// What the groups are.
    async fn group_by(&self) -> Coded<StaffingGrouping> {
        Coded(self.question.group_by)
    }

    /// How many people are shared on one of the days or more (ansatte).
    async fn people(&self) -> i32 {
        i32::try_from(self.people).unwrap_or(i32::MAX)
    }

    /// The full-time equivalents (årsverk), on average over the days: `fullTimeDays` divided by `days`, rounded half up to
    /// four decimals. "0.2000" is 20 % of one full-time position.
    async fn full_time_equivalents(&self) -> Decimal {
        Decimal(together(&self.groups).equivalents(self.length()))
    }

    /// The position percentages times the days they are shared, in full-time days: 20 % for 31 days is "6.2000".
    async fn full_time_days(&self) -> Decimal {
        Decimal(together(&self.groups).days())
    }

    /// How many groups there are.
    async fn group_count(&self) -> i32 {
        i32::try_from(self.groups.len()).unwrap_or(i32::MAX)
    }

    /// The groups, the largest first. Each is rounded by itself: they may add up to a little more or less than the whole.
    async fn groups(
        &self,
        #[graphql(desc = "The largest so many, 1–250.", default = 50)] first: i32,
    ) -> Result<Vec<StaffingGroup>> {
        let groups = shortened(&self.groups, first)?.into_iter();
        Ok(groups.map(|(key, work)| StaffingGroup { key, work, days: self.length() }).collect())
    }
}

/// What is shared by one service, host, employer or payer (delte årsverk, gruppert).
pub struct StaffingGroup {
    key: Key,
    work: Work,
    days: i64,
}

/// What is shared by one service, host, employer or payer (delte årsverk, gruppert).
#[Object]
impl StaffingGroup {
    /// The kind of service (tjenestetype), when grouped by service; else null.
    async fn service_type(&self) -> Option<Coded<ServiceType>> {
        match self.key {
            Key::Service(service) => Some(Coded(service)),
            Key::Organisation(_) | Key::Hidden => None,
        }
    }

    /// The host, the employer or who pays (virksomhet); null when grouped by service, and for employers you may not see,
    /// who are one group.
    async fn organisation(&self, ctx: &Context<'_>) -> Result<Option<Organisation>> {
        match self.key {
            Key::Organisation(id) => ctx.maybe(Some(id)).await,
            Key::Service(_) | Key::Hidden => Ok(None),
        }
    }

    /// The full-time equivalents (årsverk), on average over the days, rounded half up to four decimals.
    async fn full_time_equivalents(&self) -> Decimal {
        Decimal(self.work.equivalents(self.days))
    }

    /// The position percentages times the days, in full-time days; exact save where a refund splits a position, which is
    /// rounded half up to four decimals.
    async fn full_time_days(&self) -> Decimal {
        Decimal(self.work.days())
    }
}

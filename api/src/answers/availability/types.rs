//! Whether more of a position can be shared, as the API shows it.

use async_graphql::{Context, Object};
use entity::{
    Percentage as Points,
    id::{StaffAllocationId, StaffMemberId},
};

use super::rules::{Availability, Conflict, Wanted};
use crate::{
    graphql::{
        coded::Coded,
        connection::shortened,
        context::RequestContext,
        errors::Result,
        scalars::{Date, Percentage},
    },
    staff::types::{StaffAllocation, StaffMember},
    vocabulary::StaffConflictReason,
};

/// Whether so much of somebody's position could be shared for a time (ledig stillingsprosent), as the rule about writing an
/// allocation has it: over all partnerships, also those you may not see, save those withdrawn or declined, and with what
/// terms in force still hold while an amendment awaits its confirmation.
pub struct StaffAvailability {
    /// The person.
    pub(super) person: StaffMemberId,
    /// The employment percentage.
    pub(super) position: Points,
    /// What was asked.
    pub(super) wanted: Wanted,
    /// What was found.
    pub(super) found: Availability<StaffAllocationId>,
}

/// Whether so much of somebody's position could be shared for a time (ledig stillingsprosent), as the rule about writing an
/// allocation has it: over all partnerships, also those you may not see, save those withdrawn or declined, and with what
/// terms in force still hold while an amendment awaits its confirmation.
#[Object]
impl StaffAvailability {
    /// The person (ansatt).
    async fn staff_member(&self, ctx: &Context<'_>) -> Result<StaffMember> {
        ctx.one(self.person).await
    }

    /// The first day asked for.
    async fn from(&self) -> Date {
        Date(self.wanted.from)
    }

    /// The last day asked for.
    async fn to(&self) -> Date {
        Date(self.wanted.to)
    }

    /// How much was asked for, in per cent of a full-time position.
    async fn percentage(&self) -> Percentage {
        Percentage(self.wanted.percentage)
    }

    /// The size of the position (stillingsprosent), in per cent of a full-time position: what may be shared at most.
    async fn employment_percentage(&self) -> Percentage {
        Percentage(self.position)
    }

    /// Whether it could be shared on all the days.
    async fn available(&self) -> bool {
        self.found.conflicts.is_empty()
    }

    /// The least that is left on any of the days, in per cent of a full-time position; 0 where the person is not employed.
    async fn free(&self) -> Percentage {
        Percentage(self.found.free)
    }

    /// How many ranges of days there are on which it could not.
    async fn conflict_count(&self) -> i32 {
        i32::try_from(self.found.conflicts.len()).unwrap_or(i32::MAX)
    }

    /// The days on which it could not be shared, and why, in the order of the days.
    async fn conflicts(
        &self,
        #[graphql(desc = "The earliest so many, 1–250.", default = 20)] first: i32,
    ) -> Result<Vec<StaffConflict>> {
        let conflicts = shortened(&self.found.conflicts, first)?.into_iter();
        let of = |conflict| StaffConflict { conflict, position: self.position, wanted: self.wanted.percentage };
        Ok(conflicts.map(of).collect())
    }
}

/// Days on which so much of a position could not be shared, for one and the same reason (kollisjon).
pub struct StaffConflict {
    conflict: Conflict<StaffAllocationId>,
    position: Points,
    wanted: Points,
}

/// Days on which so much of a position could not be shared, for one and the same reason (kollisjon).
#[Object]
impl StaffConflict {
    /// The first day.
    async fn from(&self) -> Date {
        Date(self.conflict.from)
    }

    /// The last day.
    async fn to(&self) -> Date {
        Date(self.conflict.to)
    }

    /// Why.
    async fn reason(&self) -> Coded<StaffConflictReason> {
        Coded(self.conflict.reason)
    }

    /// How much is shared already on each of the days, in per cent of a full-time position.
    async fn taken(&self) -> Percentage {
        Percentage(self.conflict.taken)
    }

    /// How much too much it would be together, in per cent of a full-time position.
    async fn excess(&self) -> Percentage {
        let employed = self.conflict.reason != StaffConflictReason::NotEmployed;
        let most = if employed { self.position.0 } else { 0 };
        let total = self.conflict.taken.0.saturating_add(self.wanted.0);
        Percentage(Points(total.saturating_sub(most)))
    }

    /// The allocations that take it (delte stillinger), as far as you may see them.
    async fn allocations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The earliest so many, 1–250.", default = 20)] first: i32,
    ) -> Result<Vec<StaffAllocation>> {
        let wanted = shortened(&self.conflict.by, first)?;
        let found = ctx.loaders().load_many(wanted.iter().copied()).await?;
        Ok(wanted.iter().filter_map(|id| found.get(id).cloned()).map(StaffAllocation::from).collect())
    }

    /// The part of what is taken that belongs to none of these, in per cent of a full-time position: to allocations you may
    /// not see, or to terms in force that an amendment under way would change.
    async fn otherwise_taken(&self) -> Percentage {
        Percentage(self.conflict.unnamed)
    }
}

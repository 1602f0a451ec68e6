//! The root field for whether more of a position can be shared.

use async_graphql::{Context, Object};
use entity::staff_member;

use super::{
    rules::{Position, Wanted, availability},
    store::TakenOf,
    types::StaffAvailability,
};
use crate::{
    graphql::{
        context::RequestContext,
        errors::{ApiError, Result},
        ids::GlobalId,
        scalars::{Date, Percentage},
    },
    staff::rules::{LEAST, MOST, Period},
};

/// Root fields.
#[derive(Clone, Copy, Default)]
pub struct AvailabilityQueries;

#[Object]
impl AvailabilityQueries {
    /// Whether so much of somebody's position could be shared for a time, when not, and because of what (ledig
    /// stillingsprosent); null when the person is not registered or may not be seen. For example
    /// `staffAvailability(staffMember: "staffMember_…", from: "2027-01-01", to: "2027-06-30", percentage: "20") { available conflicts { from to taken } }`.
    async fn staff_availability(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person.")] staff_member: GlobalId<staff_member::Entity>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day.")] to: Date,
        #[graphql(desc = "How much, in per cent of a full-time position: 0.01–100.")] percentage: Percentage,
    ) -> Result<Option<StaffAvailability>> {
        if to.0 < from.0 {
            return Err(ApiError::bad_input(format!("to ({}) must not be before from ({})", to.0, from.0)));
        }
        if percentage.0 < LEAST || percentage.0 > MOST {
            return Err(ApiError::bad_input(format!(
                "percentage must be from {LEAST} to {MOST}, not {}",
                percentage.0
            )));
        }
        let Some(person) = ctx.loaders().load_one(staff_member.0).await? else { return Ok(None) };
        let taken = ctx.loaders().load_one(TakenOf(person.id)).await?.unwrap_or_default();
        let employment = Period { from: person.employed_from, to: person.employed_to };
        let position = Position { percentage: person.employment_percentage, employment };
        let wanted = Wanted { percentage: percentage.0, from: from.0, to: to.0 };
        let found = availability(position, &taken, wanted);
        Ok(Some(StaffAvailability { person: person.id, position: position.percentage, wanted, found }))
    }
}

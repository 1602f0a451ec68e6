//! Root fields for staff and their allocations.

use super::types::{StaffAllocation, StaffMember};
use crate::graphql::connection::roots;

roots! {
    StaffMemberQueries of StaffMember {
        /// One employee by id; null when the person is not registered or may not be seen.
        staff_member;
        /// The staff you may see (ansatte): those employed, and those shared, where you have access.
        staff_members;
    }
}

roots! {
    StaffAllocationQueries of StaffAllocation {
        /// One allocation by id; null when it does not exist or may not be seen.
        staff_allocation;
        /// The allocations you may see (delte stillinger).
        staff_allocations;
    }
}

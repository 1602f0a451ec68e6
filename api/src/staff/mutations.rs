//! Writes of staff and their allocations.

use super::{
    inputs::{CreateStaffAllocationInput, CreateStaffMemberInput, UpdateStaffAllocationInput, UpdateStaffMemberInput},
    store::{allocations, members},
    types::{StaffAllocation, StaffMember},
};
use crate::graphql::mutation::mutations;

mutations! {
    StaffMemberMutations {
        writes {
            /// Registers an employee who may be shared. Done by the employer or a planner in its municipality.
            create_staff_member(CreateStaffMemberInput) = members::create
                => CreateStaffMemberPayload {
                    /// The new employee; null when it was refused.
                    staff_member: StaffMember
                };
            /// Changes an employee. Refused when the position or the dates no longer hold what is allocated.
            update_staff_member(UpdateStaffMemberInput) = members::update
                => UpdateStaffMemberPayload {
                    /// The changed employee; null when the change was refused.
                    staff_member: StaffMember
                };
        }
        deletes {
            /// Deletes an employee who has never been shared; for others, set the last day of employment.
            delete_staff_member(DeleteStaffMemberInput of staff_member) = members::delete => DeleteStaffMemberPayload;
        }
    }
}

mutations! {
    StaffAllocationMutations {
        writes {
            /// Shares a part of a position with a partnership. Refused when the person's allocations, over all
            /// partnerships, would on any date take more than the position.
            create_staff_allocation(CreateStaffAllocationInput) = allocations::create
                => CreateStaffAllocationPayload {
                    /// The new allocation; null when it was refused.
                    staff_allocation: StaffAllocation
                };
            /// Changes an allocation, under the same rules.
            update_staff_allocation(UpdateStaffAllocationInput) = allocations::update
                => UpdateStaffAllocationPayload {
                    /// The changed allocation; null when the change was refused.
                    staff_allocation: StaffAllocation
                };
        }
        deletes {
            /// Deletes an allocation; one that has been in force is better ended by setting its last day.
            delete_staff_allocation(DeleteStaffAllocationInput of staff_allocation) = allocations::delete
                => DeleteStaffAllocationPayload;
        }
    }
}

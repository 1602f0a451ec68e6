//! What staff and allocations are narrowed, sorted, made and changed by.

use async_graphql::{InputObject, MaybeUndefined};
use entity::{
    organisation, partnership, party, staff_allocation, staff_member,
    vocabulary::{Competence, StaffFunction},
};

use crate::graphql::{
    coded::Coded,
    comparators::{CodeComparator, DateComparator, IdComparator, TermComparator, TermSetComparator, TextComparator},
    ids::GlobalId,
    scalars::{Date, Percentage},
    sorting::sort_fields,
};

/// Narrows a list of staff; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct StaffMemberFilter {
    /// The employer.
    pub employer: Option<IdComparator>,
    /// The municipality of the employer.
    pub municipality: Option<IdComparator>,
    /// The name; finds only people whose name you may read.
    pub name: Option<TextComparator>,
    /// The key at the employer; finds only people whose name you may read.
    pub employee_key: Option<CodeComparator>,
    /// The competence.
    pub competence: Option<TermSetComparator<Competence>>,
    /// The first day of employment.
    pub employed_from: Option<DateComparator>,
    /// The last day of employment.
    pub employed_to: Option<DateComparator>,
    /// Employed on this date.
    pub employed_on: Option<Date>,
    /// Has an allocation, at any time, to this partnership that you may see.
    pub allocated_to: Option<IdComparator>,
    /// Has so much of the position free.
    pub free: Option<FreeCapacityFilter>,
}

/// Asks for staff with room for more: employed on a date, with at least so much not allocated to any partnership.
#[derive(Clone, Debug, InputObject)]
pub struct FreeCapacityFilter {
    /// The date.
    pub on: Date,
    /// The position percentage wanted (stillingsprosent), of a full-time position.
    pub at_least: Percentage,
}

sort_fields! {
    /// What staff can be sorted by. By `NAME`, people whose name you may not read come last, in no order of name.
    pub StaffMemberSortField { Name, EmployedFrom, EmployedTo, EmploymentPercentage, CreatedAt }
}

/// Narrows a list of allocations; all that is given must hold.
#[derive(Clone, Debug, InputObject)]
pub struct StaffAllocationFilter {
    /// The partnership.
    pub partnership: Option<IdComparator>,
    /// The person.
    pub staff_member: Option<IdComparator>,
    /// The person's employer.
    pub employer: Option<IdComparator>,
    /// The party where the work is done.
    pub host_party: Option<IdComparator>,
    /// The party that refunds the employer.
    pub refund_party: Option<IdComparator>,
    /// What the person does.
    pub function: Option<TermComparator<StaffFunction>>,
    /// The first day.
    pub from_date: Option<DateComparator>,
    /// The last day.
    pub to_date: Option<DateComparator>,
    /// In force on this date.
    pub active_on: Option<Date>,
}

sort_fields! {
    /// What allocations can be sorted by. By `TO_DATE`, those until further notice come last.
    pub StaffAllocationSortField { FromDate, ToDate, Percentage, Function, CreatedAt }
}

/// A new employee who may be shared.
#[derive(Clone, Debug, InputObject)]
pub struct CreateStaffMemberInput {
    /// The employer (arbeidsgiver).
    pub employer: GlobalId<organisation::Entity>,
    /// The key at the employer (ansattnøkkel), unique there; never a national identity number.
    pub employee_key: String,
    /// The name.
    pub display_name: String,
    /// The work e-mail address.
    pub email: Option<String>,
    /// The job title (stillingstittel).
    pub title: Option<String>,
    /// The competence; advisory.
    #[graphql(default)]
    pub competence: Vec<Coded<Competence>>,
    /// More about the competence.
    pub competence_note: Option<String>,
    /// The size of the position (stillingsprosent): 0.01–100 % of a full-time position.
    pub employment_percentage: Percentage,
    /// The first day of employment.
    pub employed_from: Date,
    /// The last day of employment; leave out when employed until further notice.
    pub employed_to: Option<Date>,
}

/// Changes to an employee; what is left out stays as it is. Allocations must still fit.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateStaffMemberInput {
    /// The person.
    pub id: GlobalId<staff_member::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The key at the employer, unique there; never a national identity number.
    pub employee_key: Option<String>,
    /// The name.
    pub display_name: Option<String>,
    /// The work e-mail address; null removes it.
    pub email: MaybeUndefined<String>,
    /// The job title; null removes it.
    pub title: MaybeUndefined<String>,
    /// The competence, all of it.
    pub competence: Option<Vec<Coded<Competence>>>,
    /// More about the competence; null removes it.
    pub competence_note: MaybeUndefined<String>,
    /// The size of the position: 0.01–100 % of a full-time position.
    pub employment_percentage: Option<Percentage>,
    /// The first day of employment.
    pub employed_from: Option<Date>,
    /// The last day of employment; null means until further notice.
    pub employed_to: MaybeUndefined<Date>,
}

/// A part of a position to share with a partnership.
#[derive(Clone, Debug, InputObject)]
pub struct CreateStaffAllocationInput {
    /// The partnership.
    pub partnership: GlobalId<partnership::Entity>,
    /// The person.
    pub staff_member: GlobalId<staff_member::Entity>,
    /// The party where the work is done (vertspart); of the same partnership.
    pub host_party: GlobalId<party::Entity>,
    /// The position percentage (stillingsprosent): 0.01–100 % of a full-time position.
    pub percentage: Percentage,
    /// What the person does.
    pub function: Coded<StaffFunction>,
    /// More about the work.
    pub note: Option<String>,
    /// The first day; within the employment and the partnership.
    pub from_date: Date,
    /// The last day; needed where the employment or the partnership has one, else left out for until further notice.
    pub to_date: Option<Date>,
    /// The party that refunds the employer (refusjon); of the same partnership. Needs `refundPercentage`.
    pub refund_party: Option<GlobalId<party::Entity>>,
    /// The share of the salary cost it refunds: 0.01–100 %. Needs `refundParty`.
    pub refund_percentage: Option<Percentage>,
}

/// Changes to an allocation; what is left out stays as it is. Person and partnership cannot change.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateStaffAllocationInput {
    /// The allocation.
    pub id: GlobalId<staff_allocation::Entity>,
    /// The version you know; another is refused with CONFLICT.
    pub version: i32,
    /// The party where the work is done; of the same partnership.
    pub host_party: Option<GlobalId<party::Entity>>,
    /// The position percentage: 0.01–100 % of a full-time position.
    pub percentage: Option<Percentage>,
    /// What the person does.
    pub function: Option<Coded<StaffFunction>>,
    /// More about the work; null removes it.
    pub note: MaybeUndefined<String>,
    /// The first day; within the employment and the partnership.
    pub from_date: Option<Date>,
    /// The last day; null means until further notice, where employment and partnership have no end.
    pub to_date: MaybeUndefined<Date>,
    /// The party that refunds the employer; of the same partnership. Null removes it, with `refundPercentage`.
    pub refund_party: MaybeUndefined<GlobalId<party::Entity>>,
    /// The share of the salary cost it refunds: 0.01–100 %; null removes it, with `refundParty`.
    pub refund_percentage: MaybeUndefined<Percentage>,
}

//! How lists of staff and allocations are narrowed and sorted.
//!
//! What a caller may not see or read does not show in a filter or an order either: names only where they may be read,
//! partnerships and parties only where they may be seen.

use entity::{Percentage, organisation, partnership, party, staff_allocation, staff_member};
use sea_orm::{
    Condition, EntityTrait,
    sea_query::{Expr, ExprTrait, Func, Query, SelectStatement},
};

use super::capacity::counts;
use crate::{
    access::{Protected, names_readable},
    auth::Caller,
    graphql::{
        comparators::{IdComparator, Narrowing, covers},
        connection::{Filter, SortField},
        errors::Result,
    },
    staff::inputs::{
        FreeCapacityFilter, StaffAllocationFilter, StaffAllocationSortField, StaffMemberFilter, StaffMemberSortField,
    },
    store::{SortKey, SortKind, column},
};

/// One column of the rows of a table that the caller may see.
fn seen<E: Protected + EntityTrait>(caller: &Caller, wanted: E::Column) -> SelectStatement {
    Query::select().expr(column(wanted)).from(E::default()).cond_where(E::visible(caller)).take()
}

impl Filter<staff_member::Entity> for StaffMemberFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        to.by_seen_id::<organisation::Entity>("employer", self.employer, column(staff_member::Column::EmployerId))?;
        to.by_id::<entity::municipality::Entity>(
            "municipality",
            self.municipality,
            column(staff_member::Column::MunicipalityId),
        )?;
        if self.name.is_some() || self.employee_key.is_some() {
            to.add(names_readable(to.caller));
        }
        to.by("name", self.name, column(staff_member::Column::SearchName))?;
        to.by("employeeKey", self.employee_key, column(staff_member::Column::EmployeeKey))?;
        to.by("competence", self.competence, column(staff_member::Column::Competence))?;
        let (from, until) = (column(staff_member::Column::EmployedFrom), column(staff_member::Column::EmployedTo));
        to.by("employedFrom", self.employed_from, from.clone())?;
        to.by("employedTo", self.employed_to, until.clone())?;
        if let Some(date) = self.employed_on {
            to.add(covers(date.0, from, until));
        }
        let allocations = seen::<staff_allocation::Entity>(to.caller, staff_allocation::Column::StaffMemberId);
        to.by_related(
            "allocatedTo",
            self.allocated_to.map(IdComparator::of::<partnership::Entity>),
            column(staff_allocation::Column::PartnershipId),
            column(staff_member::Column::Id),
            allocations,
        )?;
        if let Some(free) = self.free {
            to.add(has_free(&free));
        }
        Ok(())
    }
}

/// That so much of a position is not taken on a date, by any partnership.
fn has_free(wanted: &FreeCapacityFilter) -> Condition {
    let in_force =
        covers(wanted.on.0, column(staff_allocation::Column::FromDate), column(staff_allocation::Column::ToDate));
    let total = Func::sum(column(staff_allocation::Column::Percentage));
    let taken = Query::select()
        .expr(Func::coalesce([Expr::from(total), Expr::val(0)]))
        .from(staff_allocation::Entity)
        .and_where(column(staff_allocation::Column::StaffMemberId).eq(column(staff_member::Column::Id)))
        .cond_where(in_force)
        .cond_where(counts())
        .take();
    let Percentage(wanted_points) = wanted.at_least.0;
    let left = column(staff_member::Column::EmploymentPercentage).sub(Expr::SubQuery(None, Box::new(taken.into())));
    covers(wanted.on.0, column(staff_member::Column::EmployedFrom), column(staff_member::Column::EmployedTo))
        .add(left.gte(wanted_points))
}

impl SortField<staff_member::Entity> for StaffMemberSortField {
    fn key(self, caller: &Caller) -> SortKey {
        match self {
            Self::Name => SortKey {
                expression: Expr::case(names_readable(caller), column(staff_member::Column::SearchName)).into(),
                kind: SortKind::Text,
            },
            Self::EmployedFrom => SortKey::date(staff_member::Column::EmployedFrom),
            Self::EmployedTo => SortKey::date(staff_member::Column::EmployedTo),
            Self::EmploymentPercentage => SortKey::int(staff_member::Column::EmploymentPercentage),
            Self::CreatedAt => SortKey::instant(staff_member::Column::CreatedAt),
        }
    }
}

impl Filter<staff_allocation::Entity> for StaffAllocationFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> Result<()> {
        let partnerships = seen::<partnership::Entity>(to.caller, partnership::Column::Id);
        to.by_related(
            "partnership",
            self.partnership.map(IdComparator::of::<partnership::Entity>),
            column(partnership::Column::Id),
            column(staff_allocation::Column::PartnershipId),
            partnerships,
        )?;
        to.by_id::<staff_member::Entity>(
            "staffMember",
            self.staff_member,
            column(staff_allocation::Column::StaffMemberId),
        )?;
        let employers = seen::<organisation::Entity>(to.caller, organisation::Column::Id);
        let mut staff = seen::<staff_member::Entity>(to.caller, staff_member::Column::Id);
        staff.and_where(column(staff_member::Column::EmployerId).in_subquery(employers));
        to.by_related(
            "employer",
            self.employer.map(IdComparator::of::<organisation::Entity>),
            column(staff_member::Column::EmployerId),
            column(staff_allocation::Column::StaffMemberId),
            staff,
        )?;
        let parties = seen::<party::Entity>(to.caller, party::Column::Id);
        to.by_related(
            "hostParty",
            self.host_party.map(IdComparator::of::<party::Entity>),
            column(party::Column::Id),
            column(staff_allocation::Column::HostPartyId),
            parties.clone(),
        )?;
        to.by_related(
            "refundParty",
            self.refund_party.map(IdComparator::of::<party::Entity>),
            column(party::Column::Id),
            column(staff_allocation::Column::RefundPartyId),
            parties,
        )?;
        to.by("function", self.function, column(staff_allocation::Column::Function))?;
        let (from, until) = (column(staff_allocation::Column::FromDate), column(staff_allocation::Column::ToDate));
        to.by("fromDate", self.from_date, from.clone())?;
        to.by("toDate", self.to_date, until.clone())?;
        if let Some(date) = self.active_on {
            to.add(covers(date.0, from, until));
        }
        Ok(())
    }
}

impl SortField<staff_allocation::Entity> for StaffAllocationSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::FromDate => SortKey::date(staff_allocation::Column::FromDate),
            Self::ToDate => SortKey::date(staff_allocation::Column::ToDate),
            Self::Percentage => SortKey::int(staff_allocation::Column::Percentage),
            Self::Function => SortKey::text(staff_allocation::Column::Function),
            Self::CreatedAt => SortKey::instant(staff_allocation::Column::CreatedAt),
        }
    }
}

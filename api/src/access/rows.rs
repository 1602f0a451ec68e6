//! Which rows lie within a power's reach.

use entity::{
    Kind as _, access_grant, audit_event, breadth_activity,
    id::OrganisationId,
    indicator, organisation, organisation_external_id, participation_count, partnership, party, population, release,
    staff_allocation, staff_member,
    vocabulary::{AuditAction, PartnershipStatus},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use super::TYPES;
use crate::auth::{Power, Reach};

/// No row at all, for a filter by what a caller may not read, too.
#[must_use]
pub fn nobody() -> Condition {
    only(Expr::val(1).eq(0))
}

/// Every row.
fn everything() -> Condition {
    Condition::all()
}

fn only(condition: Expr) -> Condition {
    Condition::all().add(condition)
}

/// Every row of what is public.
pub(super) fn all(_: &Power) -> Condition {
    everything()
}

/// No row: what changes with the reference files only.
pub(super) fn none(_: &Power) -> Condition {
    nobody()
}

/// The partnerships within reach, as a subquery of their ids: those with a party in the municipality, or of the
/// organisation. None when all are.
fn partnership_ids(power: &Power) -> Option<SelectStatement> {
    let within = match &power.reach {
        Reach::Everything => return None,
        Reach::Municipalities(ids) => party::Column::MunicipalityId.is_in(ids.iter().copied()),
        Reach::Organisations(ids) => party::Column::OrganisationId.is_in(ids.iter().copied()),
    };
    Some(
        Query::select()
            .column((party::Entity, party::Column::PartnershipId))
            .from(party::Entity)
            .and_where(within)
            .take(),
    )
}

/// Rows of which a column names a partnership within reach.
pub(super) fn of_partnership(power: &Power, column: impl ColumnTrait) -> Condition {
    partnership_ids(power).map_or_else(everything, |ids| only(column.in_subquery(ids)))
}

/// Partnerships within reach.
pub(super) fn partnerships(power: &Power) -> Condition {
    of_partnership(power, partnership::Column::Id)
}

/// The municipalities of the organisations a power is bound to, as a subquery.
fn home_municipalities(organisations: &[OrganisationId]) -> SelectStatement {
    Query::select()
        .column((organisation::Entity, organisation::Column::MunicipalityId))
        .from(organisation::Entity)
        .and_where(organisation::Column::Id.is_in(organisations.iter().copied()))
        .take()
}

/// Rows of which a column names the own municipality.
fn of_own_municipality(power: &Power, column: impl ColumnTrait) -> Condition {
    match &power.reach {
        Reach::Everything => everything(),
        Reach::Municipalities(ids) => only(column.is_in(ids.iter().copied())),
        Reach::Organisations(ids) => only(column.in_subquery(home_municipalities(ids))),
    }
}

/// Grants of access in the own municipality.
pub(super) fn grants(power: &Power) -> Condition {
    match &power.reach {
        Reach::Everything => everything(),
        Reach::Municipalities(ids) => only(access_grant::Column::MunicipalityId.is_in(ids.iter().copied())),
        Reach::Organisations(_) => nobody(),
    }
}

/// Organisations of the own municipality, and the parties of partnerships within reach.
pub(super) fn organisations(power: &Power) -> Condition {
    let Some(partnerships) = partnership_ids(power) else {
        return everything();
    };
    let parties = Query::select()
        .column((party::Entity, party::Column::OrganisationId))
        .from(party::Entity)
        .and_where(party::Column::PartnershipId.in_subquery(partnerships))
        .take();
    Condition::any()
        .add(of_own_municipality(power, organisation::Column::MunicipalityId))
        .add(organisation::Column::Id.in_subquery(parties))
}

/// Organisations of the own municipality, or those the power is bound to.
pub(super) fn own_organisations(power: &Power) -> Condition {
    match &power.reach {
        Reach::Organisations(ids) => only(organisation::Column::Id.is_in(ids.iter().copied())),
        Reach::Everything | Reach::Municipalities(_) => {
            of_own_municipality(power, organisation::Column::MunicipalityId)
        }
    }
}

/// External ids follow their organisation.
pub(super) fn external_ids(power: &Power) -> Condition {
    of_organisations(organisations(power))
}

/// External ids of the own organisations.
pub(super) fn own_external_ids(power: &Power) -> Condition {
    of_organisations(own_organisations(power))
}

fn of_organisations(organisations: Condition) -> Condition {
    let ids = Query::select()
        .column((organisation::Entity, organisation::Column::Id))
        .from(organisation::Entity)
        .cond_where(organisations)
        .take();
    only(organisation_external_id::Column::OrganisationId.in_subquery(ids))
}

/// Staff employed within reach.
pub(super) fn own_staff(power: &Power) -> Condition {
    match &power.reach {
        Reach::Everything => everything(),
        Reach::Municipalities(ids) => only(staff_member::Column::MunicipalityId.is_in(ids.iter().copied())),
        Reach::Organisations(ids) => only(staff_member::Column::EmployerId.is_in(ids.iter().copied())),
    }
}

/// Staff employed within reach, and staff shared with a partnership within reach.
pub(super) fn staff(power: &Power) -> Condition {
    let Some(partnerships) = partnership_ids(power) else {
        return everything();
    };
    let shared = Query::select()
        .column((staff_allocation::Entity, staff_allocation::Column::StaffMemberId))
        .from(staff_allocation::Entity)
        .and_where(staff_allocation::Column::PartnershipId.in_subquery(partnerships))
        .take();
    Condition::any().add(own_staff(power)).add(staff_member::Column::Id.in_subquery(shared))
}

/// Allocations in a partnership within reach, and those of staff employed within reach, wherever they are shared.
pub(super) fn allocations(power: &Power) -> Condition {
    if power.reach == Reach::Everything {
        return everything();
    }
    let own_staff = Query::select()
        .column((staff_member::Entity, staff_member::Column::Id))
        .from(staff_member::Entity)
        .cond_where(own_staff(power))
        .take();
    Condition::any()
        .add(of_partnership(power, staff_allocation::Column::PartnershipId))
        .add(staff_allocation::Column::StaffMemberId.in_subquery(own_staff))
}

/// Row-level counts stay inside the municipality that owns them (domain: privacy).
pub(super) fn counts(power: &Power) -> Condition {
    let own = of_own_municipality(power, participation_count::Column::MunicipalityId);
    own.add(of_partnership(power, participation_count::Column::PartnershipId))
}

/// Activities of the own municipality, in partnerships within reach.
pub(super) fn countable(power: &Power) -> Condition {
    let own = of_own_municipality(power, breadth_activity::Column::MunicipalityId);
    own.add(of_partnership(power, breadth_activity::Column::PartnershipId))
}

/// Indicators the whole country shares, and those of the own municipality.
pub(super) fn indicators(power: &Power) -> Condition {
    Condition::any()
        .add(indicator::Column::MunicipalityId.is_null())
        .add(of_own_municipality(power, indicator::Column::MunicipalityId))
}

/// Indicators of the own municipality.
pub(super) fn own_indicators(power: &Power) -> Condition {
    match &power.reach {
        Reach::Everything => everything(),
        Reach::Municipalities(ids) => only(indicator::Column::MunicipalityId.is_in(ids.iter().copied())),
        Reach::Organisations(_) => nobody(),
    }
}

/// Partnerships that all parties have agreed to, at least once.
const AGREED: [PartnershipStatus; 4] = [
    PartnershipStatus::Active,
    PartnershipStatus::Suspended,
    PartnershipStatus::Completed,
    PartnershipStatus::Terminated,
];

/// Staff whose names a power reads, given that its role reads names: employed within reach, or hosted by an
/// organisation it is bound to. A host reads the name once the partnership is agreed, and the employer has agreed to this
/// host: anybody may draft a partnership or an amendment with the employer as a party.
pub(super) fn names(power: &Power) -> Condition {
    let Reach::Organisations(ids) = &power.reach else {
        return own_staff(power);
    };
    let hosted = Query::select()
        .column((staff_allocation::Entity, staff_allocation::Column::StaffMemberId))
        .from(staff_allocation::Entity)
        .inner_join(
            partnership::Entity,
            Expr::col((partnership::Entity, partnership::Column::Id))
                .equals((staff_allocation::Entity, staff_allocation::Column::PartnershipId)),
        )
        .and_where(partnership::Column::Status.is_in(AGREED))
        .and_where(staff_allocation::Column::AgreedHostId.is_in(ids.iter().copied()))
        .take();
    Condition::any().add(own_staff(power)).add(staff_member::Column::Id.in_subquery(hosted))
}

/// What was done to what the own municipality owns, to the own organisations, and in the partnerships within reach, save
/// that events about row-level counts stay inside the municipality that owns them. Whoever does not read a type does not
/// read what was done to its records either.
pub(super) fn events(power: &Power) -> Condition {
    let within = match &power.reach {
        Reach::Everything => everything(),
        Reach::Municipalities(ids) => Condition::any()
            .add(audit_event::Column::MunicipalityId.is_in(ids.iter().copied()))
            .add(shared_events(power).add(audit_event::Column::Confined.eq(false))),
        Reach::Organisations(ids) => {
            let home = Condition::any().add(of_own_municipality(power, audit_event::Column::MunicipalityId));
            Condition::any()
                .add(audit_event::Column::OrganisationId.is_in(ids.iter().copied()))
                .add(shared_events(power).add(home.add(audit_event::Column::Confined.eq(false))))
        }
    };
    let readable = TYPES.iter().filter(|rule| rule.reads(power));
    if readable.clone().count() == TYPES.len() {
        return within;
    }
    Condition::all().add(within).add(audit_event::Column::Kind.is_in(readable.map(|rule| rule.kind)))
}

fn shared_events(power: &Power) -> Condition {
    of_partnership(power, audit_event::Column::PartnershipId)
}

/// What was done to what a power sees: the events it reads, and those about records that are seen though they belong to
/// others. Unlike the trail it is complete: what comes into sight or leaves it does so with an event in here.
pub(super) fn changes(power: &Power) -> Condition {
    let written = audit_event::Column::Action.ne(AuditAction::Read);
    if power.reach == Reach::Everything {
        return events(power).add(written);
    }
    let readable = |kind: &str| TYPES.iter().any(|rule| rule.kind == kind && rule.reads(power));
    let of = |kind: &'static str, which: Expr| {
        readable(kind).then(|| audit_event::Column::Kind.eq(kind).and(which)).map_or_else(nobody, only)
    };
    let (about, record) = (audit_event::Column::OrganisationId, audit_event::Column::RecordKey);
    let seen = || ids(organisation::Entity, organisation::Column::Id, organisations(power));
    // Who employs somebody sees where they are shared, and that they no longer are.
    let employers = ids(organisation::Entity, organisation::Column::Id, own_organisations(power));
    let at_home = [organisation::Entity::PREFIX, organisation_external_id::Entity::PREFIX, indicator::Entity::PREFIX];
    let at_home = audit_event::Column::Kind.is_in(at_home.into_iter().filter(|kind| readable(kind)));
    let others = Condition::any()
        .add(of_own_municipality(power, audit_event::Column::MunicipalityId).add(at_home))
        .add(of(organisation::Entity::PREFIX, record.in_subquery(seen())))
        .add(of(organisation_external_id::Entity::PREFIX, about.in_subquery(seen())))
        .add(of(
            staff_member::Entity::PREFIX,
            record.in_subquery(ids(staff_member::Entity, staff_member::Column::Id, staff(power))),
        ))
        .add(of(
            staff_allocation::Entity::PREFIX,
            record.in_subquery(ids(staff_allocation::Entity, staff_allocation::Column::Id, allocations(power))),
        ))
        .add(of(staff_allocation::Entity::PREFIX, about.in_subquery(employers)))
        .add(of(indicator::Entity::PREFIX, audit_event::Column::MunicipalityId.is_null()))
        // Of what is the same for everybody, everybody is told.
        .add(of(release::Entity::PREFIX, Expr::val(1).eq(1)))
        .add(of(population::Entity::PREFIX, Expr::val(1).eq(1)));
    Condition::all().add(Condition::any().add(events(power)).add(others)).add(written)
}

/// The rows of a table within a condition, as a subquery of their keys.
fn ids(table: impl EntityTrait, key: impl ColumnTrait, within: Condition) -> SelectStatement {
    Query::select().expr(Expr::col(key.as_column_ref())).from(table).cond_where(within).take()
}

/// That an organisation within a power's own reach became a party, or is one no longer.
pub(super) fn turns(power: &Power) -> Condition {
    let own = match &power.reach {
        // Everything is seen all along.
        Reach::Everything => return nobody(),
        Reach::Municipalities(ids) => audit_event::Column::MunicipalityId.is_in(ids.iter().copied()),
        Reach::Organisations(ids) => audit_event::Column::OrganisationId.is_in(ids.iter().copied()),
    };
    Condition::all()
        .add(audit_event::Column::Kind.eq(party::Entity::PREFIX))
        .add(audit_event::Column::Action.is_in([AuditAction::Create, AuditAction::Delete]))
        .add(own)
}

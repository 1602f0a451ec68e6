//! Who may see and do what: the only place that decides it, as conditions the database applies.
//!
//! What a caller may not see is left out by [`Protected::visible`] wherever rows are read: lists, counts, nested
//! lists, single records and the records a write names. It is then the same as what does not exist.

use entity::{
    Record, breadth_activity, budget, budget_line, confirmation, consultation, county, document_link,
    funding_application, higher_education_cooperation, id::OrganisationId, indicator, kostra_function,
    learning_community, municipality, organisation, organisation_external_id, outcome_observation, outcome_target,
    participation_count, partnership, partnership_goal, partnership_revision, party, plan_link, premises_share,
    service_type, shared_task, staff_allocation, staff_member, vocabulary::PartnershipStatus,
};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use crate::auth::{Caller, Reach, Role};

/// A table whose rows not everybody may see or change.
pub trait Protected: Record {
    /// The rows a caller may see.
    fn visible(caller: &Caller) -> Condition;

    /// The rows a caller may change, among those it may see and when its role writes at all ([`may_write`]).
    fn changeable(caller: &Caller) -> Condition;
}

/// Whether a role writes at all.
#[must_use]
pub const fn may_write(role: Role) -> bool {
    matches!(role, Role::RegistryAdmin | Role::MunicipalPlanner | Role::Coordinator | Role::Integration)
}

/// Whether a caller may answer a proposal for an organisation: only one that acts for it.
#[must_use]
pub fn may_confirm_for(caller: &Caller, organisation: OrganisationId) -> bool {
    may_write(caller.role) && caller.organisations().contains(&organisation)
}

/// Whether a caller may register records for the whole country, or for any municipality.
#[must_use]
pub fn may_register_nationally(caller: &Caller) -> bool {
    caller.role == Role::RegistryAdmin
}

/// Whether a caller may register records that a municipality owns, outside any partnership.
#[must_use]
pub fn may_register_in(caller: &Caller, municipality: entity::id::MunicipalityId) -> bool {
    let within = match &caller.reach {
        Reach::Everything => true,
        Reach::Municipalities(ids) => ids.contains(&municipality),
        Reach::Organisations(_) => false,
    };
    may_write(caller.role) && within
}

/// Whether a caller may bind an organisation to a new partnership: it acts for it or plans in its municipality.
#[must_use]
pub fn may_act_for(caller: &Caller, organisation: &organisation::Model) -> bool {
    may_register_in(caller, organisation.municipality_id)
        || (may_write(caller.role) && caller.organisations().contains(&organisation.id))
}

/// Whether a caller may register staff of an organisation.
#[must_use]
pub fn may_employ_for(caller: &Caller, employer: &organisation::Model) -> bool {
    may_act_for(caller, employer)
}

/// Partnerships that all parties have agreed to, at least once.
const AGREED: [PartnershipStatus; 4] = [
    PartnershipStatus::Active,
    PartnershipStatus::Suspended,
    PartnershipStatus::Completed,
    PartnershipStatus::Terminated,
];

/// Staff whose name, e-mail address and employee key a caller may read: the employer, the hosting party and planners
/// of the employer's municipality (and a municipality's own systems). Not readers, analysts or the registry's staff.
///
/// A host reads the name once the partnership is agreed: anybody may draft one with the employer as a party.
#[must_use]
pub fn names_readable(caller: &Caller) -> Condition {
    match (caller.role, &caller.reach) {
        (Role::MunicipalPlanner | Role::Integration, Reach::Municipalities(ids)) => {
            all(staff_member::Column::MunicipalityId.is_in(ids.iter().copied()))
        }
        (Role::Coordinator | Role::Integration, Reach::Organisations(ids)) => {
            let hosted = Query::select()
                .column((staff_allocation::Entity, staff_allocation::Column::StaffMemberId))
                .from(staff_allocation::Entity)
                .inner_join(
                    party::Entity,
                    Expr::col((party::Entity, party::Column::Id))
                        .equals((staff_allocation::Entity, staff_allocation::Column::HostPartyId)),
                )
                .inner_join(
                    partnership::Entity,
                    Expr::col((partnership::Entity, partnership::Column::Id))
                        .equals((staff_allocation::Entity, staff_allocation::Column::PartnershipId)),
                )
                .and_where(partnership::Column::Status.is_in(AGREED))
                .and_where(party::Column::OrganisationId.is_in(ids.iter().copied()))
                .take();
            Condition::any()
                .add(staff_member::Column::EmployerId.is_in(ids.iter().copied()))
                .add(staff_member::Column::Id.in_subquery(hosted))
        }
        _ => nobody(),
    }
}

/// Whether a caller may read who proposed or answered, as the identity provider names them: those who work with the
/// partnership, as for names of staff.
#[must_use]
pub const fn may_read_who(caller: &Caller) -> bool {
    matches!(caller.role, Role::MunicipalPlanner | Role::Coordinator | Role::Integration)
}

/// Whether a caller may read remarks in free text about how a partnership went, which may be about people.
#[must_use]
pub fn may_read_remarks(caller: &Caller) -> bool {
    caller.role != Role::Analyst
}

fn everybody() -> Condition {
    Condition::all()
}

fn nobody() -> Condition {
    Condition::all().add(Expr::val(1).eq(0))
}

fn all(condition: Expr) -> Condition {
    Condition::all().add(condition)
}

/// The partnerships within reach, as a subquery of their ids: those with a party in the municipality, or of the
/// organisation. None when all are.
fn partnerships(caller: &Caller) -> Option<SelectStatement> {
    let within = match &caller.reach {
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

/// That a column names a partnership within reach.
fn of_partnership(caller: &Caller, column: impl ColumnTrait) -> Condition {
    partnerships(caller).map_or_else(everybody, |ids| all(column.in_subquery(ids)))
}

/// The municipalities of the organisations a caller acts for, as a subquery.
fn home_municipalities(organisations: &[OrganisationId]) -> SelectStatement {
    Query::select()
        .column((organisation::Entity, organisation::Column::MunicipalityId))
        .from(organisation::Entity)
        .and_where(organisation::Column::Id.is_in(organisations.iter().copied()))
        .take()
}

/// That a column names the caller's own municipality.
fn of_own_municipality(caller: &Caller, column: impl ColumnTrait) -> Condition {
    match &caller.reach {
        Reach::Everything => everybody(),
        Reach::Municipalities(ids) => all(column.is_in(ids.iter().copied())),
        Reach::Organisations(ids) => all(column.in_subquery(home_municipalities(ids))),
    }
}

/// Staff employed within reach.
fn employed_within(caller: &Caller) -> Condition {
    match &caller.reach {
        Reach::Everything => everybody(),
        Reach::Municipalities(ids) => all(staff_member::Column::MunicipalityId.is_in(ids.iter().copied())),
        Reach::Organisations(ids) => all(staff_member::Column::EmployerId.is_in(ids.iter().copied())),
    }
}

/// Rows about people, and row-level counts, are not for analysts.
fn unless_analyst(caller: &Caller, condition: Condition) -> Condition {
    if caller.role == Role::Analyst { nobody() } else { condition }
}

/// Reference data: everybody reads it, it changes with the reference files only.
macro_rules! reference {
    ($($table:ident),+ $(,)?) => {
        $(impl Protected for $table::Entity {
            fn visible(_: &Caller) -> Condition {
                everybody()
            }

            fn changeable(_: &Caller) -> Condition {
                nobody()
            }
        })+
    };
}

/// Records of a partnership: seen and changed by those who see the partnership.
macro_rules! of_a_partnership {
    ($($table:ident),+ $(,)?) => {
        $(impl Protected for $table::Entity {
            fn visible(caller: &Caller) -> Condition {
                of_partnership(caller, $table::Column::PartnershipId)
            }

            fn changeable(caller: &Caller) -> Condition {
                of_partnership(caller, $table::Column::PartnershipId)
            }
        })+
    };
}

/// Records of a partnership about people or single observations: hidden from analysts.
macro_rules! of_a_partnership_in_detail {
    ($($table:ident),+ $(,)?) => {
        $(impl Protected for $table::Entity {
            fn visible(caller: &Caller) -> Condition {
                unless_analyst(caller, of_partnership(caller, $table::Column::PartnershipId))
            }

            fn changeable(caller: &Caller) -> Condition {
                of_partnership(caller, $table::Column::PartnershipId)
            }
        })+
    };
}

reference!(county, municipality, kostra_function, service_type);

of_a_partnership!(
    party,
    partnership_goal,
    confirmation,
    shared_task,
    budget,
    funding_application,
    breadth_activity,
    consultation,
    outcome_target,
    premises_share,
    learning_community,
    plan_link,
    document_link,
    higher_education_cooperation,
);

of_a_partnership_in_detail!(partnership_revision, budget_line, outcome_observation);

impl Protected for partnership::Entity {
    fn visible(caller: &Caller) -> Condition {
        of_partnership(caller, partnership::Column::Id)
    }

    fn changeable(caller: &Caller) -> Condition {
        of_partnership(caller, partnership::Column::Id)
    }
}

impl Protected for organisation::Entity {
    /// Those of the own municipality, and the parties of partnerships within reach.
    fn visible(caller: &Caller) -> Condition {
        let Some(partnerships) = partnerships(caller) else {
            return everybody();
        };
        let parties = Query::select()
            .column((party::Entity, party::Column::OrganisationId))
            .from(party::Entity)
            .and_where(party::Column::PartnershipId.in_subquery(partnerships))
            .take();
        Condition::any()
            .add(of_own_municipality(caller, organisation::Column::MunicipalityId))
            .add(organisation::Column::Id.in_subquery(parties))
    }

    fn changeable(caller: &Caller) -> Condition {
        match &caller.reach {
            Reach::Organisations(ids) => all(organisation::Column::Id.is_in(ids.iter().copied())),
            Reach::Everything | Reach::Municipalities(_) => {
                of_own_municipality(caller, organisation::Column::MunicipalityId)
            }
        }
    }
}

impl Protected for organisation_external_id::Entity {
    fn visible(caller: &Caller) -> Condition {
        of_own_organisation(organisation::Entity::visible(caller))
    }

    fn changeable(caller: &Caller) -> Condition {
        of_own_organisation(organisation::Entity::changeable(caller))
    }
}

/// External ids follow their organisation.
fn of_own_organisation(organisations: Condition) -> Condition {
    let ids = Query::select()
        .column((organisation::Entity, organisation::Column::Id))
        .from(organisation::Entity)
        .cond_where(organisations)
        .take();
    all(organisation_external_id::Column::OrganisationId.in_subquery(ids))
}

impl Protected for staff_member::Entity {
    /// Those employed within reach, and those shared with a partnership within reach.
    fn visible(caller: &Caller) -> Condition {
        let Some(partnerships) = partnerships(caller) else {
            return unless_analyst(caller, everybody());
        };
        let shared = Query::select()
            .column((staff_allocation::Entity, staff_allocation::Column::StaffMemberId))
            .from(staff_allocation::Entity)
            .and_where(staff_allocation::Column::PartnershipId.in_subquery(partnerships))
            .take();
        let within = Condition::any().add(employed_within(caller)).add(staff_member::Column::Id.in_subquery(shared));
        unless_analyst(caller, within)
    }

    fn changeable(caller: &Caller) -> Condition {
        employed_within(caller)
    }
}

impl Protected for staff_allocation::Entity {
    /// Those in a partnership within reach, and those of staff employed within reach, wherever they are shared.
    fn visible(caller: &Caller) -> Condition {
        if caller.reach == Reach::Everything {
            return unless_analyst(caller, everybody());
        }
        let own_staff = Query::select()
            .column((staff_member::Entity, staff_member::Column::Id))
            .from(staff_member::Entity)
            .cond_where(employed_within(caller))
            .take();
        let within = Condition::any()
            .add(of_partnership(caller, staff_allocation::Column::PartnershipId))
            .add(staff_allocation::Column::StaffMemberId.in_subquery(own_staff));
        unless_analyst(caller, within)
    }

    fn changeable(caller: &Caller) -> Condition {
        of_partnership(caller, staff_allocation::Column::PartnershipId)
    }
}

impl Protected for participation_count::Entity {
    /// Row-level counts stay inside the municipality that owns them (domain: privacy).
    fn visible(caller: &Caller) -> Condition {
        let own = of_own_municipality(caller, participation_count::Column::MunicipalityId);
        let within = own.add(of_partnership(caller, participation_count::Column::PartnershipId));
        unless_analyst(caller, within)
    }

    fn changeable(caller: &Caller) -> Condition {
        Self::visible(caller)
    }
}

/// Activities a caller may report counts for: a count belongs to its activity's municipality, so those of the own
/// municipality alone.
#[must_use]
pub fn countable(caller: &Caller) -> Condition {
    let own = of_own_municipality(caller, breadth_activity::Column::MunicipalityId);
    own.add(of_partnership(caller, breadth_activity::Column::PartnershipId))
}

impl Protected for indicator::Entity {
    /// Those the whole country shares, and those of the own municipality.
    fn visible(caller: &Caller) -> Condition {
        Condition::any()
            .add(indicator::Column::MunicipalityId.is_null())
            .add(of_own_municipality(caller, indicator::Column::MunicipalityId))
    }

    fn changeable(caller: &Caller) -> Condition {
        match &caller.reach {
            Reach::Everything => everybody(),
            Reach::Municipalities(ids) => all(indicator::Column::MunicipalityId.is_in(ids.iter().copied())),
            Reach::Organisations(_) => nobody(),
        }
    }
}

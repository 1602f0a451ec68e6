//! Who may see and do what: the only place that decides it, as conditions the database applies.
//!
//! [`TYPES`], [`FIELDS`], [`QUERIES`] and [`MUTATIONS`] say which roles; `rows` says which rows of a table lie within a
//! power's reach. What a caller may not see is left out by [`Protected::visible`] wherever rows are read: lists, counts,
//! nested lists, single records and the records a write names. It is then the same as what does not exist.
//!
//! A caller may do what any of its powers allows, each within its own reach. A test walks the schema and fails for a
//! type, a root field or a mutation that no table names.

mod rows;
#[cfg(test)]
mod tests;

use entity::{
    Record, access_grant, audit_event, breadth_activity, budget, budget_line, confirmation, consultation, county,
    document_link, funding_application, higher_education_cooperation,
    id::{MunicipalityId, OrganisationId, PartnershipId},
    indicator, kostra_function, learning_community, municipality, organisation, organisation_external_id,
    outcome_observation, outcome_target, participation_count, partnership, partnership_goal, partnership_revision,
    party, plan_link, population, premises_share, release, service_type, shared_task, staff_allocation, staff_member,
    vocabulary::ServiceType,
};
use sea_orm::Condition;

use crate::auth::{Caller, Power, Reach, Role, Scopes};
pub use rows::nobody;

/// Some of the roles.
pub type Roles = &'static [Role];

const EVERYBODY: Roles = &[
    Role::RegistryAdmin,
    Role::MunicipalAdministrator,
    Role::MunicipalPlanner,
    Role::Coordinator,
    Role::Reader,
    Role::Analyst,
    Role::Integration,
];

/// Rows about people, single counts and observations, and remarks, are not for analysts.
const ALL_BUT_ANALYSTS: Roles = &[
    Role::RegistryAdmin,
    Role::MunicipalAdministrator,
    Role::MunicipalPlanner,
    Role::Coordinator,
    Role::Reader,
    Role::Integration,
];

const WRITERS: Roles =
    &[Role::RegistryAdmin, Role::MunicipalAdministrator, Role::MunicipalPlanner, Role::Coordinator, Role::Integration];

/// Those who work with a partnership: they read who is shared and who answered.
const INVOLVED: Roles = &[Role::MunicipalAdministrator, Role::MunicipalPlanner, Role::Coordinator, Role::Integration];

/// Those who give others access.
const GRANTERS: Roles = &[Role::RegistryAdmin, Role::MunicipalAdministrator];

/// Those who read what was done, by whom.
const TRAIL_READERS: Roles =
    &[Role::RegistryAdmin, Role::MunicipalAdministrator, Role::MunicipalPlanner, Role::Coordinator, Role::Integration];

/// Those who act for an organisation.
const ACTING: Roles = &[Role::Coordinator, Role::Integration];

/// What rows are about: it decides which scope of a machine reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Public facts: municipalities, counties, codes.
    Reference,
    /// What everything else belongs to: organisations, partnerships, parties, goals and activities.
    Context,
    /// How the parties work together.
    Cooperation,
    /// What it led to.
    Outcomes,
}

impl Scopes {
    /// Whether these scopes read rows about this.
    #[must_use]
    pub const fn read(self, domain: Domain) -> bool {
        let Self { cooperation_read, cooperation_write, outcomes_read } = self;
        match domain {
            Domain::Reference => true,
            Domain::Context => cooperation_read || cooperation_write || outcomes_read,
            Domain::Cooperation => cooperation_read || cooperation_write,
            Domain::Outcomes => outcomes_read || cooperation_write,
        }
    }
}

/// Who reads a type of the schema.
#[derive(Clone, Copy, Debug)]
pub struct TypeRule {
    /// The type's name in the schema.
    pub name: &'static str,
    /// The kind of record, as in public ids.
    pub kind: &'static str,
    /// The roles that read it, each within its reach.
    pub readers: Roles,
    /// What it is about.
    pub domain: Domain,
}

impl TypeRule {
    fn reads(&self, power: &Power) -> bool {
        self.readers.contains(&power.role) && power.scopes.read(self.domain)
    }
}

/// A table whose rows not everybody may see or change.
pub trait Protected: Record {
    /// Who reads it at all.
    const RULE: TypeRule;

    /// The rows within a power's reach.
    fn seen(power: &Power) -> Condition;

    /// The rows that a power which writes may change, among those it sees.
    fn changed(power: &Power) -> Condition;

    /// Who besides the municipality that owns a record may read the audit events about it.
    fn audience(record: &Self::Model) -> Audience;

    /// The rows a caller may see.
    fn visible(caller: &Caller) -> Condition {
        any(caller.powers.iter().filter(|power| Self::RULE.reads(power)).map(Self::seen), Self::RULE.domain)
    }

    /// The rows a caller may change, among those it may see.
    fn changeable(caller: &Caller) -> Condition {
        any(writing(caller).map(Self::changed), Domain::Context)
    }
}

/// Who besides the owning municipality may read the audit events about a record, of those who read its type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Those who take part in this partnership.
    pub partnership: Option<PartnershipId>,
    /// This organisation.
    pub organisation: Option<OrganisationId>,
    /// Whether of those who take part in the partnership only the ones in the owning municipality may.
    pub confined: bool,
}

impl Audience {
    fn of_partnership(id: PartnershipId) -> Self {
        Self { partnership: Some(id), ..Self::default() }
    }

    fn of_organisation(id: OrganisationId) -> Self {
        Self { organisation: Some(id), ..Self::default() }
    }
}

/// What any of these conditions lets through; nothing when there is none, save for what is public.
fn any(conditions: impl Iterator<Item = Condition>, domain: Domain) -> Condition {
    if domain == Domain::Reference {
        return Condition::all();
    }
    let mut conditions: Vec<Condition> = conditions.collect();
    match conditions.len() {
        0 => nobody(),
        1 => conditions.remove(0),
        _ if conditions.iter().any(Condition::is_empty) => Condition::all(),
        _ => conditions.into_iter().fold(Condition::any(), Condition::add),
    }
}

/// A caller's powers to write.
fn writing(caller: &Caller) -> impl Iterator<Item = &Power> {
    caller.powers.iter().filter(|power| WRITERS.contains(&power.role) && power.scopes.cooperation_write)
}

/// One line a type: its table, who reads it, what it is about, which rows one sees, and which one may change.
macro_rules! types {
    ($($name:ident of $table:ident: $readers:ident, $domain:ident, $seen:ident, $changed:ident;)+) => {
        $(impl Protected for $table::Entity {
            const RULE: TypeRule =
                TypeRule {
                    name: stringify!($name),
                    kind: <$table::Entity as entity::Kind>::PREFIX,
                    readers: $readers,
                    domain: Domain::$domain,
                };

            fn seen(power: &Power) -> Condition {
                types!(@rows $table, $seen, power)
            }

            fn changed(power: &Power) -> Condition {
                types!(@rows $table, $changed, power)
            }

            fn audience(record: &Self::Model) -> Audience {
                types!(@audience $seen, record)
            }
        })+

        /// Who reads which type.
        pub const TYPES: &[TypeRule] = &[$(<$table::Entity as Protected>::RULE),+];
    };
    (@rows $table:ident, partnership, $power:ident) => {
        rows::of_partnership($power, $table::Column::PartnershipId)
    };
    (@rows $table:ident, parties, $power:ident) => {
        rows::of_partnership($power, $table::Column::PartnershipId)
    };
    (@rows $table:ident, $rows:ident, $power:ident) => {
        rows::$rows($power)
    };
    (@audience partnership, $record:ident) => {
        Audience::of_partnership($record.partnership_id)
    };
    (@audience allocations, $record:ident) => {
        Audience::of_partnership($record.partnership_id)
    };
    // An organisation is told that it is no longer a party, too.
    (@audience parties, $record:ident) => {
        Audience { organisation: Some($record.organisation_id), ..Audience::of_partnership($record.partnership_id) }
    };
    (@audience partnerships, $record:ident) => {
        Audience::of_partnership($record.id)
    };
    (@audience counts, $record:ident) => {
        Audience { confined: true, ..Audience::of_partnership($record.partnership_id) }
    };
    (@audience organisations, $record:ident) => {
        Audience::of_organisation($record.id)
    };
    (@audience external_ids, $record:ident) => {
        Audience::of_organisation($record.organisation_id)
    };
    (@audience staff, $record:ident) => {
        Audience::of_organisation($record.employer_id)
    };
    (@audience $other:ident, $record:ident) => {{
        let _ = $record;
        Audience::default()
    }};
}

types! {
    // type                       table                          who reads it      about        sees           changes
    County                     of county:                       EVERYBODY,        Reference,   all,           none;
    Municipality               of municipality:                 EVERYBODY,        Reference,   all,           none;
    KostraFunction             of kostra_function:              EVERYBODY,        Reference,   all,           none;
    ServiceTypeInfo            of service_type:                 EVERYBODY,        Reference,   all,           none;
    Population                 of population:                   EVERYBODY,        Reference,   all,           none;
    Organisation               of organisation:                 EVERYBODY,        Context,     organisations, own_organisations;
    ExternalId                 of organisation_external_id:     EVERYBODY,        Context,     external_ids,  own_external_ids;
    Partnership                of partnership:                  EVERYBODY,        Context,     partnerships,  partnerships;
    Party                      of party:                        EVERYBODY,        Context,     parties,       partnership;
    PartnershipGoal            of partnership_goal:             EVERYBODY,        Context,     partnership,   partnership;
    BreadthActivity            of breadth_activity:             EVERYBODY,        Context,     partnership,   partnership;
    PartnershipRevision        of partnership_revision:         ALL_BUT_ANALYSTS, Cooperation, partnership,   partnership;
    Confirmation               of confirmation:                 EVERYBODY,        Cooperation, partnership,   partnership;
    SharedTask                 of shared_task:                  EVERYBODY,        Cooperation, partnership,   partnership;
    StaffMember                of staff_member:                 ALL_BUT_ANALYSTS, Cooperation, staff,         own_staff;
    StaffAllocation            of staff_allocation:             ALL_BUT_ANALYSTS, Cooperation, allocations,   partnership;
    Budget                     of budget:                       EVERYBODY,        Cooperation, partnership,   partnership;
    BudgetLine                 of budget_line:                  ALL_BUT_ANALYSTS, Cooperation, partnership,   partnership;
    FundingApplication         of funding_application:          EVERYBODY,        Cooperation, partnership,   partnership;
    Consultation               of consultation:                 EVERYBODY,        Cooperation, partnership,   partnership;
    PlanLink                   of plan_link:                    EVERYBODY,        Cooperation, partnership,   partnership;
    PremisesShare              of premises_share:               EVERYBODY,        Cooperation, partnership,   partnership;
    LearningCommunity          of learning_community:           EVERYBODY,        Cooperation, partnership,   partnership;
    DocumentLink               of document_link:                EVERYBODY,        Cooperation, partnership,   partnership;
    HigherEducationCooperation of higher_education_cooperation: EVERYBODY,        Cooperation, partnership,   partnership;
    Indicator                  of indicator:                    EVERYBODY,        Outcomes,    indicators,    own_indicators;
    OutcomeTarget              of outcome_target:               EVERYBODY,        Outcomes,    partnership,   partnership;
    OutcomeObservation         of outcome_observation:          ALL_BUT_ANALYSTS, Outcomes,    partnership,   partnership;
    AccessGrant                of access_grant:                 GRANTERS,         Context,     grants,        grants;
    ParticipationCount         of participation_count:          ALL_BUT_ANALYSTS, Outcomes,    counts,        counts;
    Release                    of release:                      EVERYBODY,        Outcomes,    all,           none;
    AuditEvent                 of audit_event:                  TRAIL_READERS,    Context,     events,        none;
}

/// Everybody, who asks for open data without a token: an analyst of no municipality, for outcomes alone. Of all rows with
/// rules that leaves the releases and the indicators the whole country shares. A municipality's own indicators are not
/// among them: what they are called was written for its own use, nobody has decided to publish it, and analysts elsewhere
/// do not see it either. Belonging nowhere, the public gets exact figures of nowhere.
#[must_use]
pub fn public() -> Caller {
    let scopes = Scopes { outcomes_read: true, ..Scopes::NONE };
    let power = Power { role: Role::Analyst, reach: Reach::Municipalities(Vec::new()), scopes };
    Caller::new("public", "samspill:open-data", vec![power])
}

/// What some who see a record may nevertheless not read of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guarded {
    /// Names, e-mail addresses and keys of staff: [`names_readable`] says whose.
    Names,
    /// Who proposed or answered, as the identity provider names them.
    Who,
    /// Remarks in free text about how a partnership went, which may be about people.
    Remarks,
}

impl Guarded {
    /// The roles that may read it.
    #[must_use]
    pub const fn readers(self) -> Roles {
        match self {
            Self::Names | Self::Who => INVOLVED,
            Self::Remarks => ALL_BUT_ANALYSTS,
        }
    }
}

/// The fields that some who see the record may not read. For them a field is null, and a filter or an order by it tells
/// nothing.
pub const FIELDS: &[(&str, Guarded)] = &[
    ("StaffMember.employeeKey", Guarded::Names),
    ("StaffMember.displayName", Guarded::Names),
    ("StaffMember.email", Guarded::Names),
    ("PartnershipRevision.proposedBy", Guarded::Who),
    ("Confirmation.decidedBy", Guarded::Who),
    ("Confirmation.comment", Guarded::Remarks),
    ("Partnership.statusReason", Guarded::Remarks),
];

/// Whether a caller reads the places and hashes of the audit trail. They run over the whole registry: from its own events
/// alone anybody else could tell how much is done elsewhere. A filter or an order by them tells nothing either.
#[must_use]
pub fn reads_chain(caller: &Caller) -> bool {
    caller.powers.iter().any(|power| power.role == Role::RegistryAdmin && audit_event::Entity::RULE.reads(power))
}

/// The events that a caller is told of as changes: what was done to the records it sees, or saw where it is said who sees
/// them. Readings are none.
#[must_use]
pub fn followed(caller: &Caller) -> Condition {
    any(following(caller).map(rows::changes), Domain::Context)
}

/// The events by which a partnership may have come into a caller's sight, or left it: one of the caller's own became a
/// party, or is one no longer.
#[must_use]
pub fn turning(caller: &Caller) -> Condition {
    any(following(caller).map(rows::turns), Domain::Context)
}

fn following(caller: &Caller) -> impl Iterator<Item = &Power> {
    caller.powers.iter().filter(|power| audit_event::Entity::RULE.reads(power))
}

/// Whether a caller reads rows of a table anywhere.
#[must_use]
pub fn reads<E: Protected>(caller: &Caller) -> bool {
    caller.powers.iter().any(|power| E::RULE.reads(power))
}

/// The partnerships of which a caller sees the rows of a table, where the table's rows are seen with the partnership: a
/// caller with several powers may see one partnership with them and another without.
#[must_use]
pub fn partnerships_with<E: Protected>(caller: &Caller) -> Condition {
    any(caller.powers.iter().filter(|power| E::RULE.reads(power)).map(partnership::Entity::seen), Domain::Context)
}

/// What guards a field of a record in the audit trail, if anything does. `field` is named as in the schema.
#[must_use]
pub fn guard(kind: &str, field: &str) -> Option<Guarded> {
    let rule = TYPES.iter().find(|rule| rule.kind == kind)?;
    let guards = |(name, _): &&(&str, Guarded)| name.split_once('.') == Some((rule.name, field));
    FIELDS.iter().find(guards).map(|(_, guarded)| *guarded)
}

/// Root fields whose answer is not simply a type of [`TYPES`] or a list of it, which then decides.
pub const QUERIES: &[(Roles, &[&str])] = &[(EVERYBODY, &["limits", "node", "nodes", "viewer", "vocabularies"])];

/// Types that show nothing but a part of another type of [`TYPES`], or what is public (`Query`).
pub const PARTS: &[(&str, &[&str])] = &[
    (
        "PartnershipRevision",
        &["AgreedBudgetLine", "AgreedParty", "AgreedStaffAllocation", "AgreedTerms", "TermsDifference"],
    ),
    ("Budget", &["BudgetAmounts", "BudgetTotals"]),
    ("BudgetLine", &["BudgetSummary", "BudgetSummaryGroup"]),
    ("Organisation", &["Coverage", "ServiceCoverage"]),
    ("Partnership", &["Attention", "NetworkLink", "NetworkNode", "PartnershipNetwork"]),
    ("PlanLink", &["ConsultationCoverage", "PillarCoverage", "PlanCoverage"]),
    ("StaffAllocation", &["StaffAvailability", "StaffConflict", "Staffing", "StaffingGroup"]),
    ("AuditEvent", &["AuditChange", "Change"]),
    // Figures of a release; who sees all of a municipality gets exact ones for it: `sees_all_in`.
    (
        "Release",
        &["ComparedPlace", "Comparison", "OutcomeCell", "ParticipationCell", "PublishedCount", "PublishedDecimal"],
    ),
    (
        "Query",
        &[
            "Limit",
            "LocalisedText",
            "Mutation",
            "PageInfo",
            "Query",
            "UserError",
            "Viewer",
            "ViewerPower",
            "Vocabulary",
            "VocabularyTerm",
        ],
    ),
];

/// Which roles carry out which mutation, on what they may change.
pub const MUTATIONS: &[(Roles, &[&str])] = &[
    // What may be given to whom: `GRANTABLE`.
    (GRANTERS, &["createAccessGrant", "deleteAccessGrant", "updateAccessGrant"]),
    // Those who act for no organisation are told that only it can answer: `may_confirm_for`.
    (WRITERS, &["confirmPartnership", "declinePartnership"]),
    (
        WRITERS,
        &[
            "awardFundingApplication",
            "closeBudget",
            "closeFundingApplication",
            "commitBudget",
            "completePartnership",
            "createBreadthActivity",
            "createBudget",
            "createBudgetLine",
            "createConsultation",
            "createDocumentLink",
            "createFundingApplication",
            "createHigherEducationCooperation",
            "createIndicator",
            "createLearningCommunity",
            "createOrganisation",
            "createOutcomeObservation",
            "createOutcomeTarget",
            "createParticipationCount",
            "createPartnership",
            "createPartnershipGoal",
            "createParty",
            "createPlanLink",
            "createPremisesShare",
            "createSharedTask",
            "createStaffAllocation",
            "createStaffMember",
            "deleteBreadthActivity",
            "deleteBudget",
            "deleteBudgetLine",
            "deleteConsultation",
            "deleteDocumentLink",
            "deleteFundingApplication",
            "deleteHigherEducationCooperation",
            "deleteIndicator",
            "deleteLearningCommunity",
            "deleteOrganisation",
            "deleteOutcomeObservation",
            "deleteOutcomeTarget",
            "deleteParticipationCount",
            "deletePartnership",
            "deletePartnershipGoal",
            "deleteParty",
            "deletePlanLink",
            "deletePremisesShare",
            "deleteSharedTask",
            "deleteStaffAllocation",
            "deleteStaffMember",
            "proposePartnership",
            "recordFundingDisbursement",
            "rejectFundingApplication",
            "reopenBudget",
            "reportFundingApplication",
            "resumePartnership",
            "submitFundingApplication",
            "submitParticipationCounts",
            "suspendPartnership",
            "terminatePartnership",
            "updateBreadthActivity",
            "updateBudget",
            "updateBudgetLine",
            "updateConsultation",
            "updateDocumentLink",
            "updateFundingApplication",
            "updateHigherEducationCooperation",
            "updateIndicator",
            "updateLearningCommunity",
            "updateOrganisation",
            "updateOutcomeObservation",
            "updateOutcomeTarget",
            "updateParticipationCount",
            "updatePartnership",
            "updatePartnershipGoal",
            "updateParty",
            "updatePlanLink",
            "updatePremisesShare",
            "updateSharedTask",
            "updateStaffAllocation",
            "updateStaffMember",
            "withdrawFundingApplication",
            "withdrawPartnership",
        ],
    ),
];

/// Whether a caller may carry out a mutation at all, by its name in the schema; nobody may one that is not named here.
#[must_use]
pub fn may(caller: &Caller, mutation: &str) -> bool {
    let rule = MUTATIONS.iter().find(|(_, names)| names.contains(&mutation));
    rule.is_some_and(|(roles, _)| writing(caller).any(|power| roles.contains(&power.role)))
}

/// The mutations a caller may carry out somewhere.
pub fn mutations(caller: &Caller) -> impl Iterator<Item = &'static str> {
    let names = MUTATIONS.iter().flat_map(|(_, names)| names.iter().copied());
    names.filter(|name| may(caller, name))
}

/// Whether a role writes at all.
#[must_use]
pub fn may_write(role: Role) -> bool {
    WRITERS.contains(&role)
}

/// The roles that a role may give to others. None is above the giver's own, save that a municipality decides who speaks
/// for its own services; a test holds that. The first administrator of a municipality is appointed by the operator.
const GRANTABLE: &[(Role, Roles)] = &[
    (Role::RegistryAdmin, &[Role::RegistryAdmin, Role::Reader, Role::Analyst]),
    (
        Role::MunicipalAdministrator,
        &[
            Role::MunicipalAdministrator,
            Role::MunicipalPlanner,
            Role::Coordinator,
            Role::Reader,
            Role::Analyst,
            Role::Integration,
        ],
    ),
];

/// Kinds of organisations that are not the municipality's: it does not appoint those who speak for them.
const INDEPENDENT: &[ServiceType] = &[
    ServiceType::UpperSecondarySchool,
    ServiceType::VoluntaryCulture,
    ServiceType::ProfessionalArts,
    ServiceType::HigherEducation,
    ServiceType::SamiParliament,
    ServiceType::Other,
];

/// The roles that a role may give to others.
#[must_use]
pub fn grantable(giver: Role) -> Roles {
    GRANTABLE.iter().find(|(role, _)| *role == giver).map_or(&[], |(_, roles)| roles)
}

fn granting(caller: &Caller, role: Role) -> impl Iterator<Item = &Power> {
    writing(caller).filter(move |power| grantable(power.role).contains(&role))
}

/// Whether a caller may give a role in the whole registry.
#[must_use]
pub fn may_grant_nationally(caller: &Caller, role: Role) -> bool {
    granting(caller, role).any(|power| power.reach == Reach::Everything)
}

/// Whether a caller may give a role in a municipality.
#[must_use]
pub fn may_grant_in(caller: &Caller, role: Role, municipality: MunicipalityId) -> bool {
    granting(caller, role).any(|power| match &power.reach {
        Reach::Everything => true,
        Reach::Municipalities(ids) => ids.contains(&municipality),
        Reach::Organisations(_) => false,
    })
}

/// Whether a caller may give a role at an organisation.
#[must_use]
pub fn may_grant_at(caller: &Caller, role: Role, organisation: &organisation::Model) -> bool {
    !INDEPENDENT.contains(&organisation.service_type) && may_grant_in(caller, role, organisation.municipality_id)
}

/// Whether a caller may answer a proposal for an organisation: only one that acts for it.
#[must_use]
pub fn may_confirm_for(caller: &Caller, organisation: OrganisationId) -> bool {
    writing(caller).any(|power| ACTING.contains(&power.role) && power.organisations().contains(&organisation))
}

/// Whether a caller may register records for the whole country, or for any municipality.
#[must_use]
pub fn may_register_nationally(caller: &Caller) -> bool {
    writing(caller).any(|power| power.role == Role::RegistryAdmin)
}

/// Whether a caller may register records that a municipality owns, outside any partnership.
#[must_use]
pub fn may_register_in(caller: &Caller, municipality: MunicipalityId) -> bool {
    writing(caller).any(|power| match &power.reach {
        Reach::Everything => true,
        Reach::Municipalities(ids) => ids.contains(&municipality),
        Reach::Organisations(_) => false,
    })
}

/// Whether a caller may bind an organisation to a partnership and register its staff: it acts for the organisation or
/// plans in its municipality.
#[must_use]
pub fn may_act_for(caller: &Caller, organisation: &organisation::Model) -> bool {
    may_register_in(caller, organisation.municipality_id)
        || writing(caller).any(|power| power.organisations().contains(&organisation.id))
}

/// Staff whose name, e-mail address and employee key a caller may read: the employer, the hosting party and planners
/// of the employer's municipality (and a municipality's own systems). Not readers, analysts or the registry's staff.
#[must_use]
pub fn names_readable(caller: &Caller) -> Condition {
    let rule = TypeRule { readers: Guarded::Names.readers(), ..staff_member::Entity::RULE };
    any(caller.powers.iter().filter(|power| rule.reads(power)).map(rows::names), rule.domain)
}

/// Whether what is guarded may be read of the partnerships a caller sees.
pub enum MayRead {
    /// Of all.
    Always,
    /// Of none.
    Never,
    /// Of those that fit.
    Where(Condition),
}

/// Of which of the partnerships a caller sees it may read what is guarded, and of the records that belong to them.
#[must_use]
pub fn may_read(caller: &Caller, guarded: Guarded) -> MayRead {
    let sees = |power: &&Power| partnership::Entity::RULE.reads(power);
    let may = |power: &&Power| guarded.readers().contains(&power.role);
    if caller.powers.iter().filter(sees).all(|power| may(&power)) {
        MayRead::Always
    } else if caller.powers.iter().filter(sees).any(|power| may(&power)) {
        let allowed = caller.powers.iter().filter(sees).filter(may).map(partnership::Entity::seen);
        MayRead::Where(any(allowed, Domain::Context))
    } else {
        MayRead::Never
    }
}

/// Whether a caller sees every row of a table that a municipality owns: someone of the municipality, not of one of its
/// organisations. The registry's own staff are nobody's insiders: they get what is released.
fn sees_all_of<E: Protected>(caller: &Caller, municipality: MunicipalityId) -> bool {
    let within = |power: &Power| match &power.reach {
        Reach::Municipalities(ids) => ids.contains(&municipality),
        Reach::Everything | Reach::Organisations(_) => false,
    };
    caller.powers.iter().any(|power| E::RULE.reads(power) && within(power))
}

/// Whether a caller sees all participation counts of a municipality, and so its exact figures.
#[must_use]
pub fn sees_all_counts_in(caller: &Caller, municipality: MunicipalityId) -> bool {
    sees_all_of::<participation_count::Entity>(caller, municipality)
}

/// Whether a caller sees all targets and observations of a municipality, and so its exact outcomes.
#[must_use]
pub fn sees_all_outcomes_in(caller: &Caller, municipality: MunicipalityId) -> bool {
    sees_all_of::<outcome_observation::Entity>(caller, municipality)
        && sees_all_of::<outcome_target::Entity>(caller, municipality)
}

/// Whether a caller sees all counts, shared staff and funding of a municipality.
#[must_use]
pub fn sees_all_in(caller: &Caller, municipality: MunicipalityId) -> bool {
    sees_all_counts_in(caller, municipality)
        && sees_all_of::<staff_allocation::Entity>(caller, municipality)
        && sees_all_of::<funding_application::Entity>(caller, municipality)
}

/// Activities a caller may report counts for: a count belongs to its activity's municipality, so those of the own
/// municipality alone.
#[must_use]
pub fn countable(caller: &Caller) -> Condition {
    any(writing(caller).map(rows::countable), Domain::Outcomes)
}

//! Writes of allocations: the partnership is locked first, then the person, then all that is taken is read and checked.

use entity::{
    Percentage,
    id::{OrganisationId, PartnershipId, PartyId, StaffAllocationId},
    organisation, partnership, party, staff_allocation, staff_member,
    vocabulary::StaffFunction,
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait, Query},
};

use super::capacity::{self, employment, hold, lasting, running, shares};
use super::members::check_known;
use crate::{
    access, belonging,
    graphql::changes::{Checks, LONG, given},
    partnership::{rules::must_answer, store::open_terms},
    problem::CommonProblem,
    staff::{
        inputs::{CreateStaffAllocationInput, UpdateStaffAllocationInput},
        rules::{self, LEAST, MOST, Period, Share, StaffProblem},
    },
    store::{Refused, Tx},
    vocabulary::UserErrorCode,
};

/// What an allocation is to be, apart from its person and partnership.
struct Wanted {
    host: PartyId,
    refund_party: Option<PartyId>,
    refund_percentage: Option<Percentage>,
    percentage: Percentage,
    function: StaffFunction,
    note: Option<String>,
    period: Period,
}

impl Wanted {
    fn put(self, row: &mut staff_allocation::ActiveModel) {
        row.host_party_id = Set(self.host);
        row.refund_party_id = Set(self.refund_party);
        row.refund_percentage = Set(self.refund_percentage);
        row.percentage = Set(self.percentage);
        row.function = Set(self.function);
        row.note = Set(self.note);
        row.from_date = Set(self.period.from);
        row.to_date = Set(self.period.to);
    }
}

/// Shares a part of a position with a partnership.
pub async fn create(tx: &Tx, input: CreateStaffAllocationInput) -> Result<staff_allocation::Model, Refused> {
    let partnership = open_terms(tx, input.partnership.0).await.map_err(|refused| refused.at("partnership"))?;
    let person = tx.lock(input.staff_member.0).await.map_err(|refused| refused.at("staffMember"))?;
    check_known(&person).map_err(|problem| problem.at("staffMember"))?;
    check_employer_takes_part(tx, &partnership, &person).await?;
    let mut checks = Checks::default();
    let wanted = Wanted {
        host: input.host_party.0,
        refund_party: input.refund_party.map(|party| party.0),
        refund_percentage: input.refund_percentage.map(Into::into),
        percentage: input.percentage.into(),
        function: input.function.0,
        note: checks.optional_text("note", input.note, LONG),
        period: Period { from: input.from_date.into(), to: input.to_date.map(Into::into) },
    };
    check(tx, checks, &partnership, &person, &wanted, None).await?;
    let mut row = staff_allocation::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        staff_member_id: Set(person.id),
        agreed_host_id: Set(named_by_employer(tx, &person, wanted.host).await?),
        ..Default::default()
    };
    wanted.put(&mut row);
    tx.insert::<staff_allocation::Entity>(row).await
}

/// Changes an allocation.
pub async fn update(tx: &Tx, input: UpdateStaffAllocationInput) -> Result<staff_allocation::Model, Refused> {
    let named = tx.find(input.id.0).await?;
    let partnership = open_terms_of(tx, &named).await?;
    let person = hold(tx, named.staff_member_id).await?;
    let before = tx.changeable(input.id.0, input.version).await?;
    check_known(&person)?;
    let mut checks = Checks::default();
    let wanted = Wanted {
        host: input.host_party.map_or(before.host_party_id, |party| party.0),
        refund_party: given(input.refund_party).map_or(before.refund_party_id, |party| party.map(|party| party.0)),
        refund_percentage: given(input.refund_percentage)
            .map_or(before.refund_percentage, |share| share.map(Into::into)),
        percentage: input.percentage.map_or(before.percentage, Into::into),
        function: input.function.map_or(before.function, |function| function.0),
        note: match given(input.note) {
            Some(note) => checks.optional_text("note", note, LONG),
            None => before.note.clone(),
        },
        period: Period {
            from: input.from_date.map_or(before.from_date, Into::into),
            to: given(input.to_date).map_or(before.to_date, |date| date.map(Into::into)),
        },
    };
    if wanted.percentage > before.percentage || !wanted.period.within(lasting(&before)) {
        check_employer_takes_part(tx, &partnership, &person).await?;
    }
    check(tx, checks, &partnership, &person, &wanted, Some(before.id)).await?;
    let mut row = before.clone().into_active_model();
    if wanted.host != before.host_party_id
        && let Some(host) = named_by_employer(tx, &person, wanted.host).await?
    {
        row.agreed_host_id = Set(Some(host));
    }
    wanted.put(&mut row);
    tx.update::<staff_allocation::Entity>(before, row).await
}

/// Deletes an allocation.
pub async fn delete(tx: &Tx, id: StaffAllocationId, version: i32) -> Result<(), Refused> {
    let named = tx.find(id).await?;
    open_terms_of(tx, &named).await?;
    let before = tx.changeable(id, version).await?;
    tx.delete::<staff_allocation::Entity>(before).await
}

/// The host, when it is somebody who may register the employer's staff that names it: the employer has then told it who
/// comes. From anybody else it is a proposal until the terms are in force.
async fn named_by_employer(
    tx: &Tx,
    person: &staff_member::Model,
    host: PartyId,
) -> Result<Option<OrganisationId>, Refused> {
    if !acts_for_employer(tx, person).await? {
        return Ok(None);
    }
    let party = party::Entity::find_by_id(host).one(tx.connection()).await?;
    Ok(party.map(|party| party.organisation_id))
}

async fn acts_for_employer(tx: &Tx, person: &staff_member::Model) -> Result<bool, Refused> {
    let employer = organisation::Entity::find_by_id(person.employer_id).one(tx.connection()).await?;
    Ok(employer.is_some_and(|employer| access::may_act_for(tx.caller(), &employer)))
}

/// Notes who hosts whom by the terms in force, after they came into force or back: from then on the hosts know who it is.
/// Nothing that was agreed changes by it, so the allocations keep their versions; the audit trail has the answer or the
/// withdrawal it follows from. Call it with the partnership held and the working copy as the terms say.
pub async fn agree_hosts(tx: &Tx, partnership: PartnershipId) -> Result<(), Refused> {
    let host = Query::select()
        .column((party::Entity, party::Column::OrganisationId))
        .from(party::Entity)
        .and_where(
            Expr::col((party::Entity, party::Column::Id))
                .equals((staff_allocation::Entity, staff_allocation::Column::HostPartyId)),
        )
        .take();
    staff_allocation::Entity::update_many()
        .col_expr(staff_allocation::Column::AgreedHostId, Expr::SubQuery(None, Box::new(host.into())))
        .filter(staff_allocation::Column::PartnershipId.eq(partnership))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// The partnership of an allocation the caller sees, open to change. An employer sees what its staff do in partnerships it
/// does not see; it may not change that, and is not told which partnership it is.
async fn open_terms_of(tx: &Tx, allocation: &staff_allocation::Model) -> Result<partnership::Model, Refused> {
    match open_terms(tx, allocation.partnership_id).await {
        Err(Refused::Problems(problems)) if problems.iter().any(|problem| problem.code == UserErrorCode::NotFound) => {
            Err(CommonProblem::Forbidden {}.into())
        }
        outcome => outcome,
    }
}

/// More of a position is shared only where its employer has a say: as a party, which confirms the terms, or through
/// somebody who may register its staff. Seeing a person in one partnership is no leave to take them for another.
async fn check_employer_takes_part(
    tx: &Tx,
    partnership: &partnership::Model,
    person: &staff_member::Model,
) -> Result<(), Refused> {
    let part = party::Entity::find()
        .filter(party::Column::PartnershipId.eq(partnership.id))
        .filter(party::Column::OrganisationId.eq(person.employer_id))
        .one(tx.connection())
        .await?;
    // A party that has left is not asked any more.
    let today = tx.scope().registry.clock.today();
    if part.is_some_and(|part| must_answer(part.left_on, today)) || acts_for_employer(tx, person).await? {
        return Ok(());
    }
    Err(StaffProblem::EmployerNotParty {}.into())
}

/// Whether staff that an organisation employs is shared with a partnership, whose row is held.
pub async fn shares_staff_of(tx: &Tx, partnership: PartnershipId, employer: OrganisationId) -> Result<bool, Refused> {
    let people = Query::select()
        .column(staff_member::Column::Id)
        .from(staff_member::Entity)
        .and_where(staff_member::Column::EmployerId.eq(employer))
        .take();
    let shared = staff_allocation::Entity::find()
        .filter(staff_allocation::Column::PartnershipId.eq(partnership))
        .filter(staff_allocation::Column::StaffMemberId.in_subquery(people))
        .count(tx.connection())
        .await?;
    Ok(shared > 0)
}

/// Checks what an allocation is to be: first each value, then, when those are sound, the 100 % rule.
async fn check(
    tx: &Tx,
    mut checks: Checks,
    partnership: &partnership::Model,
    person: &staff_member::Model,
    wanted: &Wanted,
    own: Option<StaffAllocationId>,
) -> Result<(), Refused> {
    belonging::named(tx, &mut checks, "hostParty", wanted.host, partnership.id).await?;
    if let Some(party) = wanted.refund_party {
        belonging::named(tx, &mut checks, "refundParty", party, partnership.id).await?;
    }
    checks.rule(rules::check_refund(wanted.refund_party.is_some(), wanted.refund_percentage));
    if let Some(percentage) = wanted.refund_percentage {
        checks.range("refundPercentage", &percentage, &LEAST, &MOST);
    }
    checks.range("percentage", &wanted.percentage, &LEAST, &MOST);
    checks.period("toDate", wanted.period.from, wanted.period.to);
    checks.rule(rules::check_within_employment(wanted.period, employment(person)));
    checks.rule(rules::check_within_partnership(wanted.period, running(partnership)));
    checks.done()?;
    let share = Share { percentage: wanted.percentage, period: wanted.period };
    let added = capacity::Wanted { partnership: partnership.id, share, instead_of: own };
    let shares = shares(tx, person.id, Some(added)).await?;
    rules::check_capacity(person.employment_percentage, &shares).map_err(|excess| excess.taking().into())
}

//! The 100 % rule and the date rules, kept under locks so that concurrent writers cannot break them together.
//!
//! The partnership's row is locked first, then the person's, then what counts is read. Whoever adds to what is taken of a
//! person holds the person's row until the end of the write, so that the next one reads what this one wrote.

use chrono::NaiveDate;
use entity::{
    id::{PartnershipId, StaffAllocationId, StaffMemberId},
    partnership, staff_allocation, staff_member,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
    sea_query::{LockType, Query, SelectStatement},
};

use crate::{
    problem::CommonProblem,
    revision::store as revisions,
    staff::rules::{self, NEVER_CAME_ABOUT, Period, Share},
    store::{Refused, Tx},
};

/// That an allocation takes something of a position: its partnership has not come to nothing.
pub fn counts() -> Condition {
    let never = Query::select()
        .column((partnership::Entity, partnership::Column::Id))
        .from(partnership::Entity)
        .and_where(partnership::Column::Status.is_in(NEVER_CAME_ABOUT))
        .take();
    Condition::all().add(staff_allocation::Column::PartnershipId.not_in_subquery(never))
}

/// The people who are shared on a day or later, as a subquery of their ids.
pub fn shared_since(day: NaiveDate) -> SelectStatement {
    let lasts =
        Condition::any().add(staff_allocation::Column::ToDate.is_null()).add(staff_allocation::Column::ToDate.gte(day));
    Query::select()
        .column(staff_allocation::Column::StaffMemberId)
        .from(staff_allocation::Entity)
        .cond_where(lasts)
        .cond_where(counts())
        .take()
}

/// When a person is employed.
pub fn employment(person: &staff_member::Model) -> Period {
    Period { from: person.employed_from, to: person.employed_to }
}

/// When a partnership runs.
pub fn running(partnership: &partnership::Model) -> Period {
    rules::partnership_period(partnership.start_date, partnership.end_date, partnership.ended_on)
}

/// When an allocation is in force.
pub fn lasting(allocation: &staff_allocation::Model) -> Period {
    Period { from: allocation.from_date, to: allocation.to_date }
}

/// A person, held until the end of the write, whether or not the caller may see them: for rules about rows that name
/// the person already. On PostgreSQL the lock lets others go on referring to the row, so that two writers who have both
/// written an allocation of the person wait for each other here without a deadlock.
pub async fn hold(tx: &Tx, id: StaffMemberId) -> Result<staff_member::Model, Refused> {
    let mut select = staff_member::Entity::find_by_id(id);
    if tx.connection().get_database_backend() == DbBackend::Postgres {
        select = select.lock(LockType::NoKeyUpdate);
    }
    let person = select.one(tx.connection()).await?;
    person.ok_or_else(|| CommonProblem::NotFound { id: id.to_string() }.into())
}

/// A share of a person that a write would add to a partnership, in place of the allocation `instead_of`.
pub struct Wanted {
    /// The partnership.
    pub partnership: PartnershipId,
    /// The share.
    pub share: Share,
    /// The allocation it replaces.
    pub instead_of: Option<StaffAllocationId>,
}

/// All that is taken of a person, with what a write would add. Where an amendment is under way, what the terms in force
/// still hold counts too: an amendment that is not confirmed frees nobody. Read it with the person held.
pub async fn shares(tx: &Tx, person: StaffMemberId, wanted: Option<Wanted>) -> Result<Vec<Share>, Refused> {
    let mut select =
        staff_allocation::Entity::find().filter(staff_allocation::Column::StaffMemberId.eq(person)).filter(counts());
    if let Some(replaced) = wanted.as_ref().and_then(|wanted| wanted.instead_of) {
        select = select.filter(staff_allocation::Column::Id.ne(replaced));
    }
    let rows = select.all(tx.connection()).await?;
    let mut working: Vec<(PartnershipId, Share)> = rows.iter().map(|row| (row.partnership_id, share(row))).collect();
    working.extend(wanted.map(|wanted| (wanted.partnership, wanted.share)));
    let mut shares: Vec<Share> = working.iter().map(|(_, share)| *share).collect();
    for (partnership, terms) in revisions::amended_terms_naming(tx.connection(), person).await? {
        let own = working.iter().filter(|(other, _)| *other == partnership).map(|(_, share)| *share);
        let agreed = terms.staff_allocations.iter().filter(|agreed| agreed.staff_member_id == person).map(share);
        shares.extend(rules::still_held(&own.collect::<Vec<_>>(), &agreed.collect::<Vec<_>>()));
    }
    Ok(shares)
}

fn share(allocation: &staff_allocation::Model) -> Share {
    Share { percentage: allocation.percentage, period: lasting(allocation) }
}

/// Checks all that is taken of a person, after rows were written otherwise than by the mutations of staff: the 100 %
/// rule, and that it lies within the employment. Holds the person until the end of the write.
///
/// Call it with the partnership held, for several people in the order of their ids.
///
/// # Errors
/// `EXCEEDS_CAPACITY` at `percentage`, `OUTSIDE_PERIOD` at `fromDate` or `toDate`; tie it to the field that fits.
pub async fn check_capacity(tx: &Tx, staff_member: StaffMemberId) -> Result<(), Refused> {
    let person = hold(tx, staff_member).await?;
    let shares = shares(tx, person.id, None).await?;
    for share in &shares {
        rules::check_within_employment(share.period, employment(&person))?;
    }
    rules::check_capacity(person.employment_percentage, &shares).map_err(|excess| excess.taking().into())
}

/// Checks that a partnership's allocations lie within its dates, after the dates changed. Call it with the partnership
/// held and the new dates in `partnership`.
///
/// # Errors
/// `OUTSIDE_PERIOD` at `startDate` or `endDate`, for the first allocation that is outside.
pub async fn check_within_dates(tx: &Tx, partnership: &partnership::Model) -> Result<(), Refused> {
    for allocation in of_partnership(tx, partnership).await? {
        rules::check_partnership_covers(running(partnership), lasting(&allocation))?;
    }
    Ok(())
}

/// Ends a partnership's allocations with it: those that run past `last_day` end then; those that begin later are
/// deleted. Call it with the partnership held and no amendment under way: what nobody agreed to does not end, it never was.
///
/// # Errors
/// When the database fails.
pub async fn cut_allocations(tx: &Tx, partnership: &partnership::Model, last_day: NaiveDate) -> Result<(), Refused> {
    for allocation in of_partnership(tx, partnership).await? {
        match lasting(&allocation).cut(last_day) {
            Some(kept) => {
                let mut row = allocation.clone().into_active_model();
                row.to_date = Set(kept.to);
                tx.update::<staff_allocation::Entity>(allocation, row).await?;
            }
            None => tx.delete::<staff_allocation::Entity>(allocation).await?,
        }
    }
    Ok(())
}

async fn of_partnership(tx: &Tx, partnership: &partnership::Model) -> Result<Vec<staff_allocation::Model>, Refused> {
    let found = staff_allocation::Entity::find()
        .filter(staff_allocation::Column::PartnershipId.eq(partnership.id))
        .order_by_asc(staff_allocation::Column::Id)
        .all(tx.connection())
        .await?;
    Ok(found)
}

//! Removing who a person is, in SQL.

use std::{collections::BTreeSet, fmt::Write as _};

use chrono::{NaiveDate, NaiveTime};
use entity::{
    id::{PartnershipId, StaffMemberId},
    partnership, partnership_revision, staff_allocation, staff_member,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::rules::{Standing, is_over};
use crate::{
    partnership::terms::AgreementTerms,
    staff::store::{shared_since, shares},
    store::{Refused, Registry, Tx},
    text::normalise,
};

/// People looked at in one go.
const PAGE: u64 = 200;

/// Some of the people whose time may be over, ordered by id.
pub async fn candidates(
    registry: &Registry,
    cutoff: NaiveDate,
    after: Option<StaffMemberId>,
) -> Result<Vec<StaffMemberId>, Refused> {
    let mut people = staff_member::Entity::find()
        .select_only()
        .column(staff_member::Column::Id)
        .filter(staff_member::Column::PseudonymisedAt.is_null())
        .filter(staff_member::Column::Id.not_in_subquery(shared_since(cutoff)))
        .filter(staff_member::Column::UpdatedAt.lt(cutoff.and_time(NaiveTime::MIN).and_utc()));
    if let Some(after) = after {
        people = people.filter(staff_member::Column::Id.gt(after));
    }
    let people = people.order_by_asc(staff_member::Column::Id).limit(PAGE).into_tuple();
    Ok(people.all(&registry.database).await?)
}

/// Makes a pseudonym of a person if their time is over; tells whether it was.
///
/// Locks as everybody does: partnerships by id, then the person, then the rest.
pub async fn pseudonymise(tx: &Tx, id: StaffMemberId, cutoff: NaiveDate) -> Result<bool, Refused> {
    // Without locks first: most of those who may be are not, and nobody need wait for that.
    let Some(named) = due(tx, id, cutoff).await? else { return Ok(false) };
    for partnership in &named.partnerships {
        let mut held = partnership::Entity::find_by_id(*partnership);
        if tx.connection().get_database_backend() == DbBackend::Postgres {
            held = held.lock_exclusive();
        }
        held.one(tx.connection()).await?;
    }
    tx.lock(id).await?;
    // Meanwhile somebody may have shared the person again, or another replica been here.
    let Some(now) = due(tx, id, cutoff).await? else { return Ok(false) };
    if !now.partnerships.is_subset(&named.partnerships) {
        return Ok(false);
    }
    let Due { person, .. } = now;
    clear_notes(tx, id).await?;
    clear_terms(tx, id).await?;
    let name = pseudonym(tx);
    let mut row = person.clone().into_active_model();
    row.display_name = Set(format!("Ansatt {name}"));
    row.search_name = Set(normalise(&format!("Ansatt {name}")));
    row.employee_key = Set(format!("pseudonym-{name}"));
    row.email = Set(None);
    row.title = Set(None);
    row.competence_note = Set(None);
    row.pseudonymised_at = Set(Some(tx.scope().now));
    tx.pseudonymise::<staff_member::Entity>(person, row).await?;
    tx.forget(id).await?;
    Ok(true)
}

/// A person whose time is over, and the partnerships whose records tell of them.
struct Due {
    person: staff_member::Model,
    partnerships: BTreeSet<PartnershipId>,
}

async fn due(tx: &Tx, id: StaffMemberId, cutoff: NaiveDate) -> Result<Option<Due>, Refused> {
    let Some(person) = staff_member::Entity::find_by_id(id).one(tx.connection()).await? else { return Ok(None) };
    let shared = shares(tx, id, None).await?;
    let standing = Standing {
        employed_to: person.employed_to,
        touched: person.updated_at,
        shared: shared.into_iter().map(|share| share.period).collect(),
    };
    if person.pseudonymised_at.is_some() || !is_over(&standing, cutoff) {
        return Ok(None);
    }
    let mut partnerships: BTreeSet<PartnershipId> =
        allocations(tx, id).await?.into_iter().map(|row| row.partnership_id).collect();
    partnerships.extend(revisions(tx, id).await?.into_iter().map(|row| row.partnership_id));
    Ok(Some(Due { person, partnerships }))
}

async fn allocations(tx: &Tx, id: StaffMemberId) -> Result<Vec<staff_allocation::Model>, Refused> {
    let allocations = staff_allocation::Entity::find().filter(staff_allocation::Column::StaffMemberId.eq(id));
    Ok(allocations.order_by_asc(staff_allocation::Column::Id).all(tx.connection()).await?)
}

/// The revisions whose frozen terms name a person.
async fn revisions(tx: &Tx, id: StaffMemberId) -> Result<Vec<partnership_revision::Model>, Refused> {
    let naming =
        partnership_revision::Entity::find().filter(partnership_revision::Column::Terms.contains(id.to_string()));
    Ok(naming.order_by_asc(partnership_revision::Column::Id).all(tx.connection()).await?)
}

async fn clear_notes(tx: &Tx, id: StaffMemberId) -> Result<(), Refused> {
    for allocation in allocations(tx, id).await?.into_iter().filter(|row| row.note.is_some()) {
        let mut row = allocation.clone().into_active_model();
        row.note = Set(None);
        tx.pseudonymise::<staff_allocation::Entity>(allocation, row).await?;
    }
    Ok(())
}

/// Frozen terms keep what was agreed; only what they note about the person goes.
async fn clear_terms(tx: &Tx, id: StaffMemberId) -> Result<(), Refused> {
    for revision in revisions(tx, id).await? {
        let Some(json) = &revision.terms else { continue };
        let broken = |error| Refused::Broken(format!("terms of {}: {error}", revision.id));
        let mut terms: AgreementTerms = serde_json::from_str(json).map_err(broken)?;
        let mut noted = false;
        for share in terms.staff_allocations.iter_mut().filter(|share| share.staff_member_id == id) {
            noted |= share.note.take().is_some();
        }
        if noted {
            let mut row = revision.clone().into_active_model();
            row.terms = Set(Some(serde_json::to_string(&terms).map_err(broken)?));
            tx.pseudonymise::<partnership_revision::Entity>(revision, row).await?;
        }
    }
    Ok(())
}

/// A name that tells nothing: it is made of chance alone.
fn pseudonym(tx: &Tx) -> String {
    let mut name = String::new();
    for byte in tx.scope().registry.ids.bytes::<6>() {
        // Writing to a string does not fail.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// On SQLite, empties the log of changes beside the file: it still holds what was there. `secure_delete` has overwritten
/// it in the file itself. PostgreSQL overwrites what was there when it vacuums.
pub async fn overwrite(registry: &Registry) -> Result<(), Refused> {
    if registry.database.get_database_backend() == DbBackend::Sqlite {
        registry.database.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}

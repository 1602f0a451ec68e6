//! The working copy of a partnership's terms, as a revision freezes it.

use std::collections::HashMap;

use entity::{budget_line, id::PartnershipId, partnership, party, staff_allocation};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use crate::{
    access::Protected,
    auth::Caller,
    partnership::terms::AgreementTerms,
    store::{Refused, Tx, any_of, column},
};

/// The terms as they stand now, of a partnership whose row is held.
pub async fn working_copy(tx: &Tx, partnership: &partnership::Model) -> Result<AgreementTerms, Refused> {
    let mut copies = working_copies(tx.connection(), tx.caller(), &[partnership.id]).await?;
    copies.remove(&partnership.id).ok_or_else(|| Refused::Broken(format!("{} is gone", partnership.id)))
}

/// The terms of partnerships as they stand now, those the caller may see.
pub async fn working_copies(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    ids: &[PartnershipId],
) -> Result<HashMap<PartnershipId, AgreementTerms>, DbErr> {
    let keys: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    let among = |key: Expr| any_of(key, &keys, connection.get_database_backend());
    let partnerships = partnership::Entity::find()
        .filter(among(column(partnership::Column::Id)))
        .filter(partnership::Entity::visible(caller))
        .all(connection)
        .await?;
    let mut copies: HashMap<_, _> = partnerships.into_iter().map(|row| (row.id, blank(row))).collect();
    let parties = party::Entity::find().filter(among(column(party::Column::PartnershipId)));
    for row in parties.order_by_asc(party::Column::Id).all(connection).await? {
        copies.entry(row.partnership_id).and_modify(|terms| terms.parties.push(row));
    }
    let allocations = staff_allocation::Entity::find().filter(among(column(staff_allocation::Column::PartnershipId)));
    for row in allocations.order_by_asc(staff_allocation::Column::Id).all(connection).await? {
        copies.entry(row.partnership_id).and_modify(|terms| terms.staff_allocations.push(row));
    }
    let lines = budget_line::Entity::find().filter(among(column(budget_line::Column::PartnershipId)));
    for row in lines.order_by_asc(budget_line::Column::Id).all(connection).await? {
        copies.entry(row.partnership_id).and_modify(|terms| terms.budget_lines.push(row));
    }
    Ok(copies)
}

/// The terms of a partnership without its parties, staff and budget.
fn blank(partnership: partnership::Model) -> AgreementTerms {
    AgreementTerms {
        title: partnership.title,
        purpose: partnership.purpose,
        pillars: partnership.pillars,
        start_date: partnership.start_date,
        end_date: partnership.end_date,
        parties: Vec::new(),
        staff_allocations: Vec::new(),
        budget_lines: Vec::new(),
    }
}

/// The parties, ordered by id.
pub async fn parties(tx: &Tx, partnership: PartnershipId) -> Result<Vec<party::Model>, Refused> {
    let parties = party::Entity::find().filter(party::Column::PartnershipId.eq(partnership));
    Ok(parties.order_by_asc(party::Column::Id).all(tx.connection()).await?)
}

//! The working copy of a partnership's terms, as a revision freezes it.

use entity::{budget_line, id::PartnershipId, partnership, party, staff_allocation};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    partnership::terms::AgreementTerms,
    store::{Refused, Tx},
};

/// The terms as they stand now.
pub async fn working_copy(tx: &Tx, partnership: &partnership::Model) -> Result<AgreementTerms, Refused> {
    Ok(AgreementTerms {
        title: partnership.title.clone(),
        purpose: partnership.purpose.clone(),
        pillars: partnership.pillars.clone(),
        start_date: partnership.start_date,
        end_date: partnership.end_date,
        parties: parties(tx, partnership.id).await?,
        staff_allocations: staff_allocation::Entity::find()
            .filter(staff_allocation::Column::PartnershipId.eq(partnership.id))
            .order_by_asc(staff_allocation::Column::Id)
            .all(tx.connection())
            .await?,
        budget_lines: budget_line::Entity::find()
            .filter(budget_line::Column::PartnershipId.eq(partnership.id))
            .order_by_asc(budget_line::Column::Id)
            .all(tx.connection())
            .await?,
    })
}

/// The parties, ordered by id.
pub async fn parties(tx: &Tx, partnership: PartnershipId) -> Result<Vec<party::Model>, Refused> {
    let parties = party::Entity::find().filter(party::Column::PartnershipId.eq(partnership));
    Ok(parties.order_by_asc(party::Column::Id).all(tx.connection()).await?)
}

//! Bringing the terms in force back when an amendment is withdrawn.

use std::collections::BTreeSet;

use entity::{
    Record, Stamped, budget, budget_line, confirmation, partnership, party, staff_allocation,
    vocabulary::{BudgetStatus, PartyRole},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, Set, TryIntoModel,
    sea_query::ExprTrait,
};

use super::snapshot::working_copy;
use crate::{
    access::Protected,
    budget::store::check_balanced,
    partnership::terms::AgreementTerms,
    staff::store as staff,
    store::{Refused, Tx},
    text::normalise,
};

/// Makes the working copy what the terms say. Refused when it can no longer be: a shared person has been promised
/// elsewhere, or a party that would leave has tasks.
pub async fn restore(
    tx: &Tx,
    partnership: partnership::Model,
    terms: AgreementTerms,
) -> Result<partnership::Model, Refused> {
    let present = working_copy(tx, &partnership).await?;
    let people: BTreeSet<_> =
        present.staff_allocations.iter().chain(&terms.staff_allocations).map(|share| share.staff_member_id).collect();
    let mut row = partnership.clone().into_active_model();
    row.search_title = Set(normalise(&terms.title));
    row.title = Set(terms.title);
    row.purpose = Set(terms.purpose);
    row.pillars = Set(terms.pillars);
    row.start_date = Set(terms.start_date);
    row.end_date = Set(terms.end_date);
    if let Some(lead) = terms.parties.iter().find(|party| party.role == PartyRole::Lead) {
        row.municipality_id = Set(lead.municipality_id);
    }
    let restored = tx.update::<partnership::Entity>(partnership, row).await?;
    // Parties come first and go last: allocations and budget lines name them.
    bring_back::<party::Entity>(tx, &present.parties, &terms.parties).await?;
    clear::<staff_allocation::Entity>(tx, &present.staff_allocations, &terms.staff_allocations).await?;
    bring_back::<staff_allocation::Entity>(tx, &present.staff_allocations, &terms.staff_allocations).await?;
    clear::<budget_line::Entity>(tx, &present.budget_lines, &terms.budget_lines).await?;
    bring_back::<budget_line::Entity>(tx, &present.budget_lines, &terms.budget_lines).await?;
    forget_answers(tx, &present.parties, &terms.parties).await?;
    staff::agree_hosts(tx, restored.id).await?;
    clear::<party::Entity>(tx, &present.parties, &terms.parties).await?;
    for person in people {
        staff::check_capacity(tx, person).await?;
    }
    let binding = budget::Column::PartnershipId.eq(restored.id).and(budget::Column::Status.ne(BudgetStatus::Draft));
    check_balanced(tx, binding).await?;
    Ok(restored)
}

/// Deletes the answers of parties that only the fallen amendment had, so that they can go; the audit trail keeps them.
async fn forget_answers(tx: &Tx, present: &[party::Model], wanted: &[party::Model]) -> Result<(), Refused> {
    let leaving = present.iter().filter(|row| wanted.iter().all(|kept| kept.id != row.id)).map(|row| row.id);
    let answers = confirmation::Entity::find().filter(confirmation::Column::PartyId.is_in(leaving));
    for answer in answers.all(tx.connection()).await? {
        tx.delete::<confirmation::Entity>(answer).await?;
    }
    Ok(())
}

/// Deletes what the terms do not have.
async fn clear<E: Record + Protected>(tx: &Tx, present: &[E::Model], wanted: &[E::Model]) -> Result<(), Refused> {
    for row in present.iter().filter(|row| wanted.iter().all(|kept| kept.id() != row.id())) {
        tx.delete::<E>(row.clone()).await?;
    }
    Ok(())
}

/// Adds or changes what the terms have.
async fn bring_back<E: Record + Protected>(tx: &Tx, present: &[E::Model], wanted: &[E::Model]) -> Result<(), Refused>
where
    E::ActiveModel: TryIntoModel<E::Model> + Clone,
{
    for model in wanted {
        match present.iter().find(|row| row.id() == model.id()) {
            None => drop(tx.reinstate::<E>(model.clone()).await?),
            Some(row) => {
                let mut change = row.clone().into_active_model();
                let terms = model.clone().into_active_model();
                for column in E::Column::iter() {
                    if let Some(value) = terms.get(column).into_value() {
                        change.set(column, value);
                    }
                }
                keep_what_is_no_term::<E>(&mut change, row);
                tx.update::<E>(row.clone(), change).await?;
            }
        }
    }
    Ok(())
}

/// Stamps, who is known to whom, and what the accounts say, are the stored row's: they were never terms.
fn keep_what_is_no_term<E: Record>(change: &mut E::ActiveModel, row: &E::Model) {
    let stored = row.clone().into_active_model();
    for column in E::Column::iter() {
        let name = sea_orm::Iden::unquoted(&column).to_owned();
        if matches!(name.as_str(), "version" | "created_at" | "updated_at" | "agreed_host_id" | "actual")
            && let Some(value) = stored.get(column).into_value()
        {
            change.set(column, value);
        }
    }
}

//! Records that belong to a partnership: how their writes hold them, and how one names another.
//!
//! The partnership is always held before its records, so that two writers never wait for each other.

use entity::{
    Id, Record, breadth_activity, budget, consultation, document_link, funding_application,
    higher_education_cooperation, id::PartnershipId, learning_community, outcome_observation, outcome_target,
    partnership, partnership_goal, party, plan_link, premises_share, shared_task,
};

use crate::{
    access::Protected,
    graphql::{changes::Checks, ids::GlobalId},
    problem::CommonProblem,
    store::{Refused, Tx},
};

/// A record of one partnership.
pub trait Belonging: Record + Protected {
    /// The partnership it belongs to.
    fn partnership_of(record: &Self::Model) -> PartnershipId;
}

macro_rules! belonging {
    ($($table:ident),+ $(,)?) => {
        $(impl Belonging for $table::Entity {
            fn partnership_of(record: &Self::Model) -> PartnershipId {
                record.partnership_id
            }
        })+
    };
}

belonging!(
    breadth_activity,
    budget,
    consultation,
    document_link,
    funding_application,
    higher_education_cooperation,
    learning_community,
    outcome_observation,
    outcome_target,
    partnership_goal,
    party,
    plan_link,
    premises_share,
    shared_task,
);

/// The partnership that the input of a new record names as `partnership`, held until the end of the write.
///
/// # Errors
/// `NOT_FOUND` or `FORBIDDEN`.
pub async fn partnership(tx: &Tx, named: GlobalId<partnership::Entity>) -> Result<partnership::Model, Refused> {
    crate::partnership::store::changeable(tx, named.0).await.map_err(|refused| refused.at("partnership"))
}

/// A record to change, held with its partnership until the end of the write.
///
/// # Errors
/// `NOT_FOUND`, `FORBIDDEN`, or `CONFLICT` with the current version.
pub async fn changeable<E: Belonging>(tx: &Tx, id: Id<E>, version: i32) -> Result<E::Model, Refused> {
    let seen = tx.find(id).await?;
    crate::partnership::store::changeable(tx, E::partnership_of(&seen)).await?;
    tx.changeable(id, version).await
}

/// A record that an input names in `field`. One of another partnership is noted as a problem.
///
/// # Errors
/// `NOT_FOUND`.
pub async fn named<E: Belonging>(
    tx: &Tx,
    checks: &mut Checks,
    field: &str,
    id: Id<E>,
    partnership: PartnershipId,
) -> Result<Id<E>, Refused> {
    let record = tx.find(id).await.map_err(|refused| refused.at(field))?;
    if E::partnership_of(&record) != partnership {
        checks.note(CommonProblem::OtherPartnership {}.at(field));
    }
    Ok(id)
}

/// Like [`named`], for a record that need not be named.
///
/// # Errors
/// `NOT_FOUND`.
pub async fn maybe_named<E: Belonging>(
    tx: &Tx,
    checks: &mut Checks,
    field: &str,
    id: Option<Id<E>>,
    partnership: PartnershipId,
) -> Result<Option<Id<E>>, Refused> {
    match id {
        Some(id) => named(tx, checks, field, id, partnership).await.map(Some),
        None => Ok(None),
    }
}

/// Deletes a record of a partnership.
///
/// # Errors
/// `NOT_FOUND`, `FORBIDDEN`, `CONFLICT`, or `IN_USE` when others depend on it.
pub async fn delete<E: Belonging>(tx: &Tx, id: Id<E>, version: i32) -> Result<(), Refused> {
    let before = changeable(tx, id, version).await?;
    tx.delete::<E>(before).await
}

#[cfg(test)]
mod tests;
